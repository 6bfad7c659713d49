use super::support::{mscore, rated, tt01};
use crate::*;
use citizen_domain::pack::Answer;
use proptest::prelude::*;

proptest! {
    #[test]
    fn results_stay_inside_their_bounds(rows in prop::collection::vec((0u8..=12, 0u8..=12), 0..40), min_n in 0u32..12) {
        let scale = mscore();
        let all: Vec<Answers> = rows
            .iter()
            .map(|(a, t)| [(String::from("attitude"), Answer::Number(*a)), (String::from("time"), Answer::Number(*t))].into())
            .collect();
        let result = publish(&scale, &rated(&scale, &all), "u", "2026Q4", min_n).unwrap();
        prop_assert_eq!(result.suppressed, all.len() < min_n.max(5) as usize);
        if let (Some(score), Some(max), Some((low, high))) =
            (result.score_hundredths, result.max_hundredths, result.interval_hundredths)
        {
            prop_assert!(low <= score && score <= high && high <= max, "{low} {score} {high} {max}");
        }
    }

    #[test]
    fn checking_answers_never_panics(id in "\\PC{0,8}", text in "\\PC{0,20}", n in any::<u8>()) {
        for answer in [Answer::Text(text), Answer::Number(n)] {
            let _ = validate(&tt01(), &[(id.clone(), answer)].into());
        }
        let _ = wire_item_id(&id);
    }
}
