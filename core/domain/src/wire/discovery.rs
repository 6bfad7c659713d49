use serde::{Deserialize, Serialize};

/// `GET /.well-known/citizen-province`: names every endpoint, so that parts may live on other hosts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discovery {
    /// Version of the contract, 1.
    pub contract: u32,
    /// Who answers.
    pub province: ProvinceRef,
    /// OpenID issuer.
    pub issuer: String,
    /// Client id that phones use there.
    pub client_id: String,
    /// Absolute URLs.
    pub endpoints: Endpoints,
    /// Lowest version of this core that is still served, `major.minor.patch`.
    pub min_client: String,
    /// Demonstration.
    pub demo: bool,
}

/// Who answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvinceRef {
    /// Statistics code.
    pub id: String,
    /// Name.
    pub name: String,
}

/// Absolute URLs of the province's endpoints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoints {
    /// `GET`: the pack; `?have=<manifest version>` answers 304 when there is nothing newer.
    pub pack: String,
    /// `POST` [`super::LookupRequest`] → [`super::Lookup`] list, without sign-in.
    pub lookup: String,
    /// `PUT {follows}/{code}` / `DELETE`: a signed-in person follows a dossier as its owner (empty body) or with its
    /// secret ([`super::FollowRequest`]) → [`super::DossierRecord`]; 404 for everybody else.
    pub follows: String,
    /// `GET ?cursor=`: NDJSON of [`super::Change`].
    pub changes: String,
    /// `PUT {items}/{id}`, `GET {items}/{id}`, `PUT {items}/{id}/parts/{sha256}`.
    pub items: String,
    /// `POST` [`super::RatingTokenRequest`] → [`super::RatingToken`].
    pub rating_tokens: String,
    /// `PUT {ratings}/{id}`: redeem, without session.
    pub ratings: String,
    /// `GET ?unit=&period=` → [`super::ResultRecord`] list.
    pub results: String,
    /// Open311 GeoReport v2 root.
    pub open311: String,
}
