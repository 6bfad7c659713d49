use crate::config::Config;
use serde::Deserialize;

/// `aud` as it may stand in a token: one, or several.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Aud {
    One(String),
    Many(Vec<String>),
}

/// Whom tokens must be for, and what they must allow.
pub(super) struct Audience {
    ours: Vec<String>,
    /// The gateway's own name at the provider.
    pub(super) resource_id: String,
    client_id: String,
    scope: Option<String>,
}

impl Audience {
    /// The gateway's address (with and without a slash at its end), its own name at the provider, and the phones' client
    /// id, which providers without resource indicators (RFC 8707) name instead.
    pub(super) fn of(config: &Config, base_url: &str) -> Self {
        let client_id = config.client_id.clone().unwrap_or_default();
        let resource_id = config.resource_id.clone().unwrap_or_else(|| client_id.clone());
        Self {
            ours: vec![
                base_url.to_owned(),
                format!("{base_url}/"),
                resource_id.clone(),
                client_id.clone(),
            ],
            resource_id,
            client_id,
            scope: config.required_scope.clone(),
        }
    }

    /// Whether one of the names is this gateway's.
    pub(super) fn includes(&self, aud: &Aud) -> bool {
        let is_ours = |name: &String| !name.is_empty() && self.ours.contains(name);
        match aud {
            Aud::One(one) => is_ours(one),
            Aud::Many(many) => many.iter().any(is_ours),
        }
    }

    /// The phones' client.
    pub(super) fn client_id(&self) -> &str {
        &self.client_id
    }

    /// Whether a token was issued to the phones' client.
    pub(super) fn is_client(&self, client_id: &str) -> bool {
        client_id == self.client_id
    }

    /// Whether a token's scope has what the operator asks for.
    pub(super) fn allows(&self, scope: Option<&str>) -> bool {
        self.scope.as_ref().is_none_or(|needed| {
            let given: Vec<&str> = scope.unwrap_or_default().split(' ').collect();
            needed.split(' ').all(|part| given.contains(&part))
        })
    }
}
