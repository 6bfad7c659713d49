//! The calls of the story, by name. A shell in another language has a file like this one.

use super::Failure;
use super::ports::{Good, Heard, Keys, Listener, Watcher};
use citizen_ffi::{
    Address, AnswerRequest, Citizen, DecisionRequest, DraftChangeRequest, FixSource, FollowRequest, Language,
    OpenRequest, Operation, OperationEvent, PlaceRequest, Preferences, ProvinceRequest, ReportRequest,
    Snapshot, Subscription, TextSize, Topic, Trouble,
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A phone of the story, and what it watches.
#[derive(Default)]
pub struct Phone {
    citizen: Option<Arc<Citizen>>,
    keys: Arc<Keys>,
    watching: BTreeMap<String, (Arc<Subscription>, Arc<Heard<Snapshot>>)>,
    working: BTreeMap<String, (Arc<Operation>, Arc<Heard<OperationEvent>>)>,
}

/// Arguments of a call.
struct With<'a>(&'a Map<String, Value>);

impl With<'_> {
    fn text(&self, name: &str) -> String {
        self.maybe(name).unwrap_or_default()
    }
    fn maybe(&self, name: &str) -> Option<String> {
        self.0.get(name).and_then(Value::as_str).map(str::to_owned)
    }
    fn number(&self, name: &str) -> u32 {
        let number = self.0.get(name).and_then(Value::as_u64).unwrap_or_default();
        u32::try_from(number).unwrap_or(u32::MAX)
    }
    fn float(&self, name: &str) -> Option<f64> {
        self.0.get(name).and_then(Value::as_f64)
    }
    fn is(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or_default()
    }
    fn place(&self) -> Option<PlaceRequest> {
        Some(PlaceRequest {
            lat: self.float("lat")?,
            lon: self.float("lon")?,
            accuracy_m: self.float("accuracy_m"),
            source: FixSource::Gps,
            age_ms: u64::from(self.number("age_ms")),
        })
    }
}

fn value(of: impl Serialize) -> Value {
    serde_json::to_value(of).unwrap()
}

/// An error of any room: the variant's name is the first word of its `Debug`.
fn failed<E: std::fmt::Debug>(trouble: impl Fn(&E) -> &Trouble) -> impl Fn(E) -> Failure {
    move |error| {
        let name = format!("{error:?}");
        let end = name.find([' ', '{']).unwrap_or(name.len());
        Failure {
            variant: name.get(..end).unwrap_or_default().to_owned(),
            code: trouble(&error).code.clone(),
        }
    }
}

macro_rules! failing {
    ($($name:ident),+) => {$(
        impl From<citizen_ffi::$name> for Failure {
            fn from(error: citizen_ffi::$name) -> Self {
                failed(citizen_ffi::$name::trouble)(error)
            }
        }
    )+};
}

failing!(
    OpenError,
    ProvinceError,
    DossierError,
    ScanError,
    ReportError,
    RatingError,
    IdentityError,
    OutboxError,
    ProfileError
);

fn wait<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(future)
}

fn seen(snapshot: &Snapshot) -> Value {
    match snapshot {
        Snapshot::Home { view } => json!({ "kind": "home", "view": view }),
        Snapshot::Dossier { view } => json!({ "kind": "dossier", "view": view }),
        Snapshot::Report { view } => json!({ "kind": "report", "view": view }),
        Snapshot::Waiting { view } => json!({ "kind": "waiting", "view": view }),
        Snapshot::Session { view } => json!({ "kind": "session", "view": view }),
        Snapshot::Gone => json!({ "kind": "gone" }),
    }
}

fn last(event: &OperationEvent) -> bool {
    *event != OperationEvent::Started
}

impl Phone {
    fn citizen(&self) -> &Arc<Citizen> {
        self.citizen.as_ref().expect("the story opens the phone first")
    }

    /// What is watched under `name`, once `enough`, or what it was last.
    pub(super) fn newest(&self, name: &str, enough: &dyn Fn(&Value) -> bool) -> Value {
        let (_, heard) = self.watching.get(name).expect("the story watches it first");
        let told = heard.wait(|told| told.last().is_some_and(|newest| enough(&seen(newest))));
        told.last().map(seen).unwrap_or_default()
    }

    /// Does one call.
    pub(super) fn call(&mut self, call: &str, with: &Map<String, Value>) -> Result<Value, Failure> {
        let with = With(with);
        match call.split_once('.').unwrap_or_default() {
            ("citizen", method) => self.citizen_does(method, &with),
            ("watch", method) => self.watch_does(method, &with),
            ("operation", method) => Ok(self.operation_does(method, &with)),
            ("dossiers", method) => self.dossiers_do(method, &with),
            ("scanner", method) => self.scanner_does(method, &with),
            ("reports", method) => self.reports_do(method, &with),
            ("ratings", method) => self.ratings_do(method, &with),
            ("identity", method) => self.identity_does(method, &with),
            ("outbox", method) => self.outbox_does(method, &with),
            ("directory", method) => self.directory_does(method, &with),
            ("profile", method) => self.profile_does(method, &with),
            _ => panic!("nothing is called {call}"),
        }
    }

