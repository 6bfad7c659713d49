//! A receipt as the text of one QR. Hashes are most of a receipt, and written as hex inside base64url each costs 86 characters;
//! here the claims stand as they are and each hash as 43 characters of base64url, so that a report with five photos fits. The
//! signed receipt is rebuilt from it to the byte, and its signature judges whether that was right.
//!
//! `CR1:` header `.` signature `.` claims (JSON; `"~` and 43 characters in place of `"` and 64 hex digits)

use citizen_proof::{base64url, hex, is_sha256_hex};

const FORM: &str = "CR1:";
/// What stands before a packed hash.
const PACKED: char = '~';
/// Characters of 32 bytes in base64url.
const LENGTH: usize = 43;

/// The text for a QR; `None` for what is no receipt that comes back the same.
pub(crate) fn pack(jws: &str) -> Option<String> {
    let (header, rest) = jws.split_once('.')?;
    let (claims, signature) = rest.split_once('.')?;
    let claims = String::from_utf8(base64url::decode(claims).ok()?).ok()?;
    let short = strings(&claims, |word| {
        is_sha256_hex(word).then(|| format!("{PACKED}{}", base64url::encode(from_hex(word))))
    });
    let text = format!("{FORM}{header}.{signature}.{short}");
    (unpack(&text).as_deref() == Some(jws)).then_some(text)
}

/// The receipt as the province signed it; `None` for a text of another form.
pub(crate) fn unpack(text: &str) -> Option<String> {
    let (header, rest) = text.trim().strip_prefix(FORM)?.split_once('.')?;
    let (signature, short) = rest.split_once('.')?;
    let claims = strings(short, |word| {
        let packed = word
            .strip_prefix(PACKED)
            .filter(|packed| packed.len() == LENGTH)?;
        let bytes = base64url::decode(packed).ok()?;
        Some(hex(&bytes))
    });
    Some(format!("{header}.{}.{signature}", base64url::encode(claims)))
}

/// Puts what `change` makes of each piece between two quotation marks in its place.
fn strings(json: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let pieces: Vec<String> = json
        .split('"')
        .map(|piece| change(piece).unwrap_or_else(|| piece.to_owned()))
        .collect();
    pieces.join("\"")
}

/// The bytes of a hash that was checked to be one.
pub(crate) fn from_hex(hash: &str) -> Vec<u8> {
    let digits: Vec<u8> = hash
        .chars()
        .filter_map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let pairs = digits.chunks_exact(2);
    pairs
        .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use citizen_proof::sha256_hex;

    fn jws(claims: &str) -> String {
        format!(
            "eyJhbGciOiJFZERTQSJ9.{}.{}",
            base64url::encode(claims),
            "s".repeat(86)
        )
    }

    #[test]
    fn a_receipt_comes_back_to_the_byte_and_much_shorter() {
        let photos: Vec<String> = (0..5_u8)
            .map(|n| {
                format!(
                    r#"{{"sha256":"{}","bytes":{}}}"#,
                    sha256_hex(&[n]),
                    200_000 + u32::from(n)
                )
            })
            .collect();
        let five = jws(&format!(
            r#"{{"iss":"79","body_sha256":"{}","attachments":[{}],"missing":[],"reference":"PA–\"x\""}}"#,
            sha256_hex(b"body"),
            photos.join(",")
        ));
        let text = pack(&five).unwrap();
        assert_eq!(unpack(&text), Some(five.clone()));
        assert!(
            text.len() * 100 < five.len() * 75,
            "{} of {}",
            text.len(),
            five.len()
        );
        // Nothing that only looks packed is taken for a hash.
        for claims in [r#"{"a":"~"}"#, r#"{"a":"~AAAA"}"#, "{}", "", r#"{"a":"\"~"}"#] {
            let jws = jws(claims);
            assert_eq!(unpack(&pack(&jws).unwrap()), Some(jws), "{claims}");
        }
        let posing = jws(&format!(r#"{{"a":"~{}"}}"#, base64url::encode([7; 32])));
        assert_eq!(pack(&posing), None, "it would come back as another");
        for text in ["", "a.b", "not a receipt", "CR1:", "CR1:a.b", &five] {
            assert_eq!(unpack(text), None, "{text}");
        }
        for no_receipt in ["", "a", "a.b", "a.!.c", "a.gA.c"] {
            assert_eq!(pack(no_receipt), None, "{no_receipt}");
        }
    }

    #[test]
    fn one_changed_character_is_another_receipt() {
        let whole = jws(&format!(r#"{{"body_sha256":"{}"}}"#, sha256_hex(b"body")));
        let text = pack(&whole).unwrap();
        for at in FORM.len()..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] ^= 1;
            let Ok(changed) = String::from_utf8(changed) else {
                continue;
            };
            assert_ne!(unpack(&changed), Some(whole.clone()), "{at}");
        }
    }
}
