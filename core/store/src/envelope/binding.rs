/// Whom an envelope belongs to. Part of its associated data, so that envelopes cannot be swapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The province's code; empty until one is chosen.
    pub province: String,
    /// The profile's name.
    pub profile: String,
    /// What the keys are for: `vault`.
    pub purpose: String,
}

impl Binding {
    /// The vault of a profile of which no province is known yet.
    pub fn vault(profile: &str) -> Self {
        Self {
            province: String::new(),
            profile: profile.to_owned(),
            purpose: "vault".to_owned(),
        }
    }

    /// The same in a province.
    #[must_use]
    pub fn in_province(self, province: &str) -> Self {
        Self {
            province: province.to_owned(),
            ..self
        }
    }

    /// Whether an envelope that says `self` is what `wanted` asks for; which province it is may be left open.
    pub(super) fn fits(&self, wanted: &Self) -> bool {
        self.profile == wanted.profile
            && self.purpose == wanted.purpose
            && (wanted.province.is_empty() || self.province == wanted.province)
    }
}
