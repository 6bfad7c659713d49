use crate::Answers;
use citizen_domain::Timestamp;
use citizen_domain::calendar::{DeadlineState, finished_state};
use citizen_domain::pack::{Answer, Questionnaire};

/// Answers that follow from the dossier's dates: index 1 of TT 01/2018/TT-VPCP Art. 13, total time against legal time
/// (shorter 2, equal 1, longer 0). Empty when a date is missing.
///
/// `appointment` is the one that counts: the last official one.
pub fn precomputed(
    questionnaire: &Questionnaire,
    received: Option<Timestamp>,
    appointment: Option<Timestamp>,
    finished: Option<Timestamp>,
) -> Answers {
    let (Some(received), Some(appointment), Some(finished)) = (received, appointment, finished) else {
        return Answers::new();
    };
    if finished < received || appointment < received {
        return Answers::new();
    }
    let points = match finished_state(finished, appointment) {
        DeadlineState::Early => 2,
        DeadlineState::OnTime => 1,
        _ => 0,
    };
    questionnaire
        .items
        .iter()
        .filter(|item| item.precomputed)
        .filter_map(|item| {
            let choice = item.choices.iter().find(|c| c.points == Some(points))?;
            Some((item.id.clone(), Answer::Text(choice.value.clone())))
        })
        .collect()
}
