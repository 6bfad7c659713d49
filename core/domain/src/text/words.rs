use super::fold;

/// Shortest word in which one slip of the finger is forgiven.
const FORGIVING: usize = 5;

/// First letter of each word, folded: `Thủ Dầu Một` → `tdm`.
pub fn initials(text: &str) -> String {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|w| w.chars().next())
        .collect()
}

/// Whether two folded words of at least five letters are the same but for one slip.
pub fn near(a: &str, b: &str) -> bool {
    // Bytes never undercount letters, so short words leave here without being walked.
    a.len() >= FORGIVING
        && b.len() >= FORGIVING
        && a.len().abs_diff(b.len()) <= 4
        && a.chars().nth(FORGIVING - 1).is_some()
        && b.chars().nth(FORGIVING - 1).is_some()
        && within_one_edit(a, b)
}

/// Whether one letter put in, left out, changed, or swapped with its neighbour turns `a` into `b`. Equal texts
/// count too.
pub fn within_one_edit(a: &str, b: &str) -> bool {
    let mut left = a.chars();
    let mut right = b.chars();
    loop {
        let (before_left, before_right) = (left.as_str(), right.as_str());
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if x == y => {}
            (x, y) => {
                let changed = left.as_str() == right.as_str();
                let left_out = before_left == right.as_str();
                let put_in = left.as_str() == before_right;
                let swapped = left.next() == y && right.next() == x && left.as_str() == right.as_str();
                return changed || left_out || put_in || swapped;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn initials_of_words() {
        for (text, expected) in [
            ("Thủ Dầu Một", "tdm"),
            ("Đồng Tháp", "dt"),
            ("H' Hen", "hh"),
            ("", ""),
        ] {
            assert_eq!(initials(text), expected);
        }
    }

    #[test]
    fn one_slip_in_a_long_word_is_forgiven() {
        for (a, b, expected) in [
            ("thuong", "thuong", true),
            ("thuong", "thuon", true),
            ("thuong", "thuongg", true),
            ("thuong", "thuomg", true),
            ("thuong", "htuong", true),
            ("thuong", "thoung", true),
            ("thuong", "thougn", false),
            ("thuong", "thuo", false),
            ("nhon", "nhin", false),
            ("truong", "", false),
        ] {
            assert_eq!(near(a, b), expected, "{a} {b}");
            assert_eq!(near(b, a), expected, "{b} {a}");
        }
    }

    /// Optimal string alignment distance by the book, to hold the short cut against.
    fn distance(a: &str, b: &str) -> usize {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let mut d = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                d[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let cost = usize::from(a[i - 1] != b[j - 1]);
                    let mut best = (d[i - 1][j] + 1).min(d[i][j - 1] + 1).min(d[i - 1][j - 1] + cost);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        best = best.min(d[i - 2][j - 2] + 1);
                    }
                    best
                };
            }
        }
        d[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn agrees_with_the_textbook(a in "[abcđ]{0,7}", b in "[abcđ]{0,7}") {
            prop_assert_eq!(within_one_edit(&a, &b), distance(&a, &b) <= 1);
        }
    }
}
