//! The calls of the story, by name. A shell in another language has a file like this one.

mod rooms;
mod with;

use super::Failure;
use super::ports::{Alarm, Good, Heard, Keys, Listener, Watcher};
use citizen_ffi::{
    Address, Asking, Citizen, Language, OpenRequest, Operation, OperationEvent, Preferences, ProvinceRequest,
    Snapshot, Subscription, TextSize, Topic, Trouble,
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use with::With;

/// A question that somebody waits for.
type Question = (Arc<Asking>, std::thread::JoinHandle<Result<Value, Failure>>);

/// A phone of the story, and what it watches.
#[derive(Default)]
pub struct Phone {
    citizen: Option<Arc<Citizen>>,
    keys: Arc<Keys>,
    alarm: Arc<Alarm>,
    watching: BTreeMap<String, (Arc<Subscription>, Arc<Heard<Snapshot>>)>,
    working: BTreeMap<String, (Arc<Operation>, Arc<Heard<OperationEvent>>)>,
    /// A call that somebody waits for, and how they stop.
    waited_for: Option<(tokio::sync::oneshot::Sender<()>, std::thread::JoinHandle<()>)>,
    /// A question to the province, and what became of it.
    asked: Option<Question>,
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
        Snapshot::Unavailable { trouble } => json!({ "kind": "unavailable", "code": trouble.code }),
    }
}

fn last(event: &OperationEvent) -> bool {
    !matches!(event, OperationEvent::Started | OperationEvent::Progress { .. })
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
            ("keys", "fail") => {
                self.keys.fail(&with.text("call"), &with.text("how"));
                Ok(json!({}))
            }
            ("keys", "heal") => {
                self.keys.heal();
                Ok(json!({}))
            }
            ("alarm", "look") => Ok(json!({ "set": self.alarm.is_set() })),
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

    /// Somebody asks, and waits for it.
    fn begin<T: Serialize, E: Into<Failure>, F: Future<Output = Result<T, E>>>(
        &mut self,
        ask: impl FnOnce(Arc<Asking>) -> F + Send + 'static,
    ) -> Value {
        let asking = Asking::new();
        let asked = Arc::clone(&asking);
        let waiting = std::thread::spawn(move || Ok(value(wait(ask(asked)).map_err(Into::into)?)));
        self.asked = Some((asking, waiting));
        json!({})
    }

    /// And waits no more.
    fn give_up(&mut self) -> Result<Value, Failure> {
        let (asking, waiting) = self.asked.take().expect("the story begins it first");
        asking.give_up();
        waiting.join().expect("it came to an end")
    }

    fn citizen_does(&mut self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        if method == "open" {
            self.citizen = Some(Citizen::open(
                OpenRequest {
                    home: with.text("home"),
                    profile: with.text("profile"),
                    packs: vec![with.text("pack")],
                    language: Language::Vi,
                    accept_loss: with.is("accept_loss"),
                    clock_offset_ms: 0,
                },
                Arc::clone(&self.keys) as _,
                Arc::new(Good),
                Arc::clone(&self.alarm) as _,
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
                    root: with.maybe("root"),
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
                OperationEvent::Progress { .. } => "progress",
                OperationEvent::Finished { .. } => "finished",
                OperationEvent::Failed { .. } => "failed",
                OperationEvent::Cancelled => "cancelled",
            })
            .collect();
        let view = told.iter().find_map(|event| match event {
            OperationEvent::Finished { view } => Some(view),
            _ => None,
        });
        let code = told.iter().find_map(|event| match event {
            OperationEvent::Failed { trouble } => Some(&trouble.code),
            _ => None,
        });
        json!({ "events": names, "view": view, "code": code })
    }
}
