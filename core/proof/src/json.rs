//! What serde_json lets pass and a signature must not: an object that names a member twice (two readers may
//! each believe another one) and nesting without end.

use crate::ProofError;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
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
    if bytes.iter().find(|b| !b.is_ascii_whitespace()) != Some(&b'{') {
        return Err(ProofError::Json);
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    Walk { depth: 0 }
        .deserialize(&mut reader)
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

impl<'de> DeserializeSeed<'de> for Walk {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let inner = self.deeper()?;
        while seq.next_element_seed(inner)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let inner = self.deeper()?;
        let mut seen = HashSet::new();
        while let Some(name) = map.next_key::<String>()? {
            if !seen.insert(name) {
                return Err(A::Error::custom(DUPLICATE));
            }
            map.next_value_seed(inner)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn duplicates_depth_and_rubbish_are_told_apart() {
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
