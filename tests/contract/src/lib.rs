//! The contract between app and province, in writing. See the crate's `README.md`.

/// `openapi.yaml`, OpenAPI 3.1.
pub const OPENAPI: &str = include_str!("../openapi.yaml");
