//! Sessions that end while a photo is under way: its own token brings it, so it goes on.

use crate::run::Run;
use crate::transport::{Answer, Flight};
use citizen_domain::ports::Method;

/// A photo under way, by where its pieces go.
#[derive(Default)]
pub(crate) struct Photo {
    length: u64,
    /// The session has ended behind a piece of it.
    ended: bool,
}

impl Run<'_> {
    /// Behind a piece that is not the last one, the session of the phone's person may end.
    pub(crate) fn session_ends(&mut self, flight: &Flight, answer: &Answer) {
        let request = &flight.request;
        let sent = |name: &str| {
            request
                .headers
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| v.as_str())
        };
        let said = |name: &str| {
            let found = answer.headers.iter().find(|(n, _)| n == name);
            found.map(|(_, value)| value.clone())
        };
        let place = match (request.method, answer.status) {
            (Method::Post, 201) if request.url.path().starts_with("/v1/uploads") => {
                let Some(place) = said("location").and_then(|to| request.url.join(&to).ok()) else {
                    return;
                };
                let length = sent("upload-length").and_then(|n| n.parse().ok());
                let photo = Photo {
                    length: length.unwrap_or_default(),
                    ended: false,
                };
                self.photos.insert(place.path().to_owned(), photo);
                place
            }
            (Method::Patch, 204) => request.url.clone(),
            _ => return,
        };
        let there: u64 = said("upload-offset")
            .and_then(|n| n.parse().ok())
            .unwrap_or_default();
        let Some(photo) = self.photos.get_mut(place.path()) else {
            return;
        };
        if std::mem::take(&mut photo.ended) {
            self.count("piece after the session's end");
            return;
        }
        let weather = self.network.state().weather;
        if there == 0 || there >= photo.length || !self.world.per_mille(weather.session) {
            return;
        }
        photo.ended = true;
        let whole = self.world.one_in(2);
        self.town.end_session(&self.template.person(flight.phone), whole);
        self.world
            .note(|| format!("p{} session ends: {whole}", flight.phone));
        self.count(if whole { "session revoked" } else { "access ended" });
    }
}
