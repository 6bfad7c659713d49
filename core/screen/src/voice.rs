//! Who is spoken to, and when.

use crate::{Age, Fact, Said};
use citizen_domain::Timestamp;
use citizen_domain::message::{Lang, knows, text, text_with};
use citizen_domain::text::human;

/// The language of a screen and the moment it is made for.
#[derive(Debug, Clone, Copy)]
pub struct Voice {
    /// Language of our own words; the province's stay as they are.
    pub lang: Lang,
    /// Now, as the core goes by it.
    pub now: Timestamp,
}

impl Voice {
    /// A message of the catalogue.
    pub fn say(&self, id: &str, args: &[(&str, &str)]) -> Said {
        text(self.lang, id, args).into()
    }

    /// A message whose arguments have a spoken form of their own.
    pub fn say_with(&self, id: &str, args: &[(&str, &Said)]) -> Said {
        let seen: Vec<(&str, &str)> = args
            .iter()
            .map(|(name, said)| (*name, said.display.as_str()))
            .collect();
        let heard: Vec<(&str, &str)> = args
            .iter()
            .map(|(name, said)| (*name, said.spoken.as_str()))
            .collect();
        text_with(self.lang, id, &seen, &heard).into()
    }

    /// The message `id`, or `other` as it came where the catalogue does not know it.
    pub(crate) fn say_or(&self, id: &str, other: &str) -> Said {
        if knows(id) {
            self.say(id, &[])
        } else {
            Said::both(other, other.replace('_', " "))
        }
    }

    /// A label and its value.
    pub(crate) fn fact(&self, label: &str, value: Said) -> Fact {
        Fact {
            label: self.say(label, &[]),
            value,
        }
    }

    /// Day and time of day.
    pub fn when(&self, at: Timestamp) -> Said {
        human::date_time(self.lang, at, self.now.date()).into()
    }

    /// A day.
    pub(crate) fn day(&self, day: time::Date) -> Said {
        human::day(self.lang, day, self.now.date()).into()
    }

    /// "Cập nhật 2 giờ trước".
    pub fn age(&self, at: Option<Timestamp>, stale: bool) -> Age {
        let said = match at {
            Some(at) => {
                let ago = human::age(self.lang, at, self.now).into();
                self.say_with("screen.age.updated", &[("age", &ago)])
            }
            None => self.say("screen.age.never", &[]),
        };
        Age {
            said,
            at_ms: at.map(Timestamp::millis),
            stale,
        }
    }

    /// A whole number.
    pub(crate) fn number(&self, n: u64) -> Said {
        Said::plain(human::integer(self.lang, i64::try_from(n).unwrap_or(i64::MAX)))
    }

    /// A number of bytes as people weigh it: in kilobytes, from ten megabytes on in megabytes.
    pub(crate) fn bytes(&self, bytes: u64) -> Said {
        const MB: u64 = 1 << 20;
        let (id, n) = if bytes < 10 * MB {
            ("screen.size.kb", bytes.div_ceil(1024))
        } else {
            ("screen.size.mb", bytes.div_ceil(MB))
        };
        self.say_with(id, &[("n", &self.number(n))])
    }

    /// Whole đồng.
    pub(crate) fn money(&self, vnd: u64) -> Said {
        self.say_with("screen.money", &[("n", &self.number(vnd))])
    }

    /// A code as it is printed, and character by character for ears: `H29.1-2` → "H 2 9, 1, 2".
    pub fn spelled(code: &str) -> Said {
        let mut spoken = String::with_capacity(code.len() * 2);
        let mut between = "";
        for c in code.chars() {
            if !c.is_alphanumeric() {
                if !spoken.is_empty() {
                    between = ", ";
                }
                continue;
            }
            spoken.push_str(between);
            spoken.push(c);
            between = " ";
        }
        Said::both(code, spoken)
    }
}
