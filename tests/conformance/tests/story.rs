//! The story in Rust, and that it can go wrong.

use citizen_conformance::run::{story, tell};

#[test]
fn the_story_goes_through_the_door_as_written() {
    let story = story();
    assert_eq!(story.last().unwrap().call, "story.told");
    let wrong = tell(&story);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_story_that_is_not_so_is_noticed() {
    let mut begin: Vec<_> = story().into_iter().take(3).collect();
    let last = begin.last_mut().unwrap();
    last.gives.insert("waiting.count".to_owned(), 7.into());
    assert_eq!(tell(&begin).len(), 1);
}

#[test]
fn a_step_that_is_left_out_is_noticed() {
    let story = story();
    let mut begin = [&story[..3], &story[story.len() - 1..]].concat();
    begin[3].gives.insert("steps".to_owned(), 4.into());
    assert_eq!(tell(&begin), Vec::<String>::new());
    begin.remove(2);
    assert_eq!(tell(&begin), ["step 2, story.told: steps is 3, expected 4"]);
}