    fn citizen_does(&mut self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        if method == "open" {
            self.citizen = Some(Citizen::open(
                OpenRequest {
                    home: with.text("home"),
                    profile: with.text("profile"),
                    packs: vec![with.text("pack")],
                    language: Language::Vi,
                    accept_loss: false,
                    clock_offset_ms: 0,
                },
                Arc::clone(&self.keys) as _,
                Arc::new(Good),
            )?);
            return Ok(json!({}));
        }
        let citizen = Arc::clone(self.citizen());
        Ok(match method {
            "province_choices" => value(citizen.province_choices()?),
            "choose_province" => {
                let request = ProvinceRequest {
                    base_url: with.text("base_url"),
                    accept_key: with.maybe("accept_key"),
                    root: None,
                };
                value(wait(citizen.choose_province(request))?)
            }
            "home" => value(citizen.home()?),
            "sync" => {
                let heard: Arc<Heard<OperationEvent>> = Arc::default();
                let operation = citizen.sync(Arc::new(Listener(Arc::clone(&heard))))?;
                self.working.insert(with.text("name"), (operation, heard));
                json!({})
            }
            "preferences" => {
                let held = citizen.preferences()?;
                json!({ "language": held.language, "text_size": held.text_size, "address": held.address })
            }
            "set_preferences" => {
                let english = with.text("language") == "en";
                citizen.set_preferences(Preferences {
                    language: if english { Language::En } else { Language::Vi },
                    text_size: TextSize::Large,
                    address: Address::Ba,
                })?;
                json!({})
            }
            "suspend" => value(citizen.suspend()?),
            "resume" => value(citizen.resume()?),
            "shutdown" => value(citizen.shutdown()?),
            other => panic!("the root has no {other}"),
        })
    }

    fn watch_does(&mut self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let name = with.text("name");
        match method {
            "begin" => {
                let topic = match with.text("topic").as_str() {
                    "home" => Topic::Home,
                    "waiting" => Topic::Waiting,
                    "session" => Topic::Session,
                    "dossier" => Topic::Dossier {
                        code: with.text("code").as_str().into(),
                    },
                    _ => Topic::Report {
                        id: with.text("id").as_str().into(),
                    },
                };
                let heard: Arc<Heard<Snapshot>> = Arc::default();
                let watcher = Arc::new(Watcher(Arc::clone(&heard)));
                let subscription = self.citizen().subscribe(topic, watcher)?;
                self.watching.insert(name, (subscription, heard));
            }
            _ => {
                if let Some((subscription, _)) = self.watching.get(&name) {
                    subscription.cancel();
                }
            }
        }
        Ok(json!({}))
    }

    fn operation_does(&mut self, method: &str, with: &With<'_>) -> Value {
        let (operation, heard) = self
            .working
            .get(&with.text("name"))
            .expect("the story begins it first");
        if method == "cancel" {
            operation.cancel();
            return json!({});
        }
        let told = heard.wait(|told| told.iter().any(last));
        let names: Vec<&str> = told
            .iter()
            .map(|event| match event {
                OperationEvent::Started => "started",
                OperationEvent::Finished { .. } => "finished",
                OperationEvent::Failed { .. } => "failed",
                OperationEvent::Cancelled => "cancelled",
            })
            .collect();
        let view = told.iter().find_map(|event| match event {
            OperationEvent::Finished { view } => Some(view),
            _ => None,
        });
        json!({ "events": names, "view": view })
    }

    fn dossiers_do(&self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let dossiers = self.citizen().dossiers();
        let code = || with.text("code").as_str().into();
        Ok(match method {
            "page" => {
                let page = dossiers.page(with.number("offset"), with.number("limit"))?;
                json!({ "cards": page.cards, "total": page.total })
            }
            "view" => value(dossiers.view(code())?),
            "follow" => {
                let request = match with.maybe("text") {
                    Some(text) => FollowRequest::Scanned { text },
                    None => FollowRequest::Typed {
                        code: with.text("code"),
                        secret: with.maybe("secret"),
                    },
                };
                value(wait(dossiers.follow(request))?)
            }
            "unfollow" => value(dossiers.unfollow(code())?),
            other => panic!("dossiers have no {other}"),
        })
    }

    fn scanner_does(&self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let scanner = self.citizen().scanner();
        let result = match method {
            "text" => scanner.text(&with.text("text"))?,
            "picture" => scanner.picture(&with.text("path"))?,
            "frame" => {
                let luma = std::fs::read(with.text("path")).unwrap();
                scanner.frame(
                    with.number("width"),
                    with.number("height"),
                    with.number("stride"),
                    &luma,
                )?
            }
            other => panic!("the scanner has no {other}"),
        };
        Ok(json!({ "found": result.found }))
    }

