//! What breaks down inside a call, seen from where the shells call: an exception, and the core goes on.

use crate::phone::{Asleep, Keys, Offline, open, open_with, request};
use citizen_ffi::{Address, ConnectivityPort, KeyStorePort, Language, OpenRequest, Preferences};
use citizen_ffi::{TextSize, UniFfiTag, WakePort};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use uniffi::{Handle, Lift, Lower, RustBuffer, RustCallStatus, RustCallStatusCode};

#[expect(
    unsafe_code,
    reason = "an entry point that Kotlin and Swift call, as their generated code declares it"
)]
mod door {
    use super::{Handle, RustBuffer, RustCallStatus};

    unsafe extern "C" {
        pub(super) safe fn uniffi_citizen_ffi_fn_constructor_citizen_open(
            request: RustBuffer,
            keys: Handle,
            network: Handle,
            wake: Handle,
            status: &mut RustCallStatus,
        ) -> Handle;
    }
}

/// Opens as a shell does; what it came to, and the words that came with it.
fn call(home: &Path, keys: &Arc<Keys>) -> (RustCallStatusCode, String) {
    let mut status = RustCallStatus::default();
    let keys: Arc<dyn KeyStorePort> = Arc::clone(keys) as _;
    let network: Arc<dyn ConnectivityPort> = Arc::new(Offline);
    let wake: Arc<dyn WakePort> = Arc::new(Asleep);
    door::uniffi_citizen_ffi_fn_constructor_citizen_open(
        <OpenRequest as Lower<UniFfiTag>>::lower(request(home)),
        <Arc<dyn KeyStorePort> as Lower<UniFfiTag>>::lower(keys),
        <Arc<dyn ConnectivityPort> as Lower<UniFfiTag>>::lower(network),
        <Arc<dyn WakePort> as Lower<UniFfiTag>>::lower(wake),
        &mut status,
    );
    let words = std::mem::ManuallyDrop::into_inner(status.error_buf);
    (status.code, <String as Lift<UniFfiTag>>::try_lift(words).unwrap())
}

#[test]
fn a_panic_is_an_exception_and_everything_goes_on() {
    let (home, beside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let other = open(beside.path());
    let keys = Arc::new(Keys::default());

    keys.breaks.store(true, Ordering::Relaxed);
    let (code, words) = call(home.path(), &keys);
    assert_eq!(code, RustCallStatusCode::UnexpectedError);
    assert_eq!(words, "on purpose", "with its words, and no error of a room");

    // Whoever was open is, and what was being opened opens: nothing half made and no lock was left behind.
    let chosen = Preferences {
        language: Language::En,
        text_size: TextSize::System,
        address: Address::Ban,
    };
    keys.breaks.store(false, Ordering::Relaxed);
    for citizen in [other, open_with(home.path(), &keys).unwrap()] {
        citizen.set_preferences(chosen.clone()).unwrap();
        assert_eq!(citizen.preferences().unwrap(), chosen);
        assert_eq!(citizen.home().unwrap().age.said.display, "Never updated");
        citizen.shutdown().unwrap();
    }
}
