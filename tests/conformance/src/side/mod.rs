//! What a call through the door costs, in Rust: the side beside which `cargo xtask bench --ios` and the like put another language. Every
//! side is a program that writes `ready`, reads lines like `page 20` and answers each with so many times in nanoseconds on one line; so they
//! can take turns. Each has a `citizen-world` of its own, which holds its keys too.
//!
//! | figure | from | to |
//! | --- | --- | --- |
//! | `sign_in` | a new vault with its province: signing in begins | home is there, a first sync of a hundred dossiers before it; the browser's part is not counted |
//! | `page` | a page of a hundred dossiers is asked for | its rows are there |
//! | `session` | who is signed in is asked for: what an event tells was looked at so | it is there |
//! | `event` | a hundred watch the session: the first reader has what changed | the last has it, divided by those between; what they are told was looked at once, before the first |
//! | `found` | a grey frame of 960 × 720 with a signed slip's code is given | what is in it is there, its signature verified |
//! | `empty` | the same without a code: every shade from side to side | that nothing is in it is there |

mod far;
mod phone;

pub use far::Far;

use phone::Signed;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// Dossiers that the person has, and rows of a page.
const MANY: u32 = 100;

/// The side in Rust.
pub struct Side {
    far: Arc<Far>,
    phone: Signed,
    frame: (u32, u32, u32),
    luma: Vec<u8>,
    empty: Vec<u8>,
    watchers: Option<phone::Watchers>,
    vaults: u32,
}

impl Side {
    /// Opens the world, and a phone whose person has a hundred dossiers.
    ///
    /// # Panics
    /// When something of that does not work.
    pub fn new(world: &Path) -> Self {
        let far = Far::open(world);
        let handed = far.ask(&json!({ "do": "hand_in", "sub": phone::SUB, "count": MANY }));
        let phone = Signed::new(&far, "main");
        let code = handed["codes"][0].clone();
        let slip = far.ask(&json!({ "do": "slip", "kind": "signed", "code": code }));
        let frame = far.ask(&json!({ "do": "frame", "text": slip["text"] }));
        let of = |name: &str| u32::try_from(frame[name].as_u64().expect("a number")).expect("a small one");
        let luma = std::fs::read(frame["path"].as_str().expect("a path")).expect("the frame");
        let shade = |at| u8::try_from(at % 1024 / 4 % 256).unwrap_or_default();
        Self {
            frame: (of("width"), of("height"), of("stride")),
            empty: (0..luma.len()).map(shade).collect(),
            luma,
            far,
            phone,
            watchers: None,
            vaults: 0,
        }
    }

    /// Answers one line.
    ///
    /// # Panics
    /// When what is measured does not give what it should: a figure of something else would be worse than none.
    pub fn answer(&mut self, line: &str) -> String {
        let (what, times) = line.split_once(' ').expect("what and how often");
        let times: u32 = times.parse().expect("how often");
        let ns: Vec<String> = (0..times).map(|_| self.once(what).to_string()).collect();
        ns.join(" ")
    }

    fn once(&mut self, what: &str) -> u64 {
        match what {
            "sign_in" => self.sign_in(),
            "page" => {
                let begun = Instant::now();
                let page = self.phone.page(MANY);
                let took = nanos(begun);
                assert_eq!(page.cards.len(), MANY as usize);
                took
            }
            "session" => {
                let begun = Instant::now();
                self.phone.session();
                nanos(begun)
            }
            "event" => {
                let phone = &self.phone;
                self.watchers
                    .get_or_insert_with(|| phone.watched_by(MANY))
                    .one(phone)
            }
            "found" => self.frame(&self.luma, 1),
            "empty" => self.frame(&self.empty, 0),
            other => panic!("nobody measures {other}"),
        }
    }

    fn frame(&self, luma: &[u8], codes: usize) -> u64 {
        let (width, height, stride) = self.frame;
        let begun = Instant::now();
        let found = self.phone.frame(width, height, stride, luma);
        let took = nanos(begun);
        assert_eq!(found.found.len(), codes);
        took
    }

    fn sign_in(&mut self) -> u64 {
        self.vaults += 1;
        let fresh = phone::Fresh::new(&self.far, &format!("fresh-{}", self.vaults));
        let begun = Instant::now();
        let page = fresh.begin();
        let before = nanos(begun);
        let back = phone::browse(&self.far, &page);
        let begun = Instant::now();
        let home = fresh.finish(&back);
        let took = before + nanos(begun);
        assert!(home.moving.len() + home.needs_me.len() >= MANY as usize);
        fresh.close();
        took
    }
}

fn nanos(begun: Instant) -> u64 {
    u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX)
}
