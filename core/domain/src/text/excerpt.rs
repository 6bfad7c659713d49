use unicode_segmentation::UnicodeSegmentation as _;

/// The beginning of what somebody wrote, for a line of a list: its first line that says something, and of that whole words up to `most`
/// user-perceived characters, with "…" where more follows.
pub fn excerpt(text: &str, most: usize) -> String {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let Some(line) = lines.next() else {
        return String::new();
    };
    let more = lines.next().is_some();
    let Some((end, _)) = line.grapheme_indices(true).nth(most) else {
        return if more {
            format!("{line} …")
        } else {
            line.to_owned()
        };
    };
    let head = line.get(..end).unwrap_or(line);
    // A word that is longer than all the room is cut.
    let whole = match line
        .get(end..)
        .is_some_and(|rest| rest.starts_with(char::is_whitespace))
    {
        true => head,
        false => head
            .rsplit_once(char::is_whitespace)
            .map_or(head, |(words, _)| words),
    };
    format!("{} …", whole.trim_end())
}

#[cfg(test)]
mod tests {
    use super::excerpt;
    use proptest::prelude::*;

    #[test]
    fn the_first_line_and_whole_words() {
        for (text, most, shown) in [
            ("Ổ gà sâu", 20, "Ổ gà sâu"),
            ("Ổ gà sâu", 8, "Ổ gà sâu"),
            ("Ổ gà sâu", 7, "Ổ gà …"),
            ("Ổ gà sâu", 5, "Ổ gà …"),
            ("\n  Đèn hỏng \nđã ba hôm", 20, "Đèn hỏng …"),
            ("Đườnglàngtrênnúi", 5, "Đường …"),
            ("👨‍👩‍👧 ở đây", 1, "👨‍👩‍👧 …"),
            ("  \n ", 5, ""),
        ] {
            assert_eq!(excerpt(text, most), shown, "{text:?} {most}");
        }
    }

    proptest! {
        #[test]
        fn never_longer_than_said(text in ".{0,200}", most in 1_usize..60) {
            prop_assert!(crate::text::graphemes(&excerpt(&text, most)) <= most + 2);
        }
    }
}
