//! The story in Rust, and that it can go wrong.

use citizen_conformance::run::{story, tell};

#[test]
fn the_story_goes_through_the_door_as_written() {
    let wrong = tell(&story());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_story_that_is_not_so_is_noticed() {
    let mut begin: Vec<_> = story().into_iter().take(3).collect();
    let last = begin.last_mut().unwrap();
    last.gives.insert("waiting.count".to_owned(), 7.into());
    assert_eq!(tell(&begin).len(), 1);
}
