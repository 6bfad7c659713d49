use crate::phone::{PATIENCE, Watcher, next, open};
use citizen_ffi::{Address, Language, Preferences, Snapshot, TextSize, Topic};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{RecvTimeoutError, TryRecvError};

fn speak(language: Language) -> Preferences {
    Preferences {
        language,
        text_size: TextSize::System,
        address: Address::Ban,
    }
}

fn said(snapshot: &Snapshot) -> String {
    match snapshot {
        Snapshot::Home { view } => view.age.said.display.clone(),
        Snapshot::Session { view } => view.said.display.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn first_what_is_so_then_what_is_otherwise_and_nothing_twice() {
    let home = tempfile::tempdir().unwrap();
    let citizen = open(home.path());
    let (watcher, heard) = Watcher::new();
    let subscription = citizen.subscribe(Topic::Home, watcher).unwrap();
    assert_eq!(said(&next(&heard)), "Chưa cập nhật lần nào");
    // Written, and nothing that home shows is otherwise: not told.
    citizen.set_preferences(speak(Language::Vi)).unwrap();
    citizen.set_preferences(speak(Language::En)).unwrap();
    assert_eq!(said(&next(&heard)), "Never updated");
    subscription.cancel();
    subscription.cancel();
    citizen.set_preferences(speak(Language::Vi)).unwrap();
    // Another one is told after the change, so the cancelled one would have been told by now.
    let (witness, seen) = Watcher::new();
    let _kept = citizen.subscribe(Topic::Session, witness).unwrap();
    assert_eq!(said(&next(&seen)), "Chưa đăng nhập");
    assert!(
        matches!(heard.try_recv(), Err(TryRecvError::Disconnected)),
        "its observer is let go of"
    );
}

#[test]
fn whoever_throws_is_told_again_and_silences_nobody() {
    let home = tempfile::tempdir().unwrap();
    let citizen = open(home.path());
    let (thrower, thrown) = Watcher::new();
    thrower.throws.store(true, Ordering::Relaxed);
    let (breaker, broken) = Watcher::new();
    breaker.breaks.store(true, Ordering::Relaxed);
    let (quiet, heard) = Watcher::new();
    let _first = citizen.subscribe(Topic::Home, breaker).unwrap();
    let _second = citizen.subscribe(Topic::Home, thrower).unwrap();
    let _third = citizen.subscribe(Topic::Home, quiet).unwrap();
    next(&broken);
    let once = next(&thrown);
    next(&heard);
    // The same again for the one that did not take it; nothing for the one that did.
    citizen.set_preferences(speak(Language::Vi)).unwrap();
    assert_eq!(next(&thrown), once);
    citizen.set_preferences(speak(Language::En)).unwrap();
    assert_eq!(said(&next(&heard)), "Never updated");
}

#[test]
fn a_subscription_that_is_let_go_of_ends_and_one_of_nothing_says_so() {
    let home = tempfile::tempdir().unwrap();
    let citizen = open(home.path());
    let (watcher, heard) = Watcher::new();
    drop(citizen.subscribe(Topic::Home, watcher).unwrap());
    let (watcher, none) = Watcher::new();
    let _kept = citizen
        .subscribe(Topic::Report { id: "no-such".into() }, watcher)
        .unwrap();
    assert_eq!(next(&none), Snapshot::Gone);
    // At most what was under way when it was let go of; then its observer is let go of too.
    let told = std::iter::from_fn(|| match heard.recv_timeout(PATIENCE) {
        Ok(snapshot) => Some(snapshot),
        Err(RecvTimeoutError::Disconnected) => None,
        Err(RecvTimeoutError::Timeout) => panic!("the observer is still held"),
    });
    assert!(told.count() <= 1);
}
