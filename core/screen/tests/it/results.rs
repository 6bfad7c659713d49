use crate::{pack, vi};
use citizen_domain::wire::ResultRecord;
use citizen_screen::result;
use std::collections::BTreeMap;

fn record() -> ResultRecord {
    let counts = BTreeMap::from([("0".to_owned(), 1), ("1".to_owned(), 3), ("2".to_owned(), 16)]);
    ResultRecord {
        unit: "nobody".into(),
        period: "2026Q4".into(),
        questionnaire_id: "tt01-2018".into(),
        n: 20,
        suppressed: false,
        distribution: BTreeMap::from([("3".to_owned(), counts)]),
        score_hundredths: Some(760),
        max_hundredths: Some(800),
        interval_hundredths: Some((700, 790)),
        class: Some("trung_binh".into()),
        indices_counted: 4,
        indices_total: 9,
    }
}

#[test]
fn a_result_says_how_many_how_sure_and_what_it_leaves_out_and_never_a_rank() {
    let view = result(&record(), &pack(), &vi());
    assert_eq!(view.period.display, "Quý 4 năm 2026");
    assert_eq!(view.count.display, "20 phiếu");
    assert_eq!(view.score.unwrap().display, "7,60 trên 8,00 điểm");
    assert_eq!(
        view.interval.unwrap().display,
        "Giá trị thật có lẽ từ 7,00 đến 7,90"
    );
    assert_eq!(view.counted.display, "4 trong 9 chỉ số có người trả lời");
    assert!(
        view.class.unwrap().display.contains(" · "),
        "a class of a part says so"
    );
    assert!(view.suppressed.is_none());
}

#[test]
fn answers_stand_in_the_questionnaires_order_with_words_and_shares() {
    let view = result(&record(), &pack(), &vi());
    let group = &view.questions[0];
    let counts: Vec<u32> = group.bars.iter().map(|bar| bar.count).collect();
    assert_eq!(counts, [16, 3, 1], "best first");
    assert_eq!(group.bars[0].permille, 800);
    assert!(group.bars[0].said.display.ends_with(": 16 trong 20"));
    assert!(!group.question.display.is_empty() && group.question.display != "3");
}

#[test]
fn too_few_answers_give_their_number_and_nothing_else() {
    let few = ResultRecord {
        n: 3,
        suppressed: true,
        distribution: BTreeMap::new(),
        score_hundredths: None,
        max_hundredths: None,
        interval_hundredths: None,
        class: None,
        ..record()
    };
    let view = result(&few, &pack(), &vi());
    assert!(view.suppressed.is_some() && view.score.is_none() && view.questions.is_empty());
}

/// On the wire the questions stand by their ids, "10" before "2".
#[test]
fn questions_stand_as_the_questionnaire_has_them_and_unknown_ones_last() {
    let content = pack();
    for asked in &content.questionnaires {
        let ids = asked.items.iter().map(|item| item.id.clone());
        let counts = BTreeMap::from([("1".to_owned(), 8)]);
        let all = ids.chain(["000".to_owned()]).map(|id| (id, counts.clone()));
        let many = ResultRecord {
            questionnaire_id: asked.id.clone(),
            distribution: all.collect(),
            ..record()
        };
        let view = result(&many, &content, &vi());
        let shown: Vec<&str> = view
            .questions
            .iter()
            .map(|group| group.question.display.as_str())
            .collect();
        let own = asked.items.iter().map(|item| item.text.as_str());
        let expected: Vec<&str> = own.chain(["000"]).collect();
        assert_eq!(shown, expected, "{}", asked.id);
        assert_eq!(view.unverified.is_some(), asked.unverified, "{}", asked.id);
    }
}
