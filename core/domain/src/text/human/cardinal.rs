use crate::message::{Lang, text};

/// A whole number in words, as it is read aloud: 10000 → `mười nghìn`, 1205 → `một nghìn hai trăm linh năm`. In
/// English the grouped figures, which every voice reads well.
pub fn in_words(lang: Lang, value: u64) -> String {
    match lang {
        Lang::Vi | Lang::ViTo(_) => vietnamese(value),
        Lang::En => {
            let value = i64::try_from(value).unwrap_or(i64::MAX);
            super::integer(lang, value)
        }
    }
}

const BILLION: u64 = 1_000_000_000;

fn vietnamese(value: u64) -> String {
    if value == 0 {
        return word("0");
    }
    let mut words = Vec::new();
    push_number(&mut words, value);
    words.join(" ")
}

/// `tỷ` repeats: a billion billions is `một tỷ tỷ`.
fn push_number(words: &mut Vec<String>, value: u64) {
    let (billions, rest) = (value / BILLION, value % BILLION);
    if billions > 0 {
        push_number(words, billions);
        words.push(word("billion"));
    }
    for (scale, name) in [(1_000_000, Some("million")), (1000, Some("thousand")), (1, None)] {
        let group = rest / scale % 1000;
        if group > 0 {
            push_group(words, group);
            words.extend(name.map(word));
        }
    }
}

/// One to 999; below the first group the missing hundred is said (`không trăm`).
fn push_group(words: &mut Vec<String>, group: u64) {
    let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
    if hundreds > 0 || !words.is_empty() {
        words.push(digit(hundreds));
        words.push(word("hundred"));
    }
    match tens {
        0 if ones > 0 && !words.is_empty() => words.push(word("odd")),
        0 => {}
        1 => words.push(word("ten")),
        _ => {
            words.push(digit(tens));
            words.push(word("tens"));
        }
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => words.push(word("one_after_tens")),
        (1.., 5) => words.push(word("five_after_tens")),
        _ => words.push(digit(ones)),
    }
}

fn digit(n: u64) -> String {
    word(&n.to_string())
}

fn word(name: &str) -> String {
    text(Lang::Vi, &format!("human.number.{name}"), &[]).spoken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_read_them() {
        for (value, expected) in [
            (0, "không"),
            (1, "một"),
            (5, "năm"),
            (10, "mười"),
            (11, "mười một"),
            (15, "mười lăm"),
            (20, "hai mươi"),
            (21, "hai mươi mốt"),
            (25, "hai mươi lăm"),
            (100, "một trăm"),
            (105, "một trăm linh năm"),
            (110, "một trăm mười"),
            (115, "một trăm mười lăm"),
            (1000, "một nghìn"),
            (1205, "một nghìn hai trăm linh năm"),
            (2005, "hai nghìn không trăm linh năm"),
            (10_000, "mười nghìn"),
            (1_000_000, "một triệu"),
            (1_000_010, "một triệu không trăm mười"),
            (3_500_000_000, "ba tỷ năm trăm triệu"),
            (u64::MAX / BILLION / BILLION * BILLION * BILLION, "mười tám tỷ tỷ"),
        ] {
            assert_eq!(in_words(Lang::Vi, value), expected);
        }
        assert_eq!(in_words(Lang::En, 10_000), "10,000");
    }
}
