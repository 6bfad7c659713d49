//! No private key is in the repository, except those of tests in one folder, which everybody is told not to trust.
//!
//! Looked for in every file that git holds: PEM; PKCS #8, PKCS #1 and SEC 1 as bytes, in hexadecimal and in base64; the private member of
//! a JSON Web Key. A seed without any form around it (32 bytes) looks like nothing, and is not found.

use crate::command::{output, root};
use crate::tally::{PartResult, Report};
use std::process::Command;

/// The only place for them.
const ALLOWED: &str = "tests/fixtures/keys/";

/// Beginnings that only a private key has, as DER, less the length before them. Written in decimal, so that this file is not what it
/// looks for.
const FORMS: &[(&str, &[u8])] = &[
    (
        "PKCS #8, elliptic curve",
        &[2, 1, 0, 48, 19, 6, 7, 42, 134, 72, 206, 61, 2, 1],
    ),
    (
        "PKCS #8, Ed25519",
        &[2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32],
    ),
    (
        "PKCS #8, Ed25519 with its public key",
        &[2, 1, 1, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32],
    ),
    (
        "PKCS #8, X25519",
        &[2, 1, 0, 48, 5, 6, 3, 43, 101, 110, 4, 34, 4, 32],
    ),
    (
        "PKCS #8, RSA",
        &[2, 1, 0, 48, 13, 6, 9, 42, 134, 72, 134, 247, 13, 1, 1, 1],
    ),
    ("PKCS #1, RSA of 2,048 bits", &[2, 1, 0, 2, 130, 1, 1, 0]),
    ("PKCS #1, RSA of 3,072 bits", &[2, 1, 0, 2, 130, 1, 129, 0]),
    ("PKCS #1, RSA of 4,096 bits", &[2, 1, 0, 2, 130, 2, 1, 0]),
    ("SEC 1, P-256", &[48, 119, 2, 1, 1, 4, 32]),
    ("SEC 1, P-256 without its public key", &[48, 49, 2, 1, 1, 4, 32]),
];

/// Looks through every file of the repository.
pub(crate) fn run() -> PartResult {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z"]).current_dir(root());
    let names = match output(git) {
        Ok(names) => names,
        Err(why) => {
            return Ok(Report::skipped(format!(
                "private keys were not looked for, which needs git and a clone: apt-get install git && cargo xtask bans ({why})"
            )));
        }
    };
    let (mut faults, mut seen) = (Vec::new(), 0);
    for name in names.split('\0').filter(|name| !name.is_empty()) {
        // What was removed and not yet committed is listed too.
        let Ok(bytes) = std::fs::read(root().join(name)) else {
            continue;
        };
        seen += 1;
        if !name.starts_with(ALLOWED)
            && let Some(what) = private_key(&bytes)
        {
            faults.push(format!(
                "{name} holds a private key ({what}): keys of tests belong into {ALLOWED}, others not into a repository"
            ));
        }
    }
    if seen == 0 {
        return Err("git names no file".to_owned());
    }
    Ok(Report::of_faults(faults))
}

/// What kind of private key is in a file, if one is.
fn private_key(bytes: &[u8]) -> Option<&'static str> {
    if let Some(found) = der(bytes) {
        return Some(found);
    }
    let text = std::str::from_utf8(bytes).ok()?;
    if pem(text) {
        return Some("PEM");
    }
    if jwk(text) {
        return Some("JSON Web Key");
    }
    der(&hexadecimal(text)).or_else(|| {
        text.split(|c: char| !(c.is_ascii_alphanumeric() || "+/-_".contains(c)))
            .filter(|run| run.len() >= 40)
            .find_map(|run| der(&base64(run)))
    })
}

fn der(bytes: &[u8]) -> Option<&'static str> {
    // Every form begins with one of these: most of the repository is passed over at once.
    let begins = |(at, byte): (usize, &u8)| matches!(byte, 2 | 48).then_some(at);
    let mut starts = bytes.iter().enumerate().filter_map(begins);
    starts.find_map(|at| {
        let here = bytes.get(at..)?;
        let form = FORMS.iter().find(|(_, form)| here.starts_with(form))?;
        Some(form.0)
    })
}

/// The line that opens a private key, with something of a key behind it: a program that reads such files has the line alone.
fn pem(text: &str) -> bool {
    text.split("PRIVATE KEY-----").skip(1).any(|rest| {
        let mut rest =
            rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\\' || c == 'n' || c == 'r');
        // How it is enciphered stands before an old kind of key (RFC 1421).
        while rest.starts_with("Proc-Type:") || rest.starts_with("DEK-Info:") {
            rest = rest.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
        }
        let body = rest
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || b"+/=".contains(b))
            .count();
        body >= 40
    })
}

/// `"d":"…"`, in JSON that stands in a string too.
fn jwk(text: &str) -> bool {
    let dense: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\\')
        .collect();
    dense.split("\"d\":\"").skip(1).any(|rest| {
        let value = |b: &u8| b.is_ascii_alphanumeric() || b"-_".contains(b);
        rest.bytes().take_while(value).count() >= 40
    })
}

