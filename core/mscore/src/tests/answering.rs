use super::support::{answers, at, day, mscore, tt01};
use crate::*;
use citizen_domain::pack::{Answer, Questionnaire, RuleSet};

#[test]
fn the_day_of_reception_chooses_the_questionnaire() {
    let rules = |id: &str, from: &str, to: Option<&str>, questionnaires: &[&str]| RuleSet {
        id: id.into(),
        valid_from: day(from),
        valid_to: to.map(day),
        questionnaires: questionnaires.iter().map(|q| String::from(*q)).collect(),
        source: String::new(),
        unverified: false,
    };
    let rule_sets = [
        rules("nd61", "2018-06-21", Some("2025-06-30"), &["tt01-2018"]),
        rules(
            "nd118",
            "2025-07-01",
            None,
            &["tt01-2018", "mscore-1", "unheard-of"],
        ),
    ];
    let all = [tt01(), mscore()];
    let ids = |text: &str| -> Vec<String> {
        questionnaires_for(day(text), &rule_sets, &all)
            .iter()
            .map(|q| q.id.clone())
            .collect()
    };
    assert_eq!(ids("2025-06-30"), ["tt01-2018"]);
    // Named by the new rule set, but its own dates end with the old one.
    assert_eq!(ids("2025-07-01"), ["mscore-1"]);
    assert_eq!(ids("2018-07-01"), [""; 0]);
    assert_eq!(
        questionnaire_for(day("2010-01-01"), &rule_sets, &all),
        Err(MscoreError::NoQuestionnaire)
    );
}

#[test]
fn answers_are_checked_against_the_questionnaire() {
    let (legal, scale) = (tt01(), mscore());
    let long = "ă".repeat(MAX_TEXT_CHARS + 1);
    type Row<'a> = (
        &'a Questionnaire,
        &'a [(&'a str, &'a str)],
        Result<(), MscoreError>,
    );
    let rows: &[Row<'_>] = &[
        (
            &legal,
            &[("1", "2"), ("7", "0"), ("comment", "Cán bộ tận tình")],
            Ok(()),
        ),
        (
            &scale,
            &[("attitude", "10"), ("paid_without_receipt", "no")],
            Ok(()),
        ),
        (&legal, &[], Err(MscoreError::Empty)),
        (&legal, &[("10", "2")], Err(MscoreError::UnknownItem)),
        (&legal, &[("2", "2")], Err(MscoreError::NotAskable("2".into()))),
        (&legal, &[("5", "2")], Err(MscoreError::NotAskable("5".into()))),
        (&legal, &[("3", "3")], Err(MscoreError::WrongValue("3".into()))),
        (
            &legal,
            &[("comment", "  ")],
            Err(MscoreError::WrongValue("comment".into())),
        ),
        (
            &legal,
            &[("comment", &long)],
            Err(MscoreError::TextTooLong("comment".into())),
        ),
        (
            &scale,
            &[("attitude", "11")],
            Err(MscoreError::WrongValue("attitude".into())),
        ),
        (
            &scale,
            &[("attitude", "good")],
            Err(MscoreError::WrongValue("attitude".into())),
        ),
        (
            &scale,
            &[("paid_without_receipt", "0")],
            Err(MscoreError::WrongValue("paid_without_receipt".into())),
        ),
    ];
    for (questionnaire, given, expected) in rows {
        assert_eq!(validate(questionnaire, &answers(given)), *expected, "{given:?}");
    }
    let number: Answers = [(String::from("3"), Answer::Number(2))].into();
    assert_eq!(validate(&legal, &number), Ok(()));
    let asked: Vec<&str> = askable(&legal).map(|i| i.id.as_str()).collect();
    assert_eq!(asked, ["1", "3", "4", "7", "comment"]);
}

#[test]
fn index_1_follows_from_the_dates_and_is_only_confirmed() {
    let legal = tt01();
    let received = Some(at("2025-06-02T08:00"));
    let due = Some(at("2025-06-20T10:00"));
    for (finished, value) in [
        ("2025-06-20T09:59", "2"),
        ("2025-06-20T10:00", "1"),
        ("2025-06-20T00:00", "1"),
        ("2025-06-23T08:00", "0"),
    ] {
        let computed = precomputed(&legal, received, due, Some(at(finished)));
        assert_eq!(computed, answers(&[("1", value)]), "{finished}");
    }
    assert!(precomputed(&legal, received, None, due).is_empty());
    assert!(
        precomputed(&legal, due, due, received).is_empty(),
        "dates in the wrong order"
    );

    let computed = answers(&[("1", "0")]);
    assert_eq!(
        confirm(&legal, &answers(&[("1", "0"), ("7", "2")]), &computed),
        Ok(())
    );
    assert_eq!(confirm(&legal, &answers(&[("7", "2")]), &computed), Ok(()));
    let number: Answers = [(String::from("1"), Answer::Number(0))].into();
    assert_eq!(
        confirm(&legal, &number, &computed),
        Ok(()),
        "the same value written as a number"
    );
    assert_eq!(
        confirm(&legal, &answers(&[("1", "2")]), &computed),
        Err(MscoreError::OnlyConfirmed("1".into()))
    );
}
