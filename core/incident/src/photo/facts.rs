use super::ExifPlace;
use citizen_domain::Timestamp;
use citizen_domain::time::VIETNAM;
use exif::{Context, Exif, In, Rational, Tag, Value};
use time::{Date, Month, Time, UtcOffset};

/// What the original tells beside the picture. Whatever is missing or malformed is simply not told.
pub(super) struct Facts {
    pub(super) orientation: u16,
    pub(super) place: Option<ExifPlace>,
    pub(super) taken_at: Option<Timestamp>,
}

pub(super) fn read(bytes: &[u8]) -> Facts {
    // Cameras and editors write EXIF that bends the rules: what can be read counts, above all which way is up.
    let parsed = exif::Reader::new()
        .continue_on_error(true)
        .read_from_container(&mut std::io::Cursor::new(bytes))
        .or_else(|error| error.distill_partial_result(|_| {}))
        .ok();
    Facts {
        orientation: parsed.as_ref().and_then(orientation).unwrap_or(1),
        place: parsed.as_ref().and_then(place),
        taken_at: parsed.as_ref().and_then(taken_at),
    }
}

fn value(exif: &Exif, tag: Tag) -> Option<&Value> {
    exif.get_field(tag, In::PRIMARY).map(|field| &field.value)
}

fn orientation(exif: &Exif) -> Option<u16> {
    let raw = value(exif, Tag::Orientation)?.get_uint(0)?;
    u16::try_from(raw).ok().filter(|o| (1..=8).contains(o))
}

fn text(exif: &Exif, tag: Tag) -> Option<String> {
    match value(exif, tag)? {
        Value::Ascii(parts) => parts
            .first()
            .map(|part| String::from_utf8_lossy(part).trim().to_owned()),
        _ => None,
    }
}

fn rationals(exif: &Exif, tag: Tag) -> Option<&[Rational]> {
    match value(exif, tag)? {
        Value::Rational(values) => Some(values),
        _ => None,
    }
}

fn number(value: &Rational) -> Option<f64> {
    (value.denom != 0).then(|| f64::from(value.num) / f64::from(value.denom))
}

/// Degrees, minutes, seconds with the hemisphere's letter.
fn angle(exif: &Exif, tag: Tag, reference: Tag, negative: char, limit: f64) -> Option<f64> {
    let parts = rationals(exif, tag)?;
    let part = |at: usize| parts.get(at).map_or(Some(0.0), number);
    let size = part(0)? + part(1)? / 60.0 + part(2)? / 3600.0;
    let south_or_west = text(exif, reference)?.to_ascii_uppercase().starts_with(negative);
    (size.is_finite() && size <= limit).then_some(if south_or_west { -size } else { size })
}

fn place(exif: &Exif) -> Option<ExifPlace> {
    let error = Tag(Context::Gps, 0x1F); // GPSHPositioningError, EXIF 2.31
    Some(ExifPlace {
        lat: angle(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, 'S', 90.0)?,
        lon: angle(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, 'W', 180.0)?,
        accuracy_m: rationals(exif, error)
            .and_then(<[Rational]>::first)
            .and_then(number),
    })
    // Cameras without a fix write zeros; that is no place.
    .filter(|place| place.lat != 0.0 || place.lon != 0.0)
}

/// `YYYY:MM:DD HH:MM:SS`, with `+HH:MM` in a tag of its own where the camera knows its zone.
fn taken_at(exif: &Exif) -> Option<Timestamp> {
    let written = text(exif, Tag::DateTimeOriginal)?;
    let numbers: Vec<u16> = written
        .split([':', ' ', '-'])
        .map_while(|part| part.parse().ok())
        .collect();
    let &[year, month, day, hour, minute, second] = numbers.as_slice() else {
        return None;
    };
    let small = |n: u16| u8::try_from(n).ok();
    let date =
        Date::from_calendar_date(year.into(), Month::try_from(small(month)?).ok()?, small(day)?).ok()?;
    let time = Time::from_hms(small(hour)?, small(minute)?, small(second)?).ok()?;
    let zone = text(exif, Tag::OffsetTimeOriginal)
        .and_then(|zone| offset(&zone))
        .unwrap_or(VIETNAM);
    Some(Timestamp::from_offset(date.with_time(time).assume_offset(zone)))
}

fn offset(text: &str) -> Option<UtcOffset> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (hours.parse::<i8>().ok()?, minutes.parse::<i8>().ok()?);
    UtcOffset::from_hms(hours, if hours < 0 { -minutes } else { minutes }, 0).ok()
}
