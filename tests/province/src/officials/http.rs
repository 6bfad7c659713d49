use super::{
    Advance, NewDossier, OfficialReport, Officials, Operator, ProviderKey, RatingRow, ReportChange, SlipKind,
};
use crate::AppState;
use crate::error::ApiError;
use crate::http::{ApiJson, ApiPath, ApiQuery};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, patch, post};
use axum::{Json, Router};
use citizen_domain::wire::DossierRecord;
use citizen_slips::Look;

/// The officials' endpoints; 401 without the operator's token.
pub(crate) fn router() -> Router<AppState> {
    Router::new()
        .route("/officials/dossiers", post(add))
        .route("/officials/dossiers/{code}", get(show))
        .route("/officials/dossiers/{code}/steps", post(step))
        .route("/officials/dossiers/{code}/slip.jpg", get(slip))
        .route("/officials/reports", get(reports))
        .route("/officials/reports/{id}", patch(update))
        .route("/officials/reports/{id}/parts/{sha256}", get(part))
        .route("/officials/ratings", get(ratings))
        .route("/officials/provider-keys", post(rotate))
}

async fn blocking<T: Send + 'static>(
    state: AppState,
    work: impl FnOnce(&Officials) -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(move || work(&Officials::of(&state))).await?
}

async fn add(
    State(state): State<AppState>,
    _operator: Operator,
    ApiJson(new): ApiJson<NewDossier>,
) -> Result<(StatusCode, Json<DossierRecord>), ApiError> {
    let dossier = blocking(state, move |officials| officials.add_dossier(&new)).await?;
    Ok((StatusCode::CREATED, Json(dossier)))
}

async fn show(
    State(state): State<AppState>,
    _operator: Operator,
    ApiPath(code): ApiPath<String>,
) -> Result<Json<DossierRecord>, ApiError> {
    blocking(state, move |officials| officials.dossier(&code))
        .await
        .map(Json)
}

async fn step(
    State(state): State<AppState>,
    _operator: Operator,
    ApiPath(code): ApiPath<String>,
    ApiJson(advance): ApiJson<Advance>,
) -> Result<Json<DossierRecord>, ApiError> {
    blocking(state, move |officials| officials.advance(&code, &advance))
        .await
        .map(Json)
}

#[derive(serde::Deserialize)]
struct SlipQuery {
    #[serde(default)]
    kind: SlipKind,
    #[serde(default)]
    seed: u64,
}

async fn slip(
    State(state): State<AppState>,
    _operator: Operator,
    ApiPath(code): ApiPath<String>,
    ApiQuery(query): ApiQuery<SlipQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let look = Look::phone(query.seed);
    let picture = blocking(state, move |officials| officials.slip(&code, query.kind, look)).await?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], picture.jpeg))
}

async fn reports(
    State(state): State<AppState>,
    _operator: Operator,
) -> Result<Json<Vec<OfficialReport>>, ApiError> {
    blocking(state, Officials::reports).await.map(Json)
}

async fn update(
    State(state): State<AppState>,
    _operator: Operator,
    ApiPath(id): ApiPath<String>,
    ApiJson(change): ApiJson<ReportChange>,
) -> Result<Json<OfficialReport>, ApiError> {
    blocking(state, move |officials| officials.update_report(&id, &change))
        .await
        .map(Json)
}

async fn part(
    State(state): State<AppState>,
    _operator: Operator,
    ApiPath((id, sha256)): ApiPath<(String, String)>,
) -> Result<impl IntoResponse, ApiError> {
    let bytes = blocking(state, move |officials| officials.report_part(&id, &sha256)).await?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], bytes))
}

async fn ratings(
    State(state): State<AppState>,
    _operator: Operator,
) -> Result<Json<Vec<RatingRow>>, ApiError> {
    blocking(state, Officials::ratings).await.map(Json)
}

async fn rotate(
    State(state): State<AppState>,
    _operator: Operator,
) -> Result<(StatusCode, Json<ProviderKey>), ApiError> {
    let key = blocking(state, Officials::rotate_provider_key).await?;
    Ok((StatusCode::CREATED, Json(key)))
}
