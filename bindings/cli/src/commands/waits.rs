//! What a command prints that needs the network and does not get it. Exit 6 is no error: the command's normal object is
//! printed, with nothing new in it, and `waiting[]` says why.

use crate::app::App;
use crate::args::{Command, Pack};
use crate::out::Failure;
use citizen_client::{Client, SessionView};
use serde_json::{Map, Value, json};

/// The names of the normal object of a command that cannot do anything without the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Awaited {
    Init,
    Login,
    PackUpdate,
    Results,
}

impl Awaited {
    /// Which of them `command` is.
    pub(crate) const fn of(command: &Command) -> Option<Self> {
        match command {
            Command::Init(_) => Some(Self::Init),
            Command::Login(_) => Some(Self::Login),
            Command::Pack(Pack::Update) => Some(Self::PackUpdate),
            Command::Results(_) => Some(Self::Results),
            _ => None,
        }
    }

    /// Prints its object, as far as it is known here, with why it waits.
    pub(crate) fn print(self, app: &App, failure: &Failure) {
        let mut object = self.held(app);
        let said = app.out.words(failure);
        let mut wait = Map::new();
        wait.insert("reason".to_owned(), failure.info.code.into());
        wait.insert("message".to_owned(), said.display.into());
        wait.insert("spoken".to_owned(), said.spoken.into());
        object.insert("waiting".to_owned(), Value::Array(vec![Value::Object(wait)]));
        app.out.object(&object, |_| Vec::new());
    }

    fn held(self, app: &App) -> Map<String, Value> {
        // For whom somebody acts the command has said already; opening it also marks what is of a demonstration.
        let there = app.is_new().is_ok_and(|new| !new);
        let client = there.then(|| app.open(false).ok()).flatten();
        let client = client.as_ref();
        let object = match self {
            // Whatever province is held, it is not known to be the one that was asked for.
            Self::Init => json!({ "province": null }),
            Self::Login => {
                let session = client.and_then(|c| c.session().ok());
                serde_json::to_value(session.unwrap_or_else(SessionView::nobody)).unwrap_or_default()
            }
            Self::PackUpdate => json!({ "pack": client.and_then(pack) }),
            Self::Results => json!({ "results": [] }),
        };
        match object {
            Value::Object(object) => object,
            _ => Map::new(),
        }
    }
}

fn pack(client: &Client) -> Option<Value> {
    let info = client.pack().ok()?.info();
    serde_json::to_value(info).ok()
}
