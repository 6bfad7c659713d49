//! Which crate a symbol's code was written in.

/// The crate whose code a mangled name stands for, in either of Rust's manglings; nothing for a name that is not Rust's.
pub(crate) fn crate_of(symbol: &str) -> Option<String> {
    if let Some(rest) = symbol.strip_prefix("_R") {
        return newer(rest);
    }
    older(symbol.strip_prefix("_ZN")?)
}

/// The first crate that is named. `Cs4fqI2P2rA04_13citizen_store`: the root of a crate, a number that tells two of one name apart, its name.
fn newer(mut rest: &str) -> Option<String> {
    loop {
        rest = rest.split_once('C')?.1;
        let named = match rest.strip_prefix('s') {
            Some(after) => after.split_once('_').map(|(_, named)| named),
            None => Some(rest),
        };
        if let Some(name) = named.and_then(counted)
            && is_name(name)
        {
            return Some(name.to_owned());
        }
    }
}

/// `12citizen_ffi3jvm6attach17h…E`, or of an implementation `N_$LT$citizen_domain..code..Code$u20$as$u20$…$GT$…`: the first name.
fn older(rest: &str) -> Option<String> {
    let first = counted(rest)?;
    if is_name(first) {
        return Some(first.to_owned());
    }
    // Of what it is implemented for; of the trait, where that is nothing with a name of its own.
    let parts = first
        .split('$')
        .filter_map(|part| part.split_once(".."))
        .map(|(name, _)| name);
    let named = parts
        .map(|name| name.trim_start_matches('_'))
        .find(|name| is_name(name));
    named.map(str::to_owned)
}

/// A name behind its length.
fn counted(text: &str) -> Option<&str> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (length, rest) = text.split_at_checked(digits)?;
    rest.get(..length.parse().ok()?)
        .map(|name| name.trim_start_matches('_'))
        .filter(|name| !name.is_empty())
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::crate_of;

    #[test]
    fn the_crate_of_a_function_and_of_an_implementation() {
        for (symbol, name) in [
            ("_RNvNtCs4fqI2P2rA04_11citizen_ffi3jvm6attach", "citizen_ffi"),
            (
                "_RNvXs_NtCsbmNqQUJIY6D_14citizen_domain4codeNtB4_4CodeNtNtCs1_4core3fmt5Debug3fmt",
                "citizen_domain",
            ),
            ("_RNvC7mycrate3foo", "mycrate"),
            ("_ZN11citizen_ffi3jvm6attach17h05af221e174051e9E", "citizen_ffi"),
            (
                "_ZN70_$LT$citizen_domain..code..Code$u20$as$u20$core..fmt..Debug$GT$3fmt17h05af221e174051e9E",
                "citizen_domain",
            ),
            (
                "_ZN49_$LT$$RF$T$u20$as$u20$core..fmt..Display$GT$$GT$3fmt17h05af221e174051e9E",
                "core",
            ),
        ] {
            assert_eq!(crate_of(symbol).as_deref(), Some(name), "{symbol}");
        }
    }

    #[test]
    fn what_is_not_rust_has_none() {
        for symbol in ["sqlite3_exec", "_ZNKSt9exception4whatEv", "_R", "_ZN", ""] {
            assert_eq!(crate_of(symbol), None, "{symbol}");
        }
    }
}
