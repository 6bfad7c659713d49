use serde::{Deserialize, Serialize};

/// What people of an age may do themselves, and for whom somebody may act (ND 69/2024/NĐ-CP Art. 14.2; the child's part of
/// the data-protection law). Rules change with the law, so they are data. What the rules do not name is not allowed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRules {
    /// By age band.
    #[serde(default)]
    pub ages: Vec<AgeRule>,
    /// By relation.
    #[serde(default)]
    pub acting: Vec<ActingRule>,
    /// Algorithms by which a provider may sign ID tokens (RFC 7518 §3.1), where the province takes fewer than the core knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub id_token_algs: Vec<String>,
}

/// In a rule's bands: accounts of which no age is known, an organisation's among them.
pub const AGELESS: &str = "none";

/// What people of an age band may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgeRule {
    /// As the claim `age_band` says it: `adult`, `14-15`, `6-13` or `under-6`.
    pub band: String,
    /// Whether they have a session of their own.
    pub session: bool,
    /// Whether what they write and photograph may be shown to everybody.
    pub publish: bool,
    /// Where the rule stands, for people.
    pub source: String,
    /// The rule's text was not read; shown as such.
    #[serde(default)]
    pub unverified: bool,
}

/// For whom somebody may act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActingRule {
    /// For whom.
    pub relation: Relation,
    /// Age bands of those who may; [`AGELESS`] stands for accounts without an age. Everybody may where the list is empty.
    #[serde(default)]
    pub bands: Vec<String>,
    /// Whether what is sent so may be shown to everybody.
    pub publish: bool,
    /// Where the rule stands, for people.
    pub source: String,
    /// The rule's text was not read; shown as such.
    #[serde(default)]
    pub unverified: bool,
}

/// For whom somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// A child, as parent or guardian.
    Child,
    /// A relative who has asked for it (field 7 of the receipt).
    Relative,
    /// An organisation, as its representative.
    Organisation,
}

impl Relation {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Child, Self::Relative, Self::Organisation];

    /// `child`, `relative` or `organisation`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Child => "child",
            Self::Relative => "relative",
            Self::Organisation => "organisation",
        }
    }

    /// The relation of that name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|r| r.as_str() == word)
    }
}

impl AccountRules {
    /// The rule of an age band. A pack without rules knows none, and then nothing is held back but what the provider
    /// and the province hold back themselves.
    pub fn age(&self, band: &str) -> Option<&AgeRule> {
        self.ages.iter().find(|rule| rule.band == band)
    }

    /// The rule for acting in that relation, for somebody of that age band (`None` for an account without an age).
    pub fn may_act(&self, relation: Relation, band: Option<&str>) -> Option<&ActingRule> {
        let band = band.unwrap_or(AGELESS);
        self.acting.iter().find(|rule| {
            rule.relation == relation && (rule.bands.is_empty() || rule.bands.iter().any(|b| b == band))
        })
    }

    /// Whether the rules know of acting in that relation at all, whoever it is that acts.
    pub fn knows(&self, relation: Relation) -> bool {
        self.acting.iter().any(|rule| rule.relation == relation)
    }

    /// Whether what somebody of that age writes, acting so or for themselves, may be shown to everybody.
    pub fn may_publish(&self, band: Option<&str>, acting: Option<Relation>) -> bool {
        let own = band
            .and_then(|band| self.age(band))
            .is_none_or(|rule| rule.publish);
        let other =
            acting.is_none_or(|relation| self.may_act(relation, band).is_some_and(|rule| rule.publish));
        own && other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_rule_allows_is_not_allowed() {
        let rules: AccountRules = serde_json::from_str(
            r#"{"ages":[{"band":"14-15","session":true,"publish":false,"source":"s"},
                        {"band":"adult","session":true,"publish":true,"source":"s"}],
                "acting":[{"relation":"child","bands":["adult"],"publish":false,"source":"s"},
                          {"relation":"relative","bands":["adult"],"publish":true,"source":"s"}]}"#,
        )
        .unwrap();
        for (band, acting, publish) in [
            (Some("adult"), None, true),
            (Some("14-15"), None, false),
            (None, None, true),
            (Some("adult"), Some(Relation::Child), false),
            (Some("adult"), Some(Relation::Relative), true),
            (Some("14-15"), Some(Relation::Relative), false),
            (Some("adult"), Some(Relation::Organisation), false),
        ] {
            assert_eq!(rules.may_publish(band, acting), publish, "{band:?} {acting:?}");
        }
        assert!(rules.may_act(Relation::Child, Some("14-15")).is_none());
        assert!(rules.may_act(Relation::Child, Some("adult")).is_some());
        assert!(rules.may_act(Relation::Organisation, Some("adult")).is_none());
        // No age is no age that a rule names.
        assert!(rules.may_act(Relation::Child, None).is_none());
        let ageless: AccountRules = serde_json::from_str(
            r#"{"acting":[{"relation":"organisation","bands":["adult","none"],"publish":true,"source":"s"}]}"#,
        )
        .unwrap();
        assert!(ageless.may_act(Relation::Organisation, None).is_some());
        assert!(ageless.knows(Relation::Organisation) && !ageless.knows(Relation::Child));
        for relation in Relation::ALL {
            assert_eq!(Relation::parse(relation.as_str()), Some(*relation));
        }
    }
}
