//! What officials do to dossiers, what their people are told of it, and how they rate it.

use crate::check::Wrong;
use crate::phone::{Entrusted, Finished};
use crate::run::Run;
use citizen_client::dossier::Page;
use citizen_client::mscore::Answers;
use citizen_client::{Asked, Client, ClientError, RatingView};
use citizen_domain::message::Lang;
use citizen_domain::pack::{Answer, Collector};
use std::sync::Arc;

/// Handed in, under examination, finished, returned; and once more from the start, as real systems do.
const STATES: [i32; 4] = [2, 4, FINISHED, 10];
const FINISHED: i32 = 9;

/// A dossier that was handed in while the run went on.
pub(crate) struct HandedIn {
    pub(crate) code: String,
    /// Whose phone hears of it.
    pub(crate) phone: usize,
    steps: usize,
}

impl Run<'_> {
    /// Officials take a dossier in, or lead one on.
    pub(crate) fn dossiers_go_on(&mut self) {
        let world = Arc::clone(&self.world);
        if self.handed_in.is_empty() || world.one_in(3) {
            let phone = usize::try_from(world.random.below(self.phones.len() as u64)).unwrap_or(0);
            return self.hand_in(phone);
        }
        let nth = usize::try_from(world.random.below(self.handed_in.len() as u64)).unwrap_or(0);
        self.lead_on(nth);
    }

    /// What every person finds finished when they take up the phone.
    pub(crate) fn something_to_rate(&mut self) {
        for phone in 0..self.phones.len() {
            self.hand_in(phone);
            let last = self.handed_in.len() - 1;
            while STATES[self.handed_in[last].steps] != FINISHED {
                self.lead_on(last);
            }
        }
    }

    fn hand_in(&mut self, phone: usize) {
        let code = self.town.hand_in(&self.template.person(phone));
        self.world
            .note(|| format!("officials take {code} in for p{phone}"));
        self.handed_in.push(HandedIn {
            code,
            phone,
            steps: 0,
        });
        self.count("dossier handed in");
    }

    fn lead_on(&mut self, nth: usize) {
        let dossier = &mut self.handed_in[nth];
        dossier.steps = (dossier.steps + 1) % STATES.len();
        let state = STATES[dossier.steps];
        self.town.advance(&dossier.code, state);
        self.world
            .note(|| format!("officials lead {} to {state}", dossier.code));
        self.count("dossier led on");
    }

    /// The person rates something that was finished, if there is anything; whether they have begun to.
    pub(crate) fn rates(&mut self, n: usize) -> bool {
        let Some(client) = &self.phones[n].client else {
            return false;
        };
        let Ok(all) = client.dossiers(Page::ALL, Lang::Vi) else {
            return false;
        };
        let Some(code) = all.into_iter().find(|view| view.ratable).map(|view| view.code) else {
            return false;
        };
        let Some(asked) = client
            .questions(Some(&code))
            .ok()
            .and_then(|asked| asked.into_iter().next())
        else {
            return false;
        };
        self.world.note(|| format!("p{n} rates {code}"));
        let answers = first_choices(asked);
        self.starts_work(n, |client| async move {
            Finished::Rated(client.rate(&code, None, answers).await)
        });
        true
    }

    pub(crate) fn rated(&mut self, n: usize, result: Result<RatingView, ClientError>) {
        match result {
            Ok(rating) => {
                let id = rating.item_id.unwrap_or_default();
                self.world.note(|| format!("p{n} has rated: {id}"));
                let item = Entrusted {
                    anonymous: true,
                    unwanted: false,
                };
                self.phones[n].entrusted.insert(id, item);
                self.count("rated");
            }
            Err(error) => {
                self.world.note(|| format!("p{n} has not rated: {error:?}"));
                self.count("not rated");
            }
        }
    }

    /// What a phone shows of the dossiers that were handed in is what the province says; whoever is signed out cannot know.
    pub(crate) fn dossiers_at_the_end(&self, n: usize, client: &Client) -> Vec<Wrong> {
        let of_phone = self.handed_in.iter().filter(|dossier| dossier.phone == n);
        of_phone
            .filter_map(|dossier| {
                let there = self.town.dossier(&dossier.code);
                let here = client.dossier(&dossier.code, Lang::Vi).ok();
                let shown = here.map(|view| {
                    let state = view.status.and_then(|status| status.code);
                    (state, view.events.len())
                });
                let said = (there.status.code, there.events.len());
                (shown != Some(said))
                    .then(|| Wrong::Stale(format!("p{n} {}: {shown:?}, not {said:?}", dossier.code)))
            })
            .collect()
    }
}

/// Everything that dates tell, and the first choice of everything else.
pub fn first_choices(asked: Asked) -> Answers {
    let mut answers = asked.precomputed;
    for item in asked.questionnaire.items {
        if let Some(choice) = item.choices.first()
            && !item.precomputed
            && item.collector == Collector::Citizen
        {
            answers.insert(item.id, Answer::Text(choice.value.clone()));
        }
    }
    answers
}
