//! The port. A gateway keeps the one that it had last: its address is in its pack, in its tokens' issuer, and in every phone
//! that knows it, for which the same resident under another issuer would be another person.

use crate::error::ApiError;
use crate::files;
use crate::server::StartError;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;

/// Holds the number of the port.
const NAME: &str = "port";

/// Listens on `address`; where that leaves the port open, on the one that this data folder had last.
///
/// # Errors
/// [`StartError::Listen`]; [`StartError::PortTaken`] where another program has the port that it had: on another nobody
/// would find it. [`StartError::Data`] where the number cannot be read or kept.
pub(crate) fn listen(address: SocketAddr, data: &Path) -> Result<TcpListener, StartError> {
    let file = data.join(NAME);
    let kept = files::read_if_there(&file).map_err(ApiError::from)?;
    let before: Option<u16> = kept.and_then(|text| String::from_utf8(text).ok()?.trim().parse().ok());
    let (wanted, taken) = match before {
        Some(port) if address.port() == 0 => {
            (SocketAddr::new(address.ip(), port), StartError::PortTaken(port))
        }
        _ => (address, StartError::Listen(address)),
    };
    let bound = TcpListener::bind(wanted).and_then(|listener| Ok((listener.local_addr()?.port(), listener)));
    let Ok((port, listener)) = bound else {
        return Err(taken);
    };
    if before != Some(port) {
        files::write_private(&file, port.to_string().as_bytes()).map_err(ApiError::from)?;
    }
    Ok(listener)
}

#[cfg(test)]
mod tests {
    use super::{StartError, listen};
    use std::net::SocketAddr;

    #[test]
    fn the_port_that_was_had_last_is_had_again() {
        let data = tempfile::tempdir().unwrap();
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        let first = listen(any, data.path()).unwrap();
        let port = first.local_addr().unwrap();
        let refused = listen(any, data.path()).unwrap_err();
        assert!(matches!(refused, StartError::PortTaken(taken) if taken == port.port()));
        drop(first);
        assert_eq!(listen(any, data.path()).unwrap().local_addr().unwrap(), port);

        let other = tempfile::tempdir().unwrap();
        let elsewhere = listen(any, other.path()).unwrap().local_addr().unwrap();
        let asked = listen(elsewhere, data.path()).unwrap();
        assert_eq!(asked.local_addr().unwrap(), elsewhere);
        drop(asked);
        assert_eq!(listen(any, data.path()).unwrap().local_addr().unwrap(), elsewhere);
    }
}
