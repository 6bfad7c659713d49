//! Which places are doubted.

use super::*;

#[test]
fn places_are_flagged_as_a_person_would_doubt_them() {
    let with = |change: &dyn Fn(&mut Location)| {
        let mut place = gps(13.78, 109.22);
        change(&mut place);
        check_place(&place, now())
    };
    let old = now().plus_millis(-MAX_FIX_AGE_MS - 1);
    assert_eq!(with(&|_| ()), Ok(vec![]));
    assert_eq!(with(&|p| (p.lat, p.lon) = (0.0, 0.0)), Ok(vec![PlaceFlag::NoFix]));
    assert_eq!(
        with(&|p| (p.lat, p.lon) = (48.85, 2.35)),
        Ok(vec![PlaceFlag::OutsideVietnam])
    );
    assert_eq!(
        with(&|p| (p.lat, p.lon) = (8.64, 111.92)),
        Ok(vec![]),
        "Trường Sa is in Vietnam"
    );
    assert_eq!(with(&|p| p.accuracy_m = Some(100.0)), Ok(vec![]));
    assert_eq!(
        with(&|p| p.accuracy_m = Some(100.5)),
        Ok(vec![PlaceFlag::Inaccurate])
    );
    assert_eq!(with(&|p| p.fix_time = Some(old)), Ok(vec![PlaceFlag::OldFix]));
    let by_hand = |p: &mut Location| {
        p.source = LocationSource::MapPin;
        p.fix_time = Some(old);
    };
    assert_eq!(with(&by_hand), Ok(vec![]));
    for (lat, lon) in [(91.0, 0.0), (0.0, 180.5), (f64::NAN, 1.0), (f64::INFINITY, 1.0)] {
        assert_eq!(
            with(&|p| (p.lat, p.lon) = (lat, lon)),
            Err(IncidentError::Location)
        );
    }
    assert_eq!(with(&|p| p.accuracy_m = Some(-1.0)), Err(IncidentError::Location));
}
