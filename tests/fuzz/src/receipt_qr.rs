/// The room's own file: its crate brings TLS and HTTP, which would have to be built with instrumentation too.
#[path = "../../../core/client/src/receipt_qr.rs"]
mod form;

use citizen_outbox::verify_receipt_file;
use citizen_proof::KeySet;

/// See `fuzz_targets/receipt_qr.rs`.
pub fn receipt_qr(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    // A receipt that is put into a QR comes back the same, and is no longer there than it was.
    if let Some(qr) = form::pack(text) {
        assert_eq!(form::unpack(&qr).as_deref(), Some(text));
        assert!(qr.len() <= text.len() + 4);
    }
    // The text of a QR is at most twice as long when it is unfolded, and has one form only.
    let unfolded = form::unpack(text);
    if let Some(receipt) = &unfolded {
        assert!(receipt.len() <= 2 * text.len());
        let again = form::pack(receipt).expect("what was unfolded folds");
        assert_eq!(form::unpack(&again).as_ref(), Some(receipt));
        assert!(again.len() <= text.len());
    }
    // Nobody in here has a key.
    let nobody = KeySet::new(Vec::new()).unwrap();
    let receipt = unfolded.as_deref().unwrap_or(text);
    assert!(verify_receipt_file(receipt, &nobody, None).is_err());
}