/// The bytes that every run of hexadecimal digits stands for, with or without `0x`, `\x`, commas and line breaks in between; a byte that
/// no form begins with stands between runs.
fn hexadecimal(text: &str) -> Vec<u8> {
    let dense = text.replace("0x", "").replace("\\x", "");
    let mut bytes = Vec::new();
    for run in dense.split(|c: char| !(c.is_ascii_hexdigit() || c.is_whitespace() || ",:_\"".contains(c))) {
        let digits: Vec<u8> = run
            .chars()
            .filter_map(|c| Some(u8::try_from(c.to_digit(16)?).unwrap_or(0)))
            .collect();
        if digits.len() < 32 {
            continue;
        }
        // A stray digit before them, from a word that happens to be one, moves all by half a byte: both ways are looked at.
        for from in [0, 1] {
            let pairs = digits.get(from..).unwrap_or_default().chunks_exact(2);
            bytes.extend(pairs.map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)));
            bytes.push(255);
        }
    }
    bytes
}

/// Both alphabets, without padding; what is left over at the end is dropped.
fn base64(run: &str) -> Vec<u8> {
    let digits: Vec<u32> = run
        .bytes()
        .filter_map(|byte| {
            Some(u32::from(match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'+' | b'-' => 62,
                b'/' | b'_' => 63,
                _ => return None,
            }))
        })
        .collect();
    digits
        .chunks_exact(4)
        .flat_map(|four| {
            let [_, bytes @ ..] = four
                .iter()
                .fold(0_u32, |sum, digit| sum << 6 | digit)
                .to_be_bytes();
            bytes
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Vec<(String, Vec<u8>)> {
        let folder = std::fs::read_dir(root().join(ALLOWED)).unwrap();
        folder
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|kind| kind == "pk8"))
            .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
            .collect()
    }

    fn in_base64(bytes: &[u8]) -> String {
        const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        bytes
            .chunks(3)
            .flat_map(|three| {
                let bits = three
                    .iter()
                    .chain(&[0; 2])
                    .take(3)
                    .fold(0_usize, |sum, b| sum << 8 | usize::from(*b));
                [18, 12, 6, 0].map(|shift| char::from(ALPHABET[bits >> shift & 63]))
            })
            .collect()
    }

    /// Every key of the tests, in every form in which one could be written down elsewhere.
    #[test]
    fn a_key_is_found_in_whatever_form() {
        let keys = keys();
        assert!(keys.len() >= 5);
        for (name, key) in keys {
            let hex = |between: &str| {
                key.iter()
                    .map(|b| format!("{b:02x}"))
                    .collect::<Vec<_>>()
                    .join(between)
            };
            let text = in_base64(&key);
            for form in [
                format!("const KEY: &str = \"{}\";", hex("")),
                format!("a {} b", hex("").to_uppercase()),
                format!("[0x{}]", hex(",\n 0x")),
                format!("b\"\\x{}\"", hex("\\x")),
                format!("-----BEGIN {}-----\n{text}\n", "PRIVATE KEY"),
                format!("\"-----BEGIN EC {}-----\\n{text}\"", "PRIVATE KEY"),
                format!("key = '{text}'"),
                format!("key = '{}'", text.replace('+', "-").replace('/', "_")),
            ] {
                assert!(private_key(form.as_bytes()).is_some(), "{name}: {form}");
            }
            let inside = [b"\xff\x00".as_slice(), &key, b"\x00"].concat();
            assert!(private_key(&inside).is_some(), "{name}");
        }
        let enciphered = format!(
            "-----BEGIN RSA {}-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0011\n\n{}\n",
            "PRIVATE KEY-----".trim_end_matches('-'),
            "Ab0/".repeat(16)
        );
        assert_eq!(private_key(enciphered.as_bytes()), Some("PEM"));
        for head in [
            [48_u8, 49, 2, 1, 1, 4, 32].as_slice(),
            &[2, 1, 0, 2, 130, 2, 1, 0],
            &[2, 1, 0, 2, 130, 1, 129, 0],
        ] {
            assert!(private_key(&[head, &[7; 32]].concat()).is_some(), "{head:?}");
        }
        let jwk = format!(
            "{{\\\"kty\\\":\\\"OKP\\\", \\\"d\\\" : \\\"{}\\\"}}",
            "A".repeat(43)
        );
        assert_eq!(private_key(jwk.as_bytes()), Some("JSON Web Key"));
    }

    #[test]
    fn what_is_no_key_is_left_alone() {
        let begin = ["-----BEGIN ", "PRIVATE KEY-----"].concat();
        for text in [
            // A program that reads and writes such files.
            format!("const BEGIN: &str = \"{begin}\";\nconst END: &str = \"-----END PRIVATE KEY-----\";"),
            // A public key of Ed25519, a hash.
            "302a300506032b6570032100".to_owned() + &"17".repeat(32),
            "sha512-".to_owned() + &"Ab0/".repeat(21),
            "{\"d\":\"2026-11-27\", \"x\":\"".to_owned() + &"A".repeat(43) + "\"}",
        ] {
            assert_eq!(private_key(text.as_bytes()), None, "{text}");
        }
    }
}
