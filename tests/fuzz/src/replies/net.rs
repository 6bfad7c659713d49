//! The room's own files: their crate brings TLS and HTTP, which would have to be built with instrumentation too.

#[path = "../../../../core/client/src/net/gunzip.rs"]
mod gunzip;
#[allow(dead_code, reason = "what is asked for is said by the sender of requests")]
#[path = "../../../../core/client/src/net/unpack.rs"]
pub(super) mod unpack;
#[path = "../../../../core/client/src/net/unzstd.rs"]
mod unzstd;
