//! The network as the core sees it: [`http::HttpTransport`] speaks HTTP/1.1 by reqwest and rustls on ring,
//! [`meter::Metered`] counts what passes.

pub mod http;
pub mod meter;

mod gunzip;
mod tls;
