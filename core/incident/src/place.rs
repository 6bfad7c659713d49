use crate::IncidentError;
use citizen_domain::Timestamp;
use citizen_domain::wire::{Location, LocationSource};

/// Above this radius in metres a place is flagged (D§9.2).
pub const MAX_ACCURACY_M: f64 = 100.0;
/// Above this age in milliseconds (10 minutes) a measured place is flagged: people walk on before they write.
pub const MAX_FIX_AGE_MS: i64 = 10 * 60 * 1000;
/// A rough box around Vietnam with its islands, in degrees: south, north, west, east.
const VIETNAM: (f64, f64, f64, f64) = (6.5, 23.5, 102.0, 118.0);

/// What a person should look at before sending a place. None of them forbids sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceFlag {
    /// 0/0: the device had no fix. Such a place is left out of the report.
    NoFix,
    /// Far from Vietnam.
    OutsideVietnam,
    /// Less exact than [`MAX_ACCURACY_M`].
    Inaccurate,
    /// Measured more than [`MAX_FIX_AGE_MS`] before the report was begun.
    OldFix,
    /// There are photos and no place: none came with one, and none was given. Galleries and messengers often remove it.
    ExifStripped,
}

impl PlaceFlag {
    /// Every flag, for the catalogue's test.
    pub const ALL: &'static [Self] = &[
        Self::NoFix,
        Self::OutsideVietnam,
        Self::Inaccurate,
        Self::OldFix,
        Self::ExifStripped,
    ];

    /// Id of the sentence that explains it.
    pub const fn message_id(self) -> &'static str {
        match self {
            Self::NoFix => "incident.place.no_fix",
            Self::OutsideVietnam => "incident.place.outside_vietnam",
            Self::Inaccurate => "incident.place.inaccurate",
            Self::OldFix => "incident.place.old_fix",
            Self::ExifStripped => "incident.place.exif_stripped",
        }
    }
}

/// Looks at a place as of `at` (when the thing was seen).
///
/// A point set by hand has neither accuracy nor age. A photo's place is judged by its own time, so it is never old.
///
/// # Errors
/// [`IncidentError::Location`] when the numbers are no place on earth.
pub fn check_place(location: &Location, at: Timestamp) -> Result<Vec<PlaceFlag>, IncidentError> {
    let on_earth = (-90.0..=90.0).contains(&location.lat) && (-180.0..=180.0).contains(&location.lon);
    let radius = location.accuracy_m;
    if !on_earth || radius.is_some_and(|r| !r.is_finite() || r < 0.0) {
        return Err(IncidentError::Location);
    }
    if is_zero(location) {
        return Ok(vec![PlaceFlag::NoFix]);
    }
    let mut flags = Vec::new();
    let (south, north, west, east) = VIETNAM;
    if !(south..=north).contains(&location.lat) || !(west..=east).contains(&location.lon) {
        flags.push(PlaceFlag::OutsideVietnam);
    }
    if location.source != LocationSource::MapPin && radius.is_some_and(|r| r > MAX_ACCURACY_M) {
        flags.push(PlaceFlag::Inaccurate);
    }
    let age = |fix: Timestamp| at.millis().saturating_sub(fix.millis());
    if location.source == LocationSource::Gps
        && location.fix_time.is_some_and(|fix| age(fix) > MAX_FIX_AGE_MS)
    {
        flags.push(PlaceFlag::OldFix);
    }
    Ok(flags)
}

/// Whether both numbers are zero, to about ten metres: what devices write when they know nothing.
pub(crate) fn is_zero(location: &Location) -> bool {
    location.lat.abs() < 1e-4 && location.lon.abs() < 1e-4
}
