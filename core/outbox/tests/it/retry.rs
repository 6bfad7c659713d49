use crate::common::{World, refusal};
use citizen_domain::Timestamp;
use citizen_outbox::{Action, Event, backoff_ms, http_date, retry_after_ms};
use proptest::prelude::*;

const HOUR: i64 = 3_600_000;

#[test]
fn retry_after_in_both_forms() {
    let now = Timestamp::parse("1994-11-06T08:49:00Z").unwrap();
    let in_37 = "Sun, 06 Nov 1994 08:49:37 GMT";
    for (value, date, expected) in [
        ("120", None, Some(120_000)),
        (" 0 ", None, Some(0)),
        ("99999999999999999999", None, Some(24 * HOUR)),
        (in_37, None, Some(37_000)),
        // The phone's clock is wrong, the province's two times agree.
        (in_37, Some("Sun, 06 Nov 1994 08:49:30 GMT"), Some(7_000)),
        (in_37, Some("Mon, 07 Nov 1994 08:49:30 GMT"), Some(0)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", None, Some(37_000)),
        ("Sun Nov  6 08:49:37 1994", None, Some(37_000)),
        ("-5", None, None),
        ("1.5", None, None),
        ("soon", None, None),
        ("", None, None),
    ] {
        assert_eq!(retry_after_ms(value, date, now), expected, "{value:?}");
    }
}

#[test]
fn the_provinces_wait_is_kept_and_spread_a_little() {
    let world = World::new();
    let sending = world.after(&world.report(0), [Event::Queue, Event::Start(Action::SendBody)]);
    let mut answer = refusal(429, "slow_down");
    answer.retry_after = Some("60".into());
    let after = world.after(&sending, [Event::Reply(Action::SendBody, answer)]);
    let wait = after.next_try_at.unwrap().millis() - world.now.millis();
    assert!((60_000..62_000).contains(&wait), "{wait}");
}

proptest! {
    #[test]
    fn back_off_stays_in_its_window(attempts in any::<u32>(), jitter in any::<u64>()) {
        let wait = backoff_ms(attempts, jitter);
        let window = if attempts < 11 { 2_000 << attempts } else { HOUR };
        prop_assert!((0..window.min(HOUR)).contains(&wait));
    }

    #[test]
    fn dates_never_panic(text in "\\PC*", date in "\\PC*") {
        let _ = http_date(&text);
        let _ = retry_after_ms(&text, Some(&date), Timestamp::from_millis(0));
    }
}
