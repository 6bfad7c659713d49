//! Long walks through the machine with everything that can go wrong, held against the transition table.

use crate::world::{CALLBACK, Phone, Provider};
use citizen_domain::ports::TransportError;
use citizen_identity::{Event, EventName, StateName, TABLE};
use citizen_proof::SigningKey;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;
use url::Url;

const ERRORS: [TransportError; 7] = [
    TransportError::Offline,
    TransportError::Timeout,
    TransportError::Interrupted,
    TransportError::TooLarge,
    TransportError::Malformed,
    TransportError::Tls,
    TransportError::Forbidden,
];

struct Walk {
    phone: Phone,
    provider: Provider,
    /// Requests whose end comes late.
    strays: Vec<Event>,
    seen: BTreeSet<(StateName, &'static str, StateName)>,
}

impl Walk {
    fn new() -> Self {
        Self {
            phone: Phone::new(),
            provider: Provider::new(),
            strays: Vec::new(),
            seen: BTreeSet::new(),
        }
    }

    /// One event, held against the table.
    fn event(&mut self, event: Event) {
        let (from, name) = (self.phone.state(), event.name());
        self.phone.event(event);
        let to = self.phone.state();
        let row = TABLE.iter().find(|r| r.from == from && r.event == name).unwrap();
        assert!(row.to.contains(&to), "{from:?} {name:?} led to {to:?}");
        self.seen.insert((from, word(name), to));
    }

    fn answer(&mut self) {
        if let Some((id, request)) = self.phone.wire.pop_front() {
            let (status, body) = self.provider.answer(id, &request, self.phone.now);
            self.event(Event::Reply { id, status, body });
        }
    }

    fn reply(&mut self, status: u16, body: &[u8]) {
        if let Some((id, _)) = self.phone.wire.pop_front() {
            let body = body.to_vec();
            self.event(Event::Reply { id, status, body });
        }
    }

