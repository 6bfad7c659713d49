//! The network as the core sees it: [`http::HttpTransport`] speaks HTTP/1.1 by reqwest and rustls on ring,
//! [`meter::Metered`] counts what passes, [`watch::Watched`] tells of it.

pub mod http;
pub mod meter;
pub mod watch;

mod gunzip;
mod tls;
