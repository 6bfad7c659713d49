use crate::Timestamp;
use crate::message::{Lang, Text, text};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// What two clocks may differ by without a word about it.
const AHEAD: i64 = -MINUTE;

/// How old something is: `vừa xong`, `5 phút trước`, `2 giờ trước`, `3 ngày trước`; from 30 days on, and for what
/// lies more than a minute ahead (one of the clocks is wrong), the date and time instead.
pub fn age(lang: Lang, at: Timestamp, now: Timestamp) -> Text {
    let seconds = now.secs().saturating_sub(at.secs());
    let (one, many, count) = match seconds {
        AHEAD..MINUTE => return text(lang, "human.age.now", &[]),
        MINUTE..HOUR => ("human.age.minute", "human.age.minutes", seconds / MINUTE),
        HOUR..DAY => ("human.age.hour", "human.age.hours", seconds / HOUR),
        DAY..2_592_000 => ("human.age.day", "human.age.days", seconds / DAY),
        _ => return super::date_time(lang, at, now.date()),
    };
    text(
        lang,
        if count == 1 { one } else { many },
        &[("n", &count.to_string())],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_as_people_say_them() {
        let now = Timestamp::parse("2026-02-24T15:30:00+07:00").unwrap();
        for (seconds, vi, en) in [
            (0, "vừa xong", "just now"),
            (59, "vừa xong", "just now"),
            (-60, "vừa xong", "just now"),
            (60, "1 phút trước", "1 minute ago"),
            (3599, "59 phút trước", "59 minutes ago"),
            (2 * HOUR, "2 giờ trước", "2 hours ago"),
            (DAY, "1 ngày trước", "1 day ago"),
            (29 * DAY, "29 ngày trước", "29 days ago"),
            (30 * DAY, "15 giờ 30, Chủ nhật, 25/1", "15:30, Sun 25 Jan"),
            (-2 * HOUR, "17 giờ 30, thứ Ba, 24/2", "17:30, Tue 24 Feb"),
        ] {
            let at = now.plus_millis(-seconds * 1000);
            assert_eq!(age(Lang::Vi, at, now).display, vi);
            assert_eq!(age(Lang::En, at, now).display, en);
        }
    }
}
