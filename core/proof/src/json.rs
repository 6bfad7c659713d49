//! What serde_json lets pass and a signature must not: an object that names a member twice (two readers may
//! each believe another one) and nesting without end.

use crate::ProofError;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

/// Deepest nesting of arrays and objects.
const MAX_DEPTH: usize = 16;

const DUPLICATE: &str = "\u{1}duplicate";
const DEEP: &str = "\u{1}deep";

/// Checks that `bytes` are one JSON object without duplicate members, at most 16 levels deep.
///
/// # Errors
/// [`ProofError::Json`], [`ProofError::DuplicateMember`], [`ProofError::TooDeep`].
pub fn check(bytes: &[u8]) -> Result<(), ProofError> {
    each_member(bytes, |_, _| {})
}

/// As [`check`], and tells each member of the object: its name, and its value where that is a text.
///
/// # Errors
/// As [`check`]; members before the mistake were told.
pub(crate) fn each_member(bytes: &[u8], tell: impl FnMut(&str, Option<&str>)) -> Result<(), ProofError> {
    if bytes.iter().find(|b| !b.is_ascii_whitespace()) != Some(&b'{') {
        return Err(ProofError::Json);
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let outermost = Walk { depth: 0 };
    reader
        .deserialize_map(Members {
            walk: outermost,
            tell,
        })
        .map_err(|e| reason(&e))?;
    reader.end().map_err(|_| ProofError::Json)
}

/// The only way a visitor can tell serde why it stopped is a text.
fn reason(error: &serde_json::Error) -> ProofError {
    let text = error.to_string();
    if text.starts_with(DUPLICATE) {
        ProofError::DuplicateMember
    } else if text.starts_with(DEEP) {
        ProofError::TooDeep
    } else {
        ProofError::Json
    }
}

#[derive(Clone, Copy)]
struct Walk {
    depth: usize,
}

impl Walk {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        let depth = self.depth + 1;
        if depth > MAX_DEPTH {
            return Err(E::custom(DEEP));
        }
        Ok(Self { depth })
    }
}

/// A text is answered with, anything else only looked at.
impl<'de> DeserializeSeed<'de> for Walk {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Self::Value, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let inner = self.deeper()?;
        while seq.next_element_seed(inner)?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let all = Members {
            walk: self,
            tell: |_: &str, _: Option<&str>| {},
        };
        all.visit_map(map).map(|()| None)
    }
}

/// The members of one object, each named once.
struct Members<F> {
    walk: Walk,
    tell: F,
}

impl<'de, F: FnMut(&str, Option<&str>)> Visitor<'de> for Members<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let inner = self.walk.deeper()?;
        let mut seen = Seen::default();
        while let Some(Text(name)) = map.next_key()? {
            let text = map.next_value_seed(inner)?;
            (self.tell)(&name, text.as_deref());
            if !seen.is_new(name) {
                return Err(A::Error::custom(DUPLICATE));
            }
        }
        Ok(())
    }
}

/// Names of one object. Tokens have few: comparing them is quicker than hashing.
#[derive(Default)]
struct Seen<'de> {
    few: Vec<Cow<'de, str>>,
    many: HashSet<Cow<'de, str>>,
}

const FEW: usize = 32;

impl<'de> Seen<'de> {
    fn is_new(&mut self, name: Cow<'de, str>) -> bool {
        if self.few.len() < FEW {
            let new = !self.few.contains(&name);
            self.few.push(name);
            return new;
        }
        !self.few.contains(&name) && self.many.insert(name)
    }
}

/// A text, of the input itself where it has no escapes.
struct Text<'de>(Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Name;
        impl<'de> Visitor<'de> for Name {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        d.deserialize_str(Name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn duplicates_depth_and_rubbish_are_told_apart() {
        let many = |n: usize, twice: Option<usize>| {
            let names: Vec<String> = (0..n).chain(twice).map(|i| format!("\"m{i}\":{i}")).collect();
            format!("{{{}}}", names.join(","))
        };
        let deep = |n: usize| format!("{{\"a\":{}{}}}", "[".repeat(n), "]".repeat(n));
        for (json, expected) in [
            (r#"{"a":1,"b":[{"a":2}]}"#.to_owned(), Ok(())),
            (deep(15), Ok(())),
            (deep(16), Err(ProofError::TooDeep)),
            (deep(5000), Err(ProofError::TooDeep)),
            (r#"{"a":1,"a":1}"#.to_owned(), Err(ProofError::DuplicateMember)),
            (
                r#"{"x":[{"a":1,"\u0061":1}]}"#.to_owned(),
                Err(ProofError::DuplicateMember),
            ),
            (many(100, None), Ok(())),
            (many(100, Some(5)), Err(ProofError::DuplicateMember)),
            (many(100, Some(70)), Err(ProofError::DuplicateMember)),
            ("[]".to_owned(), Err(ProofError::Json)),
            ("".to_owned(), Err(ProofError::Json)),
            ("{} x".to_owned(), Err(ProofError::Json)),
            (r#"{"a":1e999}"#.to_owned(), Err(ProofError::Json)),
        ] {
            assert_eq!(check(json.as_bytes()), expected, "{json:.40}");
        }
        assert_eq!(check(b"{\"a\":\"\xff\"}"), Err(ProofError::Json));
    }

    proptest! {
        #[test]
        fn never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) { let _ = check(&bytes); }
    }
}
