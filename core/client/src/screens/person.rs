use crate::{Client, ClientError, SessionView, SignedOut};
use citizen_domain::message::Lang;
use citizen_identity::StateName;
use citizen_screen::{Said, Voice};
use serde::Serialize;

/// Who is signed in, in words.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SessionScreen {
    /// Where the session stands.
    pub state: StateName,
    /// The same in words.
    pub said: Said,
    /// Name for the screen.
    pub name: Option<String>,
    /// Last four characters of the identity number.
    pub id_last4: Option<Said>,
    /// How sure the provider is of the person.
    pub level: Option<Said>,
    /// Until when the access lasts without being renewed.
    pub until: Option<Said>,
    /// For whom the person acts.
    pub acting_for: Option<Said>,
}

impl std::fmt::Debug for SessionScreen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SessionScreen")
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Who is signed in. On a locked device nobody can tell, and it says so: everything else can still be shown.
    ///
    /// # Errors
    /// The store's own.
    pub fn show_session(&self, lang: Lang) -> Result<SessionScreen, ClientError> {
        let voice = self.voice(lang);
        match self.session() {
            Err(error) if crate::session::is_locked(&error) => Ok(SessionScreen {
                state: StateName::Paused,
                said: voice.say("screen.session.locked", &[]),
                name: None,
                id_last4: None,
                level: None,
                until: None,
                acting_for: None,
            }),
            session => Ok(session_said(session?, &voice)),
        }
    }

    /// What signing out came to.
    pub fn show_signed_out(&self, done: &SignedOut, lang: Lang) -> Said {
        let way = if done.delivered { "delivered" } else { "later" };
        self.voice(lang).say(&format!("screen.signed_out.{way}"), &[])
    }

    /// What became of a rating.
    pub fn show_rated(&self, lang: Lang) -> Said {
        self.voice(lang).say("screen.rating.kept", &[])
    }
}

/// The screen of a session.
pub(crate) fn session_said(view: SessionView, voice: &Voice) -> SessionScreen {
    let digits = view
        .id_last4
        .map(|last| Said::both(format!("•••• {last}"), Voice::spelled(&last).spoken));
    let acting_for = view.acting_for.map(|acting| {
        let id = format!("screen.acting.{}", acting.relation.as_str());
        voice.say(&id, &[("name", &acting.name)])
    });
    SessionScreen {
        state: StateName::ALL
            .iter()
            .copied()
            .find(|name| name.as_str() == view.state)
            .unwrap_or(StateName::SignedOut),
        // What waits may be a sign-in that is not through, or the renewal of one that is.
        said: if view.state == StateName::Paused.as_str() && !view.signed_in {
            voice.say("screen.session.unfinished", &[])
        } else {
            voice.say(&format!("screen.session.{}", view.state), &[])
        },
        name: view.display_name,
        id_last4: digits,
        level: view.assurance_level.map(|level| {
            // Levels of assurance are told by their number; what says nothing else is shown as it came.
            let number = level.strip_prefix("LoA").unwrap_or(&level);
            voice.say("screen.session.level", &[("level", number)])
        }),
        until: view
            .expires_at
            .map(|at| voice.say_with("screen.session.until", &[("when", &voice.when(at))])),
        acting_for,
    }
}
