//! Licence expressions (SPDX, and the old `MIT/Apache-2.0`), held against what the project may contain.

/// Licences that may be combined with this project and passed on in apps.
const ALLOWED: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "0BSD",
    "ISC",
    "MPL-2.0",
    "Zlib",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "IJG",
    "CDLA-Permissive-2.0",
    "OFL-1.1",
];

/// Whether `expression` can be satisfied by allowed licences alone. What cannot be read is not allowed.
pub(crate) fn allowed(expression: &str) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let mut words = spaced.split_whitespace().peekable();
    either(&mut words) == Some(true) && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words<'_>) -> Option<bool> {
    let mut result = both(words)?;
    while words.next_if_eq(&"OR").is_some() {
        // Both sides must be read, so that the position stays right.
        result |= both(words)?;
    }
    Some(result)
}

fn both(words: &mut Words<'_>) -> Option<bool> {
    let mut result = one(words)?;
    while words.next_if_eq(&"AND").is_some() {
        result &= one(words)?;
    }
    Some(result)
}

fn one(words: &mut Words<'_>) -> Option<bool> {
    match words.next()? {
        "(" => {
            let inner = either(words)?;
            (words.next()? == ")").then_some(inner)
        }
        ")" | "OR" | "AND" | "WITH" => None,
        id => match words.next_if_eq(&"WITH") {
            Some(_) => Some(ALLOWED.contains(&format!("{id} WITH {}", words.next()?).as_str())),
            None => Some(ALLOWED.contains(&id)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_that_can_be_satisfied() {
        for expression in [
            "MIT",
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "Apache-2.0 / MIT",
            "Unlicense OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "(MIT OR GPL-3.0-only) AND (IJG)",
            "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT",
            "MIT OR Apache-2.0 OR LGPL-2.1-or-later",
            "GPL-2.0-only OR MIT AND ISC",
        ] {
            assert!(allowed(expression), "{expression}");
        }
    }

    #[test]
    fn expressions_that_cannot() {
        for expression in [
            "",
            "GPL-3.0-only",
            "AGPL-3.0-or-later",
            "OpenSSL",
            "MIT AND GPL-2.0-only",
            "(MIT OR Apache-2.0) AND OpenSSL",
            "SSPL-1.0 OR BUSL-1.1",
            "MIT OR",
            "(MIT",
            "MIT)",
            "MIT MIT",
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "mit",
        ] {
            assert!(!allowed(expression), "{expression}");
        }
    }
}
