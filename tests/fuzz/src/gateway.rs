//! What anybody may send to the reference province.

mod open311;
mod tus;

/// See `fuzz_targets/gateway.rs`.
pub fn gateway(input: &[u8]) {
    open311::posted(input);
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    open311::asked(text);
    open311::told(text);
    tus::headers(text);
}
