//! Looks for words in every file under a folder, in the forms in which they could hide.

use std::path::{Path, PathBuf};

/// Every file under `folder`.
///
/// # Panics
/// When a folder cannot be read.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path))
        } else {
            found.push(path)
        }
    }
    found
}

/// The forms of a word: as it is, in UTF-16 of both orders, in hexadecimal, in base64 at each of its three offsets.
pub fn forms(word: &str) -> Vec<Vec<u8>> {
    let wide = |order: fn(u16) -> [u8; 2]| word.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let mut forms = vec![wide(u16::to_le_bytes), wide(u16::to_be_bytes)];
    forms.extend(forms_of(word.as_bytes()));
    forms
}

/// The forms of bytes that are no text: as they are, in hexadecimal, in base64 at each of its three offsets.
pub fn forms_of(plain: &[u8]) -> Vec<Vec<u8>> {
    let hex: String = plain.iter().map(|b| format!("{b:02x}")).collect();
    let mut forms = vec![hex.to_uppercase().into_bytes(), hex.into_bytes()];
    forms.extend((0..3).map(|shift| base64_middle(plain, shift)));
    forms.push(plain.to_vec());
    forms
}

/// The characters of base64 that `word` alone decides when `shift` bytes stand before it. The two alphabets differ in two
/// characters only, so the longest run without them is taken.
fn base64_middle(word: &[u8], shift: usize) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<bool> = word
        .iter()
        .flat_map(|b| (0..8).rev().map(move |i| b >> i & 1 == 1))
        .collect();
    let skip = (6 - shift * 8 % 6) % 6;
    let text: Vec<u8> = bits
        .get(skip..)
        .unwrap_or_default()
        .chunks_exact(6)
        .map(|six| six.iter().fold(0_usize, |n, bit| n << 1 | usize::from(*bit)))
        .filter_map(|n| ALPHABET.get(n).copied())
        .collect();
    text.split(|c| matches!(c, b'+' | b'/'))
        .max_by_key(|run| run.len())
        .unwrap_or_default()
        .to_vec()
}

/// Files under `folder` that hold `word` in any form.
///
/// # Panics
/// When a file cannot be read.
pub fn found(folder: &Path, word: &str) -> Vec<PathBuf> {
    search(folder, &forms(word))
}

/// Files under `folder` that hold bytes in any form.
///
/// # Panics
/// When a file cannot be read.
pub fn found_bytes(folder: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    search(folder, &forms_of(bytes))
}

fn search(folder: &Path, forms: &[Vec<u8>]) -> Vec<PathBuf> {
    files(folder)
        .into_iter()
        .filter(|path| {
            let bytes = std::fs::read(path).unwrap();
            forms
                .iter()
                .any(|form| form.len() >= 6 && bytes.windows(form.len()).any(|w| w == form))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_found_and_another_word_is_not() {
        let dir = tempfile::tempdir().unwrap();
        for (n, form) in forms("chim hoàng yến số 7").iter().enumerate() {
            let folder = dir.path().join(n.to_string());
            std::fs::create_dir(&folder).unwrap();
            std::fs::write(folder.join("f"), [b"xx", form.as_slice(), b"yy"].concat()).unwrap();
            assert_eq!(found(&folder, "chim hoàng yến số 7").len(), 1, "form {n}");
            assert!(found(&folder, "chim khuyên số 7").is_empty(), "form {n}");
        }
    }

    #[test]
    fn base64_of_a_longer_text_holds_the_form() {
        // "a", "ab", "abc" before the word "canary-0042" and "z" after it.
        for (text, shift) in [
            ("YWNhbmFyeS0wMDQyeg==", 1),
            ("YWJjYW5hcnktMDA0Mno=", 2),
            ("YWJjY2FuYXJ5LTAwNDJ6", 0),
        ] {
            let form = String::from_utf8(base64_middle(b"canary-0042", shift)).unwrap();
            assert!(form.len() > 8 && text.contains(&form), "{form} in {text}");
        }
    }
}
