use crate::{pack, to_ba, vi};
use citizen_mscore::Answers;
use citizen_screen::{RatingForm, Said, Voice, form};

fn asked(voice: &Voice) -> Vec<Said> {
    let (pack, known) = (pack(), Answers::new());
    let RatingForm { questionnaires, .. } =
        form("H29", pack.questionnaires.iter().map(|q| (q, &known)), voice);
    let questions = questionnaires.into_iter().flat_map(|asked| asked.questions);
    questions
        .flat_map(|question| {
            [question.text]
                .into_iter()
                .chain(question.choices.into_iter().map(|choice| choice.text))
        })
        .collect()
}

/// Whether it speaks to a `word`, be it written with a capital.
fn says(said: &Said, word: &str) -> bool {
    let words = |text: &str| {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| w == word)
    };
    words(&said.display) || words(&said.spoken)
}

#[test]
fn a_questionnaire_is_put_to_each_as_they_are_addressed() {
    let (to_everybody, to_ba) = (asked(&vi()), asked(&to_ba()));
    assert_eq!(to_everybody.len(), to_ba.len());
    assert!(to_everybody.iter().filter(|said| says(said, "bạn")).count() > 5);
    assert!(to_ba.iter().all(|said| !says(said, "bạn")), "{to_ba:#?}");
    let changed = to_everybody
        .iter()
        .zip(&to_ba)
        .filter(|(one, other)| one != other);
    for (one, other) in changed {
        assert!(says(one, "bạn") && says(other, "bà"), "{one:?} {other:?}");
    }
}