    fn reports_do(&self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let reports = self.citizen().reports();
        let id = || with.text("id").as_str().into();
        Ok(match method {
            "categories" => value(reports.categories()?),
            "page" => json!({ "cards": reports.page(with.number("offset"), with.number("limit"))?.cards }),
            "view" => value(reports.view(id())?),
            "begin" => value(reports.begin(ReportRequest {
                category: with.text("category").as_str().into(),
                text: with.text("text"),
                place: with.place(),
                unit: with.maybe("unit").as_deref().map(Into::into),
                severity: 2,
                visibility: None,
                anonymous: false,
            })?),
            "change" => value(reports.change(
                id(),
                DraftChangeRequest {
                    category: with.maybe("category").as_deref().map(Into::into),
                    text: with.maybe("text"),
                    place: with.place(),
                    no_place: with.is("no_place"),
                    unit: with.maybe("unit").as_deref().map(Into::into),
                    no_unit: with.is("no_unit"),
                    ..DraftChangeRequest::default()
                },
            )?),
            "add_photo" => value(reports.add_photo(id(), &with.text("path"))?),
            "remove_photo" => value(reports.remove_photo(id(), with.text("photo").as_str().into())?),
            "send" => value(reports.send(id())?),
            "decide" => {
                let decision = match with.text("decision").as_str() {
                    "confirm" => DecisionRequest::Confirm,
                    "reopen" => DecisionRequest::Reopen {
                        why: with.text("why"),
                    },
                    _ => DecisionRequest::Withdraw,
                };
                value(reports.decide(id(), decision)?)
            }
            other => panic!("reports have no {other}"),
        })
    }

    fn ratings_do(&self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let ratings = self.citizen().ratings();
        Ok(match method {
            "form" => value(ratings.form(with.text("code").as_str().into())?),
            "rate" => {
                let answers = with.0.get("answers").and_then(Value::as_object);
                let answers = answers
                    .into_iter()
                    .flatten()
                    .map(|(question, given)| AnswerRequest {
                        question: question.clone(),
                        value: given.as_str().unwrap_or_default().to_owned(),
                    });
                let kept = wait(ratings.rate(
                    with.text("code").as_str().into(),
                    with.text("questionnaire").as_str().into(),
                    answers.collect(),
                ))?;
                json!({ "said": kept.said, "item": kept.item })
            }
            "results" => value(wait(ratings.results(with.maybe("unit"), with.maybe("period")))?),
            other => panic!("ratings have no {other}"),
        })
    }

    fn identity_does(&self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let identity = self.citizen().identity();
        Ok(match method {
            "session" => value(identity.session()?),
            "begin_sign_in" => {
                let start = wait(identity.begin_sign_in(with.text("redirect_uri")))?;
                json!({ "url": start.url, "browser_would_refuse": start.browser_would_refuse })
            }
            "finish_sign_in" => value(wait(identity.finish_sign_in(with.text("url")))?),
            "cancel_sign_in" => value(wait(identity.cancel_sign_in())?),
            "sign_out" => {
                let out = wait(identity.sign_out())?;
                json!({ "said": out.said, "delivered": out.delivered })
            }
            other => panic!("identity has no {other}"),
        })
    }

    fn outbox_does(&self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let outbox = self.citizen().outbox();
        let id = || with.text("id").as_str().into();
        Ok(match method {
            "page" => {
                let page = outbox.page(
                    with.maybe("after").as_deref().map(Into::into),
                    with.number("limit"),
                    with.is("only_waiting"),
                )?;
                json!({ "rows": page.rows, "waiting": page.waiting })
            }
            "retry" => value(outbox.retry(with.maybe("id").as_deref().map(Into::into))?),
            "discard" => value(outbox.discard(id())?),
            "receipt" => value(outbox.receipt(id())?),
            other => panic!("the outbox has no {other}"),
        })
    }

    fn directory_does(&self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let directory = self.citizen().directory();
        Ok(match method {
            "search" => value(directory.search(&with.text("query"), with.number("limit"))?),
            "procedure" => value(directory.procedure(with.text("code").as_str().into())?),
            "emergency_numbers" => value(directory.emergency_numbers()?),
            other => panic!("the directory has no {other}"),
        })
    }

    fn profile_does(&self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let profile = self.citizen().profile();
        Ok(match method {
            "checks" => {
                let checks = wait(profile.checks())?;
                json!({ "names": checks.iter().map(|check| &check.name).collect::<Vec<_>>() })
            }
            "export" => value(profile.export(&with.text("path"))?),
            "erase" => value(profile.erase()?),
            other => panic!("the profile has no {other}"),
        })
    }
}
