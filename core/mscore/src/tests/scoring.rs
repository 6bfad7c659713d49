use super::support::{answers, mscore, rated, tt01};
use crate::*;

#[test]
fn classes_at_every_boundary() {
    let legal = tt01();
    for (tenths, class) in [
        (180, "xuat_sac"),
        (150, "xuat_sac"),
        (149, "tot"),
        (120, "tot"),
        (119, "kha"),
        (90, "kha"),
        (89, "trung_binh"),
        (60, "trung_binh"),
        (59, "yeu"),
        (0, "yeu"),
    ] {
        assert_eq!(agency_class(&legal, tenths * 10), Some(class), "{tenths}");
    }
    for (tenths, class) in [
        (100, OfficerClass::Full),
        (50, OfficerClass::Full),
        (49, OfficerClass::Partial),
        (35, OfficerClass::Partial),
        (34, OfficerClass::Low),
        (0, OfficerClass::Low),
    ] {
        assert_eq!(officer_class(tenths), class, "{tenths}");
    }
    assert_eq!(agency_class(&mscore(), 1_000), None);
}

#[test]
fn averages_are_rounded_to_a_tenth_one_by_one_and_then_summed() {
    let legal = tt01();
    // 2, 2, 2, 1 average 1.75, rounded 1.8; four such indices sum to 7.2, not to the 7.0 of the unrounded sum.
    let twos = answers(&[("1", "2"), ("3", "2"), ("4", "2"), ("7", "2")]);
    let ones = answers(&[("1", "1"), ("3", "1"), ("4", "1"), ("7", "1")]);
    let all = [twos.clone(), twos.clone(), twos, ones];
    let found = score(&legal, &rated(&legal, &all), 1).unwrap().unwrap();
    assert!(found.indices.iter().all(|i| i.hundredths == 180 && i.n == 4));
    assert_eq!((found.hundredths, found.max_hundredths), (720, 800));
    assert_eq!((found.indices.len(), found.total), (4, 9));
    assert_eq!(officer_tenths(&legal, &found), 72);
}

#[test]
fn what_the_system_gives_counts_with_what_people_say() {
    let legal = tt01();
    let system = answers(&[("2", "2"), ("5", "2"), ("6", "2"), ("8", "2"), ("9", "1")]);
    let person = answers(&[("1", "2"), ("3", "1"), ("4", "1"), ("7", "2")]);
    let mut all = vec![person; 5];
    all.push(system);
    let found = score(&legal, &rated(&legal, &all), 5).unwrap().unwrap();
    assert_eq!((found.hundredths, found.max_hundredths), (1_500, 1_800));
    assert_eq!(agency_class(&legal, found.hundredths), Some("xuat_sac"));
    assert_eq!(officer_tenths(&legal, &found), 80);
}

#[test]
fn the_interval_is_students() {
    // 5, 6, 7, 8, 9: mean 7, deviation 1.5811, t(4) 2.776: 7 ± 1.963.
    let scale = mscore();
    let all: Vec<Answers> = ["5", "6", "7", "8", "9"]
        .iter()
        .map(|v| answers(&[("attitude", v)]))
        .collect();
    let found = score(&scale, &rated(&scale, &all), 1).unwrap().unwrap();
    assert_eq!(found.interval_hundredths, (504, 896));
    // The same on both scales: one person's answers hang together, so the interval is as wide as for one scale.
    let both: Vec<Answers> = ["5", "6", "7", "8", "9"]
        .iter()
        .map(|v| answers(&[("attitude", v), ("time", v)]))
        .collect();
    let found = score(&scale, &rated(&scale, &both), 1).unwrap().unwrap();
    assert_eq!(found.interval_hundredths, (504, 896));
    // One person says nothing about the others.
    let one = score(&scale, &rated(&scale, &both[..1]), 1).unwrap().unwrap();
    assert_eq!(one.interval_hundredths, (0, 1_000));
    assert_eq!(score(&scale, &[], 1), Ok(None));
}
