use super::{forms, same};
use crate::Timestamp;
use crate::message::{Lang, Text, text};
use time::Date;

/// A day: `thứ Ba, 24/2/2026`.
pub fn date(lang: Lang, date: Date) -> Text {
    with_args(lang, "human.date", date)
}

/// A day, without its year when that is the year of `today`: `thứ Ba, 24/2`.
pub fn day(lang: Lang, day: Date, today: Date) -> Text {
    if day.year() == today.year() {
        with_args(lang, "human.day", day)
    } else {
        date(lang, day)
    }
}

/// A time of day: `15 giờ 30`, `15 giờ`.
pub fn clock(lang: Lang, time: time::Time) -> Text {
    let hour = same(time.hour());
    if time.minute() == 0 {
        return forms(lang, "human.hour", &[("hour", hour)]);
    }
    let display = format!("{:02}", time.minute());
    // "7 giờ 05" for eyes; a Vietnamese voice wants the bare number.
    let spoken = if lang.is_vietnamese() {
        time.minute().to_string()
    } else {
        display.clone()
    };
    forms(
        lang,
        "human.clock",
        &[("hour", hour), ("minute", Text { display, spoken })],
    )
}

/// An instant in Vietnam: `15 giờ 30, thứ Ba, 24/2`; the year as in [`day`].
pub fn date_time(lang: Lang, at: Timestamp, today: Date) -> Text {
    let local = at.local();
    let (clock, day) = (clock(lang, local.time()), day(lang, local.date(), today));
    forms(lang, "human.date_time", &[("clock", clock), ("day", day)])
}

fn with_args(lang: Lang, id: &str, date: Date) -> Text {
    let weekday = text(
        lang,
        &format!("human.weekday.{}", date.weekday().number_from_monday()),
        &[],
    );
    let month = text(lang, &format!("human.month.{}", u8::from(date.month())), &[]);
    let args = [
        ("weekday", weekday),
        ("day", same(date.day())),
        ("month", month),
        ("year", same(date.year())),
    ];
    forms(lang, id, &args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date as d, time as t};

    #[test]
    fn days_and_times_as_people_say_them() {
        let tet = d!(2026 - 02 - 24);
        let vi = day(Lang::Vi, tet, d!(2026 - 01 - 02));
        assert_eq!(
            (vi.display.as_str(), vi.spoken.as_str()),
            ("thứ Ba, 24/2", "thứ Ba, ngày 24 tháng 2")
        );
        let vi = day(Lang::Vi, tet, d!(2025 - 12 - 30));
        assert_eq!(vi.display, "thứ Ba, 24/2/2026");
        assert_eq!(vi.spoken, "thứ Ba, ngày 24 tháng 2 năm 2026");
        assert_eq!(date(Lang::En, tet).display, "Tue 24 Feb 2026");
        assert_eq!(date(Lang::En, tet).spoken, "Tuesday 24 February 2026");
        for (time, display, spoken) in [
            (t!(15:30), "15 giờ 30", "15 giờ 30 phút"),
            (t!(15:00), "15 giờ", "15 giờ"),
            (t!(7:05), "7 giờ 05", "7 giờ 5 phút"),
        ] {
            let vi = clock(Lang::Vi, time);
            assert_eq!((vi.display.as_str(), vi.spoken.as_str()), (display, spoken));
        }
        assert_eq!(clock(Lang::En, t!(15:00)).display, "15:00");
        let at = Timestamp::parse("2026-02-24T15:30:00+07:00").unwrap();
        assert_eq!(date_time(Lang::Vi, at, tet).display, "15 giờ 30, thứ Ba, 24/2");
    }

    #[test]
    fn the_week_has_seven_names_and_the_year_twelve() {
        let days = [
            "thứ Hai",
            "thứ Ba",
            "thứ Tư",
            "thứ Năm",
            "thứ Sáu",
            "thứ Bảy",
            "Chủ nhật",
        ];
        for (offset, name) in days.iter().enumerate() {
            let day = d!(2026 - 02 - 23) + time::Duration::days(offset.try_into().unwrap());
            assert!(date(Lang::Vi, day).display.starts_with(name));
        }
        for month in 1..=12 {
            assert!(crate::message::knows(&format!("human.month.{month}")));
        }
    }
}
