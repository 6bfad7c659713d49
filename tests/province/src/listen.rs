//! The port. A gateway that may take any keeps the one it took: its address is in its pack, in its tokens' issuer, and in
//! every phone that knows it, for which the same resident under another issuer would be another person.

use crate::files;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;

/// Holds the number of the port.
const NAME: &str = "port";

/// Listens on `address`; where that leaves the port open, on the one that this data folder had before.
///
/// # Errors
/// The system's, of listening or of keeping the number. Where the port that it had is taken meanwhile, that too is an
/// error: on another nobody would find it.
pub(crate) fn listen(address: SocketAddr, data: &Path) -> io::Result<TcpListener> {
    if address.port() != 0 {
        return TcpListener::bind(address);
    }
    let file = data.join(NAME);
    let before =
        files::read_if_there(&file)?.and_then(|text| String::from_utf8(text).ok()?.trim().parse().ok());
    if let Some(port) = before {
        return TcpListener::bind(SocketAddr::new(address.ip(), port));
    }
    let listener = TcpListener::bind(address)?;
    let port = listener.local_addr()?.port();
    files::write_private(&file, port.to_string().as_bytes())?;
    Ok(listener)
}

#[cfg(test)]
mod tests {
    use super::listen;
    use std::net::SocketAddr;

    #[test]
    fn a_port_once_taken_is_kept_and_one_that_was_asked_for_is_not() {
        let data = tempfile::tempdir().unwrap();
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        let first = listen(any, data.path()).unwrap();
        let port = first.local_addr().unwrap();
        assert!(listen(any, data.path()).is_err(), "somebody has it");
        drop(first);
        assert_eq!(listen(any, data.path()).unwrap().local_addr().unwrap(), port);

        let other = tempfile::tempdir().unwrap();
        let elsewhere = listen(any, other.path()).unwrap().local_addr().unwrap();
        let asked = listen(elsewhere, data.path()).unwrap();
        assert_eq!(asked.local_addr().unwrap(), elsewhere);
        drop(asked);
        assert_eq!(listen(any, data.path()).unwrap().local_addr().unwrap(), port);
    }
}
