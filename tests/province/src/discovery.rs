//! `GET /.well-known/citizen-province`.

use crate::AppState;
use axum::Json;
use axum::extract::State;
use citizen_domain::wire::{Discovery, Endpoints, ProvinceRef};

/// Lowest version of the core that is served.
const MIN_CLIENT: &str = "0.1.0";

/// Names every endpoint.
pub(crate) async fn get(State(state): State<AppState>) -> Json<Discovery> {
    let province = &state.pack().province;
    Json(Discovery {
        contract: 1,
        province: ProvinceRef {
            id: province.id.clone(),
            name: province.name.clone(),
        },
        issuer: state.issuer().to_owned(),
        client_id: state.client_id().to_owned(),
        endpoints: Endpoints {
            pack: state.url("/v1/pack"),
            lookup: state.url("/v1/lookup"),
            follows: state.url("/v1/follows"),
            changes: state.url("/v1/changes"),
            items: state.url("/v1/items"),
            rating_tokens: state.url("/v1/rating-tokens"),
            ratings: state.url("/v1/ratings"),
            results: state.url("/v1/results"),
            open311: state.url("/open311/v2"),
        },
        min_client: MIN_CLIENT.to_owned(),
        demo: province.demo,
    })
}
