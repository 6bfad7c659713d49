//! Numbers, dates and ages as people say them, in both languages, each with a display and a spoken form.

mod age;
mod cardinal;
mod date;
mod number;

pub use age::age;
pub use cardinal::in_words;
pub use date::{clock, date, date_time, day};
pub(crate) use number::natural;
pub use number::{decimal, integer, percent};

use crate::message::{Lang, Text, text_with};

/// A message whose arguments have two forms themselves: each goes into the form it is for.
fn forms(lang: Lang, id: &str, args: &[(&str, Text)]) -> Text {
    let display: Vec<(&str, &str)> = args.iter().map(|(n, t)| (*n, t.display.as_str())).collect();
    let spoken: Vec<(&str, &str)> = args.iter().map(|(n, t)| (*n, t.spoken.as_str())).collect();
    text_with(lang, id, &display, &spoken)
}

fn same(value: impl ToString) -> Text {
    let display = value.to_string();
    Text {
        spoken: display.clone(),
        display,
    }
}
