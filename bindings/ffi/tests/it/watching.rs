use crate::phone::{Offline, PATIENCE, Watcher, next, open, open_on};
use citizen_ffi::{Address, ChangeObserver, Language, PortFailure, Preferences, Snapshot, TextSize, Topic};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex};

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
        Snapshot::Waiting { view } => view.said.display.clone(),
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

#[test]
fn whoever_watches_the_same_is_told_by_one_look() {
    let home = tempfile::tempdir().unwrap();
    let network = Arc::new(Offline::default());
    let citizen = open_on(home.path(), &network);
    let (watching, heard): (Vec<_>, Vec<_>) = (0..50)
        .map(|_| {
            let (watcher, heard) = Watcher::new();
            (citizen.subscribe(Topic::Waiting, watcher).unwrap(), heard)
        })
        .unzip();
    heard.iter().for_each(|one| drop(next(one)));
    // To say what waits the network is asked: some times a look.
    let before = network.asked.swap(0, Ordering::Relaxed);
    assert!(before > 0, "the control: looks are seen");
    citizen.set_preferences(speak(Language::En)).unwrap();
    for one in &heard {
        assert_eq!(said(&next(one)), "Nothing waits to be sent");
    }
    let asked = network.asked.load(Ordering::Relaxed);
    assert!(asked < watching.len(), "{asked}");
}

/// Takes its time: is told, and then waits to be let go on.
struct Slow {
    told: Mutex<Sender<Snapshot>>,
    gate: Mutex<Receiver<()>>,
}

impl ChangeObserver for Slow {
    fn changed(&self, snapshot: Snapshot) -> Result<(), PortFailure> {
        self.told.lock().unwrap().send(snapshot).unwrap();
        self.gate.lock().unwrap().recv().unwrap();
        Ok(())
    }
}

#[test]
fn whoever_is_told_after_a_slow_one_is_told_what_is_so_by_then() {
    let home = tempfile::tempdir().unwrap();
    let citizen = open(home.path());
    let ((told, slow), (go_on, gate)) = (channel(), channel());
    let (told, gate) = (Mutex::new(told), Mutex::new(gate));
    let _first = citizen
        .subscribe(Topic::Home, Arc::new(Slow { told, gate }))
        .unwrap();
    go_on.send(()).unwrap();
    assert_eq!(said(&next(&slow)), "Chưa cập nhật lần nào");
    let (quiet, heard) = Watcher::new();
    let _second = citizen.subscribe(Topic::Home, quiet).unwrap();
    assert_eq!(said(&next(&heard)), "Chưa cập nhật lần nào");

    citizen.set_preferences(speak(Language::En)).unwrap();
    assert_eq!(said(&next(&slow)), "Never updated");
    // The other has not been told yet, and it is otherwise again.
    citizen.set_preferences(speak(Language::Vi)).unwrap();
    go_on.send(()).unwrap();
    go_on.send(()).unwrap();
    assert_eq!(said(&next(&slow)), "Chưa cập nhật lần nào");
    assert!(
        matches!(heard.try_recv(), Err(TryRecvError::Empty)),
        "nothing new to it"
    );
}
