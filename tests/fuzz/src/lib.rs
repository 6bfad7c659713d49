//! What most fuzz targets do, as plain functions: libFuzzer calls them from
//! `fuzz_targets/`, and `cargo test --lib` here runs every kept input through them without any instrumentation.

mod answers;
mod beside;
mod edits;
mod feed;
mod gateway;
mod held;
mod pictures;
mod receipt_qr;
mod replies;
mod scan;
mod values;
mod vault;

pub use answers::answers;
pub use beside::{envelope, passphrase, sealed_file};
pub use feed::feed;
pub use gateway::gateway;
pub use pictures::{photo, qr_picture, tolerate_caught_panics};
pub use receipt_qr::receipt_qr;
pub use replies::replies;
pub use scan::{classify, id_card};
pub use values::values;
pub use vault::vault;

/// Each of them by its name.
pub const TARGETS: &[(&str, fn(&[u8]))] = &[
    ("answers", answers),
    ("classify", classify),
    ("envelope", envelope),
    ("feed", feed),
    ("gateway", gateway),
    ("id_card", id_card),
    ("passphrase", passphrase),
    ("photo", photo),
    ("qr_picture", qr_picture),
    ("receipt_qr", receipt_qr),
    ("replies", replies),
    ("sealed_file", sealed_file),
    ("values", values),
    ("vault", vault),
];

/// An instant at which the shipped packs are in use.
fn now() -> citizen_domain::Timestamp {
    citizen_domain::Timestamp::parse("2026-03-02T10:00:00+07:00").unwrap()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    #[test]
    fn every_kept_input_passes() {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        for (name, target) in super::TARGETS {
            let files = fs::read_dir(corpus.join(name))
                .unwrap()
                .map(|entry| entry.unwrap().path());
            let inputs: Vec<_> = files.map(|path| fs::read(path).unwrap()).collect();
            assert!(!inputs.is_empty(), "{name} has no corpus");
            inputs.iter().for_each(|input| target(input));
        }
    }
}
