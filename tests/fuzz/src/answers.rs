use crate::held::held;
use citizen_domain::wire::RatingBody;
use citizen_mscore::{Answers, validate};

/// See `fuzz_targets/answers.rs`.
pub fn answers(input: &[u8]) {
    let _ = serde_json::from_slice::<RatingBody>(input).is_ok();
    let Ok(answers) = serde_json::from_slice::<Answers>(input) else {
        return;
    };
    for questionnaire in &held().content().questionnaires {
        if validate(questionnaire, &answers).is_ok() {
            assert!(!answers.is_empty() && answers.len() <= questionnaire.items.len());
        }
    }
}
