//! Vietnamese text: one canonical form, folding for search, tone placement, typing fall-backs, alphabet order.
//!
//! Text is stored, compared and hashed in NFC; limits for people count user-perceived characters, limits on the
//! wire count bytes.

mod clean;
mod excerpt;
mod fold;
mod folded;
mod graphemes;
pub mod human;
mod letter;
mod nfc;
mod sort;
mod tone;
pub mod typing;
mod words;

pub use clean::{TextError, clean, clean_line};
pub use excerpt::excerpt;
pub use fold::{fold, fold_i_y};
pub use folded::{Folded, Level, Rank};
pub use graphemes::{check_graphemes, graphemes};
pub use letter::{Mark, Tone};
pub use nfc::nfc;
pub use sort::{person_sort_key, sort_key};
pub use tone::{Placement, place_tones, toneless};
pub use words::{initials, near, within_one_edit};
