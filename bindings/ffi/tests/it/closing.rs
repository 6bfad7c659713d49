use crate::phone::{Keys, Watcher, next, open, open_with};
use citizen_ffi::{Address, DossierError, Language, OpenError, Preferences, ProfileError, TextSize, Topic};
use std::sync::Arc;
use std::sync::atomic::Ordering;

fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count)
}

#[test]
fn after_shutdown_everything_answers_closed_and_nothing_hangs() {
    let home = tempfile::tempdir().unwrap();
    let keys = Arc::new(Keys::default());
    let open = || open_with(home.path(), &keys).unwrap();
    let citizen = open();
    let (dossiers, profile) = (citizen.dossiers(), citizen.profile());
    let (watcher, heard) = Watcher::new();
    let subscription = citizen.subscribe(Topic::Home, watcher).unwrap();
    next(&heard);
    let english = Preferences {
        language: Language::En,
        text_size: TextSize::System,
        address: Address::Ban,
    };
    citizen.set_preferences(english).unwrap();
    citizen.shutdown().unwrap();
    citizen.shutdown().unwrap();
    assert!(matches!(citizen.home(), Err(OpenError::Closed { .. })));
    assert!(matches!(dossiers.page(0, 10), Err(DossierError::Closed { .. })));
    let error = profile.erase().unwrap_err();
    assert!(matches!(&error, ProfileError::Closed { trouble } if trouble.code == "client.closed"));
    assert!(!error.trouble().said.spoken.is_empty());
    subscription.cancel();
    // The vault is free: it opens again, while the closed ones are still held, with what was in it.
    let again = open();
    assert_eq!(again.preferences().unwrap().language, Language::En);
    assert!(matches!(citizen.home(), Err(OpenError::Closed { .. })));
}

#[test]
fn suspended_nothing_is_read_and_nothing_is_lost() {
    let home = tempfile::tempdir().unwrap();
    let citizen = open(home.path());
    citizen.suspend().unwrap();
    assert!(citizen.home().is_err());
    citizen.resume().unwrap();
    assert!(citizen.home().is_ok());
}

#[test]
fn two_clients_in_one_process_know_nothing_of_each_other() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (open(one.path()), open(two.path()));
    first.profile().erase().unwrap();
    assert!(matches!(first.home(), Err(OpenError::Closed { .. })));
    assert!(second.home().is_ok());
}

#[test]
fn a_locked_device_is_an_error_with_a_sentence_and_costs_nothing() {
    let home = tempfile::tempdir().unwrap();
    let keys = Arc::new(Keys::default());
    let open = || open_with(home.path(), &keys);
    open().unwrap().shutdown().unwrap();
    keys.locked.store(true, Ordering::Relaxed);
    let error = open().err().unwrap();
    assert!(matches!(&error, OpenError::Locked { .. }), "{error:?}");
    keys.locked.store(false, Ordering::Relaxed);
    open().unwrap();
}

#[test]
fn objects_may_go_on_any_thread_and_take_their_threads_along() {
    let home = tempfile::tempdir().unwrap();
    let before = threads();
    for n in 0..20 {
        let at = home.path().join(n.to_string());
        let citizen = open(&at);
        let reports = citizen.reports();
        let gone = std::thread::spawn(move || drop(citizen));
        gone.join().unwrap();
        // The last object lets go of the client.
        std::thread::spawn(move || drop(reports)).join().unwrap();
    }
    // Threads end by themselves; as long as fewer are there than clients were, none is kept by one that is gone.
    let after = (0..600).find_map(|_| {
        let now = threads();
        if now < before + 20 {
            return Some(now);
        }
        std::thread::yield_now();
        std::thread::park_timeout(std::time::Duration::from_millis(50));
        None
    });
    assert!(after.is_some(), "{} threads, {before} before", threads());
}
