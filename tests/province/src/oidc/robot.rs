//! Signs a demo resident in without a person, over real HTTP on loopback: for `citizen demo` and tests. It does what a
//! browser does: fetches the page, presses a resident's button, follows the redirect to the waiting program.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use url::{Host, Url};

/// Largest reply that is read.
const MAX_REPLY: u64 = 256 * 1024;
/// Longest wait for one reply.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why nobody was signed in. Carries neither addresses nor tokens.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RobotError {
    /// Only plain HTTP to this machine is spoken.
    #[error("not a loopback address")]
    NotLoopback,
    /// Nobody answered, or not in time.
    #[error("no answer")]
    Unreachable,
    /// The provider showed something else than a page to choose from or a redirect; its HTTP status.
    #[error("the provider answered {0}")]
    Refused(u16),
}

citizen_domain::error_codes! { RobotError {
    NotLoopback => "province.robot_not_loopback", Expected, Usage;
    Unreachable => "province.robot_unreachable", Retryable, Waiting;
    Refused(..) => "province.robot_refused", Expected, Refused;
}}

/// Opens `authorize_url`, chooses the resident `sub` and carries the answer to the redirect address. Gives that address
/// with its query, as a browser's address line would show it.
///
/// # Errors
/// See [`RobotError`].
pub async fn sign_in(authorize_url: &str, sub: &str) -> Result<String, RobotError> {
    let url = Url::parse(authorize_url).map_err(|_| RobotError::NotLoopback)?;
    let page = exchange(&url, None).await?;
    if page.status != 200 {
        return match page.location {
            // The request itself was refused: the app is told by redirect.
            Some(to) => deliver(&to).await,
            None => Err(RobotError::Refused(page.status)),
        };
    }
    let request =
        between(&page.body, "name=\"request\" value=\"", "\"").ok_or(RobotError::Refused(page.status))?;
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("request", request)
        .append_pair("sub", sub)
        .finish();
    let action = url
        .join("/oauth/authorize")
        .map_err(|_| RobotError::NotLoopback)?;
    let answer = exchange(&action, Some(&form)).await?;
    match answer.location {
        Some(to) if answer.status == 303 => deliver(&to).await,
        _ => Err(RobotError::Refused(answer.status)),
    }
}

async fn deliver(to: &str) -> Result<String, RobotError> {
    let url = Url::parse(to).map_err(|_| RobotError::NotLoopback)?;
    exchange(&url, None).await?;
    Ok(to.to_owned())
}

struct Reply {
    status: u16,
    location: Option<String>,
    body: String,
}

/// One request on a connection of its own.
async fn exchange(url: &Url, form: Option<&str>) -> Result<Reply, RobotError> {
    let ip: IpAddr = match url.host() {
        Some(Host::Ipv4(ip)) => ip.into(),
        Some(Host::Ipv6(ip)) => ip.into(),
        _ => return Err(RobotError::NotLoopback),
    };
    if !ip.is_loopback() || url.scheme() != "http" {
        return Err(RobotError::NotLoopback);
    }
    let to = SocketAddr::new(ip, url.port_or_known_default().unwrap_or(80));
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let request = match form {
        None => format!("GET {path} HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\n\r\n"),
        Some(form) => format!(
            "POST {path} HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            form.len()
        ),
    };
    let talk = async {
        let mut stream = TcpStream::connect(to).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut reply = Vec::new();
        stream.take(MAX_REPLY).read_to_end(&mut reply).await?;
        Ok::<_, std::io::Error>(reply)
    };
    let reply = match tokio::time::timeout(PATIENCE, talk).await {
        Ok(Ok(reply)) => String::from_utf8_lossy(&reply).into_owned(),
        _ => return Err(RobotError::Unreachable),
    };
    let (head, body) = reply.split_once("\r\n\r\n").ok_or(RobotError::Unreachable)?;
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|s| s.parse().ok())
        .ok_or(RobotError::Unreachable)?;
    let location = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("location"))
        .map(|(_, value)| value.trim().to_owned());
    Ok(Reply {
        status,
        location,
        body: body.to_owned(),
    })
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after)?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_talks_to_this_machine_only() {
        for url in [
            "http://192.0.2.1/",
            "https://127.0.0.1/",
            "http://localhost/",
            "not an address",
        ] {
            assert_eq!(sign_in(url, "x").await, Err(RobotError::NotLoopback), "{url}");
        }
    }

    #[test]
    fn every_error_has_its_sentence() {
        for info in RobotError::ERRORS {
            assert!(
                citizen_domain::message::knows(&format!("error.{}", info.code)),
                "{}",
                info.code
            );
        }
    }
}
