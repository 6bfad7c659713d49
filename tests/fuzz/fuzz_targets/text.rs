//! Text as a keyboard, a camera or a server may send it: cleaning, folding, matching, typing fall-backs, sorting.
#![no_main]

use citizen_domain::text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    if let Ok(once) = text::clean(input, 4096) {
        assert!(once.len() <= 4096);
        assert_eq!(text::clean(&once, 4096).as_deref(), Ok(once.as_str()));
    }
    let folded = text::fold(input);
    assert_eq!(text::fold(&folded), folded);
    let _ = (text::typing::telex(input), text::typing::vni(input));
    let _ = (text::sort_key(input), text::person_sort_key(input), text::graphemes(input));
    let (query, title) = input.split_once('\n').unwrap_or((input, input));
    let (query, title) = (text::Folded::new(query), text::Folded::new(title));
    let _ = (title.rank(&query), title.rank_near(&query));
});