    fn act(&mut self, dice: u32) {
        let detail = dice / 40;
        match dice % 40 {
            0..=3 => self.event(Event::Begin {
                redirect_uri: Url::parse(CALLBACK).unwrap(),
            }),
            4 if detail.is_multiple_of(3) => {
                self.event(Event::Begin {
                    redirect_uri: Url::parse("http://evil.example/").unwrap(),
                });
            }
            4..=7 => {
                if let Some(url) = self.phone.browser.clone() {
                    let url = self.provider.authorize(&url);
                    self.event(Event::Redirect { url });
                }
            }
            8 => self.event(Event::Redirect {
                url: Url::parse(CALLBACK).unwrap(),
            }),
            9 => {
                if let Some(url) = self.phone.browser.clone() {
                    let mut url = self.provider.authorize(&url);
                    let query = url.query().unwrap().replace("code=", "error=access_denied&x=");
                    url.set_query(Some(&query));
                    self.event(Event::Redirect { url });
                }
            }
            10 => self.event(Event::Cancel),
            11..=13 => self.event(Event::Check),
            14 | 15 => self.event(Event::RefreshDue),
            16 if detail.is_multiple_of(3) => self.event(Event::Disconnect),
            17..=26 => self.answer(),
            27 => self.reply(503, b""),
            28 => self.reply(400, br#"{"error":"invalid_grant"}"#),
            29 => self.reply(200, b"<html>"),
            30 => self.reply(404, b""),
            31 | 32 => {
                if let Some((id, _)) = self.phone.wire.pop_front() {
                    let error = ERRORS[detail as usize % ERRORS.len()];
                    self.event(Event::Failed { id, error });
                }
            }
            33 => self.phone.kill(),
            34 => self.phone.wait_secs([1, 61, 1500, 100_000][detail as usize % 4]),
            35 => match detail % 4 {
                0 => self.provider.key = SigningKey::generate_es256().unwrap(),
                1 => self.provider.reply = json!({ "refresh_token": null }),
                2 => {
                    self.provider.reply = json!({});
                    self.provider.skew = [0, 0, 0, 0, 100_000, -100_000][detail as usize / 4 % 6];
                    match detail / 12 % 4 {
                        0 => self.provider.bind(),
                        1 => self.provider.take_ahead(),
                        _ => {}
                    }
                }
                _ => self.provider.description["refresh_replay_window"] = json!(detail % 2 * 120),
            },
            36 => {
                if let Some((id, request)) = self.phone.wire.pop_front() {
                    let (status, body) = self.provider.answer(id, &request, self.phone.now);
                    self.strays.push(if detail.is_multiple_of(2) {
                        Event::Reply { id, status, body }
                    } else {
                        Event::Failed {
                            id,
                            error: TransportError::Timeout,
                        }
                    });
                }
            }
            37 | 38 => {
                if let Some(event) = self.strays.pop() {
                    self.event(event);
                }
            }
            _ => {
                self.provider.claims["age_band"] =
                    json!(["adult", "under_14"][usize::from(detail.is_multiple_of(5))])
            }
        }
    }

    /// Transitions that dice seldom meet: a renewal whose reply is lost after the session has run out, without and with a
    /// window for asking again; and a beginning where a session has run out that cannot be renewed.
    fn rare(&mut self) {
        for redirect_uri in [CALLBACK, "http://evil.example/"] {
            self.phone = Phone::new();
            self.provider.reply = json!({ "refresh_token": null });
            self.phone.sign_in(&mut self.provider);
            self.phone.wait_secs(1801);
            self.event(Event::Begin {
                redirect_uri: Url::parse(redirect_uri).unwrap(),
            });
        }
        self.provider.reply = json!({});
        self.lost_after_the_end(|_| Event::RefreshDue);
        self.lost_after_the_end(|redirect_uri| Event::Begin { redirect_uri });
    }

    fn lost_after_the_end(&mut self, then: fn(Url) -> Event) {
        for window in [0, 120] {
            self.phone = Phone::new();
            self.provider.description["refresh_replay_window"] = json!(window);
            self.phone.sign_in(&mut self.provider);
            self.phone.wait_secs(1801);
            // The second time from the pause that the first led to, where there is one.
            for _ in 0..2 {
                self.event(Event::RefreshDue);
                if let Some((id, _)) = self.phone.wire.pop_front() {
                    let error = TransportError::Timeout;
                    self.event(Event::Failed { id, error });
                }
            }
            self.phone.wait_secs(121);
            if self.phone.state() == StateName::Paused {
                self.event(then(Url::parse("http://evil.example/").unwrap()));
            }
            assert_eq!(self.phone.state(), StateName::NeedsSignIn);
        }
    }

    /// With a provider in order and a network, a person gets in from wherever this is.
    fn way_out(&mut self) {
        self.provider.reply = json!({});
        self.provider.skew = 0;
        self.provider.claims["age_band"] = json!("adult");
        while let Some(event) = self.strays.pop() {
            self.event(event);
        }
        self.phone.wait_secs(120);
        for _ in 0..8 {
            while !self.phone.wire.is_empty() {
                self.answer();
            }
            self.event(Event::Check);
        }
        if self.phone.state() == StateName::SignedIn {
            return;
        }
        self.phone.sign_in(&mut self.provider);
        assert_eq!(self.phone.state(), StateName::SignedIn, "{:?}", self.phone.told);
    }
}

fn word(name: EventName) -> &'static str {
    match name {
        EventName::Begin => "begin",
        EventName::Redirect => "redirect",
        EventName::Cancel => "cancel",
        EventName::Check => "check",
        EventName::RefreshDue => "refresh_due",
        EventName::Disconnect => "disconnect",
        EventName::Reply => "reply",
        EventName::Failed => "failed",
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_sequence_panics_leaves_the_table_or_ends_without_a_way_out(
        dice in prop::collection::vec(0u32..40_000, 0..120)
    ) {
        let mut walk = Walk::new();
        dice.into_iter().for_each(|d| walk.act(d));
        walk.way_out();
        let kept = walk.phone.machine.to_kept().unwrap();
        prop_assert!(citizen_identity::Machine::from_kept(&kept).is_ok());
        walk.event(Event::Disconnect);
        prop_assert_eq!(walk.phone.state(), StateName::SignedOut);
    }
}

/// The table promises nothing that does not happen: one long walk with fixed dice meets every transition.
#[test]
fn every_transition_of_the_table_happens() {
    let mut walk = Walk::new();
    walk.rare();
    let mut dice: u64 = 20_260_212;
    for _ in 0..40_000 {
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        walk.act((dice >> 33) as u32 % 40_000);
    }
    let missing: Vec<_> = TABLE
        .iter()
        .flat_map(|row| row.to.iter().map(|to| (row.from, word(row.event), *to)))
        .filter(|t| !walk.seen.contains(t))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
