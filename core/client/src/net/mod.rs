//! The network as the core sees it: [`http::HttpTransport`] speaks HTTP/1.1 by reqwest and rustls on ring,
//! [`trust::NetworkTrust`] says which servers are believed (roots, the pack's pins) and learns the time from them,
//! [`meter::Metered`] counts what passes, [`watch::Watched`] tells of it.

pub mod http;
pub mod meter;
pub mod trust;
pub mod unpack;
pub mod watch;

mod body;
mod gunzip;
mod lesson;
mod refusal;
mod tls;
mod unzstd;
mod verifier;
