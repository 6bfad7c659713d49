//! What breaks down inside a call, seen from where the shells call: an exception, and the core goes on.

use crate::phone::{Asleep, Keys, Offline, open_on, open_with, request};
use citizen_ffi::{Address, Citizen, ConnectivityPort, KeyStorePort, Language, OpenRequest, Preferences};
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
        pub(super) safe fn uniffi_citizen_ffi_fn_method_citizen_home(
            citizen: Handle,
            status: &mut RustCallStatus,
        ) -> RustBuffer;
    }
}

type Came = (RustCallStatusCode, String);

/// What a call came to, and the words that came with it.
fn came(status: RustCallStatus) -> Came {
    let words = std::mem::ManuallyDrop::into_inner(status.error_buf);
    (status.code, <String as Lift<UniFfiTag>>::try_lift(words).unwrap())
}

/// Opens as a shell does.
fn open(home: &Path, keys: &Arc<Keys>) -> Came {
    let mut status = RustCallStatus::default();
    let keys: Arc<dyn KeyStorePort> = Arc::clone(keys) as _;
    let network: Arc<dyn ConnectivityPort> = Arc::new(Offline::default());
    let wake: Arc<dyn WakePort> = Arc::new(Asleep);
    door::uniffi_citizen_ffi_fn_constructor_citizen_open(
        <OpenRequest as Lower<UniFfiTag>>::lower(request(home)),
        <Arc<dyn KeyStorePort> as Lower<UniFfiTag>>::lower(keys),
        <Arc<dyn ConnectivityPort> as Lower<UniFfiTag>>::lower(network),
        <Arc<dyn WakePort> as Lower<UniFfiTag>>::lower(wake),
        &mut status,
    );
    came(status)
}

/// Asks for home as a shell does.
fn home(citizen: &Arc<Citizen>) -> Came {
    let mut status = RustCallStatus::default();
    let citizen = <Arc<Citizen> as Lower<UniFfiTag>>::lower(Arc::clone(citizen));
    door::uniffi_citizen_ffi_fn_method_citizen_home(citizen, &mut status).destroy();
    came(status)
}

fn works(citizen: &Arc<Citizen>) {
    let chosen = Preferences {
        language: Language::En,
        text_size: TextSize::System,
        address: Address::Ban,
    };
    citizen.set_preferences(chosen.clone()).unwrap();
    assert_eq!(citizen.preferences().unwrap(), chosen);
    assert_eq!(citizen.home().unwrap().age.said.display, "Never updated");
    assert_eq!(home(citizen), (RustCallStatusCode::Success, String::new()));
    citizen.shutdown().unwrap();
}

/// With its words, and no error of a room.
fn broken() -> Came {
    (RustCallStatusCode::UnexpectedError, "on purpose".to_owned())
}

#[test]
fn a_panic_is_an_exception_and_what_is_open_stays_so() {
    let folder = tempfile::tempdir().unwrap();
    let network = Arc::new(Offline::default());
    let citizen = open_on(folder.path(), &network);
    network.breaks.store(true, Ordering::Relaxed);
    assert_eq!(home(&citizen), broken());
    assert_eq!(home(&citizen), broken(), "again");
    network.breaks.store(false, Ordering::Relaxed);
    works(&citizen);
}

#[test]
fn what_a_panic_kept_from_opening_opens_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Arc::new(Keys::default());
    keys.breaks.store(true, Ordering::Relaxed);
    assert_eq!(open(folder.path(), &keys), broken());
    keys.breaks.store(false, Ordering::Relaxed);
    // Nothing half made and no lock was left behind.
    works(&open_with(folder.path(), &keys).unwrap());
}
