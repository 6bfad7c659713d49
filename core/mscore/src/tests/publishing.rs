use super::support::{answers, mscore, rated, tt01};
use crate::*;

#[test]
fn two_questionnaires_are_never_averaged() {
    let (legal, scale) = (tt01(), mscore());
    let given = answers(&[("attitude", "9")]);
    let mixed = [
        Rated {
            questionnaire: "mscore-1",
            answers: &given,
        },
        Rated {
            questionnaire: "tt01-2018",
            answers: &given,
        },
    ];
    assert_eq!(score(&scale, &mixed, 1), Err(MscoreError::MixedQuestionnaires));
    assert_eq!(
        publish(&legal, &mixed, "25942", "2026Q4", 5),
        Err(MscoreError::MixedQuestionnaires)
    );
}

#[test]
fn small_numbers_are_not_published() {
    let scale = mscore();
    let all = vec![answers(&[("attitude", "9"), ("time", "7"), ("paid_without_receipt", "yes")]); 5];
    for (n, min_n, suppressed) in [
        (0, 5, true),
        (4, 5, true),
        (5, 5, false),
        (4, 1, true),
        (5, 6, true),
    ] {
        let result = publish(&scale, &rated(&scale, &all[..n]), "25942", "2026Q4", min_n).unwrap();
        assert_eq!(
            (result.n, result.suppressed),
            (u32::try_from(n).unwrap(), suppressed),
            "{n} {min_n}"
        );
        assert_eq!(result.distribution.is_empty(), suppressed);
        assert_eq!(result.score_hundredths.is_none(), suppressed);
        assert_eq!(result.indices_total, 2);
    }
}

#[test]
fn an_item_that_few_answered_is_left_out() {
    let scale = mscore();
    let mut all = vec![answers(&[("attitude", "8")]); 6];
    all[0] = answers(&[("attitude", "8"), ("time", "0"), ("paid_without_receipt", "yes")]);
    let result = publish(&scale, &rated(&scale, &all), "25942", "2026Q4", 5).unwrap();
    assert_eq!((result.indices_counted, result.indices_total), (1, 2));
    assert_eq!(
        (result.score_hundredths, result.max_hundredths),
        (Some(800), Some(1_000))
    );
    assert_eq!(result.distribution.keys().collect::<Vec<_>>(), ["attitude"]);
}

#[test]
fn facts_are_counted_and_never_averaged_and_texts_are_not_published() {
    let scale = mscore();
    let yes = answers(&[("attitude", "10"), ("time", "5"), ("paid_without_receipt", "yes")]);
    let no = answers(&[("attitude", "7"), ("time", "6"), ("paid_without_receipt", "no")]);
    let all = [yes, no.clone(), no.clone(), no.clone(), no];
    let result = publish(&scale, &rated(&scale, &all), "25942", "2026Q4", 5).unwrap();
    // One "yes" among five would point at somebody; five are a number.
    assert!(!result.distribution.contains_key("paid_without_receipt"));
    assert_eq!(result.distribution["attitude"]["0"], 0);
    // Attitude 7.6, time 5.8: together 6.7.
    assert_eq!(result.score_hundredths, Some(670));
    assert_eq!(result.class, None);
    let many: Vec<Answers> = all.iter().cycle().take(25).cloned().collect();
    let result = publish(&scale, &rated(&scale, &many), "25942", "2026Q4", 5).unwrap();
    let paid = &result.distribution["paid_without_receipt"];
    assert_eq!((paid["yes"], paid["no"]), (5, 20));
    let honest = vec![all[1].clone(); 6];
    let result = publish(&scale, &rated(&scale, &honest), "25942", "2026Q4", 5).unwrap();
    assert_eq!(result.distribution["paid_without_receipt"]["yes"], 0);

    let legal = tt01();
    let spoken = answers(&[("1", "2"), ("comment", "Nhân viên ở bàn 3 rất chậm")]);
    let result = publish(&legal, &rated(&legal, &vec![spoken; 9]), "25942", "2026Q4", 5).unwrap();
    assert!(!serde_json::to_string(&result).unwrap().contains("bàn 3"));
    assert_eq!(
        result.class.as_deref(),
        Some("yeu"),
        "one index of nine: the result says how many counted"
    );
    assert_eq!((result.indices_counted, result.indices_total), (1, 9));
}
