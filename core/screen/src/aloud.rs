//! What the province writes, for ears: a voice reads "PVHCC" letter by letter, and nobody understands it.

/// Abbreviations that official Vietnamese uses everywhere and that stand for one thing only. Those with several meanings ("TT": centre,
/// circular, town) stay as they are.
const WORDS: &[(&str, &str)] = &[
    ("BHXH", "bảo hiểm xã hội"),
    ("BHYT", "bảo hiểm y tế"),
    ("CCCD", "căn cước công dân"),
    ("CMND", "chứng minh nhân dân"),
    ("CSDL", "cơ sở dữ liệu"),
    ("DVC", "dịch vụ công"),
    ("GCN", "giấy chứng nhận"),
    ("GPLX", "giấy phép lái xe"),
    ("HCC", "hành chính công"),
    ("HĐND", "Hội đồng nhân dân"),
    ("PCCC", "phòng cháy, chữa cháy"),
    ("PVHCC", "phục vụ hành chính công"),
    ("QSDĐ", "quyền sử dụng đất"),
    ("TN&TKQ", "tiếp nhận và trả kết quả"),
    ("TTHC", "thủ tục hành chính"),
    ("UBND", "Ủy ban nhân dân"),
];

/// `text` with these written out.
pub(crate) fn aloud(text: &str) -> String {
    // Each of them has two capitals of ASCII in a row, which hardly any other word has: most texts are looked at once and no further.
    let capitals = |pair: &[u8]| pair.iter().all(u8::is_ascii_uppercase);
    if !text.as_bytes().windows(2).any(capitals) {
        return text.to_owned();
    }
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find(|c: char| c.is_alphanumeric()) {
        let (between, from) = rest.split_at(begin);
        said.push_str(between);
        let ends = |of: &str, joined: bool| {
            of.find(|c: char| !(c.is_alphanumeric() || joined && c == '&'))
                .unwrap_or(of.len())
        };
        let (joined, after_joined) = from.split_at(ends(from, true));
        let (word, after) = from.split_at(ends(from, false));
        if let Some(long) = in_full(joined) {
            said.push_str(long);
            rest = after_joined;
        } else if let Some(name) = city(word, after) {
            said.push_str("thành phố ");
            rest = name;
        } else {
            said.push_str(in_full(word).unwrap_or(word));
            rest = after;
        }
    }
    said.push_str(rest);
    said
}

fn in_full(word: &str) -> Option<&'static str> {
    let at = WORDS.binary_search_by_key(&word, |(short, _)| short).ok()?;
    WORDS.get(at).map(|(_, long)| *long)
}

/// The name after "TP.", with a space between or without. Without the dot it may be a head of department, or justice.
fn city<'a>(word: &str, after: &'a str) -> Option<&'a str> {
    let name = after.strip_prefix('.').filter(|_| word == "TP")?.trim_start();
    name.starts_with(char::is_uppercase).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{WORDS, aloud};

    #[test]
    fn abbreviations_are_said_in_full_and_everything_else_as_it_stands() {
        assert!(WORDS.is_sorted(), "they are searched for by halves");
        for (short, long) in WORDS {
            assert_eq!(aloud(short), *long);
        }
        for (written, said) in [
            (
                "Trung tâm PVHCC phường Mẫu",
                "Trung tâm phục vụ hành chính công phường Mẫu",
            ),
            ("UBND TP. Mẫu", "Ủy ban nhân dân thành phố Mẫu"),
            ("TP.HCM, TP.Mẫu", "thành phố HCM, thành phố Mẫu"),
            ("ở TP.", "ở TP."),
            ("Lê Thử, TP Tư pháp", "Lê Thử, TP Tư pháp"),
            ("UBND&HĐND", "Ủy ban nhân dân&Hội đồng nhân dân"),
            (
                "Bộ phận TN&TKQ, UBND xã Mẫu.",
                "Bộ phận tiếp nhận và trả kết quả, Ủy ban nhân dân xã Mẫu.",
            ),
            (
                "Bổ sung CCCD/CMND",
                "Bổ sung căn cước công dân/chứng minh nhân dân",
            ),
            ("nộp tại UBND. Sau đó", "nộp tại Ủy ban nhân dân. Sau đó"),
            ("Cấp GCN.", "Cấp giấy chứng nhận."),
            ("TT Mẫu, UBNDX, tp", "TT Mẫu, UBNDX, tp"),
            ("🕳️ R&D — 5.5 %", "🕳️ R&D — 5.5 %"),
            ("", ""),
        ] {
            assert_eq!(aloud(written), said);
        }
    }
}
