//! base64url without padding (RFC 7515 §2), strict in reading: one value has one spelling. Padding, line
//! breaks and non-zero trailing bits are refused.

use crate::ProofError;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Writes base64url.
pub fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads base64url.
///
/// # Errors
/// [`ProofError::Base64`] for anything that [`encode`] would not have written.
pub fn decode(text: &str) -> Result<Vec<u8>, ProofError> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| ProofError::Base64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_value_has_one_spelling() {
        assert_eq!(decode("AA").unwrap(), [0]);
        for bad in ["AB", "AA==", "A", "A A", "AA\n", "+/8", "é"] {
            assert_eq!(decode(bad), Err(ProofError::Base64), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_the_same(s in "[A-Za-z0-9_=-]{0,40}") {
            if let Ok(bytes) = decode(&s) { prop_assert_eq!(encode(bytes), s); }
        }
    }
}
