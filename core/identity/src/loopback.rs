use crate::IdentityError;
use crate::config::is_loopback;
use url::Url;

/// Most bytes of a request that the terminal program's loopback port should read.
pub const MAX_REQUEST_HEAD: usize = 8 * 1024;

/// Reads the redirect out of an HTTP/1.1 request that reached the loopback port (RFC 8252 §7.3), and answers with
/// the whole address for [`crate::Event::Redirect`].
///
/// `head` is everything up to the empty line (more does no harm). Only a `GET` of the redirect's own path with
/// the redirect's own `Host` counts: other programs and web pages can reach the port too.
///
/// # Errors
/// [`IdentityError::NotRedirect`] for any other request: answer 404 and keep listening.
pub fn parse_redirect_request(head: &[u8], redirect_uri: &Url) -> Result<Url, IdentityError> {
    read(head, redirect_uri).ok_or(IdentityError::NotRedirect)
}

fn read(head: &[u8], redirect_uri: &Url) -> Option<Url> {
    if head.len() > MAX_REQUEST_HEAD || !is_loopback(redirect_uri) {
        return None;
    }
    let end = head.windows(4).position(|w| w == b"\r\n\r\n")?;
    let text = std::str::from_utf8(head.get(..end)?).ok()?;
    let mut lines = text.split("\r\n");
    let mut words = lines.next()?.split(' ');
    let (method, target, version) = (words.next()?, words.next()?, words.next()?);
    if method != "GET" || !version.starts_with("HTTP/1.") || words.next().is_some() {
        return None;
    }
    if !target.starts_with('/') || !target.bytes().all(|b| b.is_ascii_graphic()) || target.contains('#') {
        return None;
    }
    let mut hosts = lines
        .filter_map(|line| line.split_once(':'))
        .filter(|(name, _)| name.eq_ignore_ascii_case("host"));
    let (host, more) = (hosts.next()?.1.trim(), hosts.next());
    let own_host = match redirect_uri.port() {
        Some(port) => format!("{}:{port}", redirect_uri.host_str()?),
        None => redirect_uri.host_str()?.to_owned(),
    };
    let (path, query) = target.split_once('?')?;
    if more.is_some() || !host.eq_ignore_ascii_case(&own_host) || path != redirect_uri.path() {
        return None;
    }
    let mut url = redirect_uri.clone();
    url.set_query(Some(query));
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn own() -> Url {
        Url::parse("http://127.0.0.1:4711/callback").unwrap()
    }

    #[test]
    fn only_the_own_redirect_is_taken() {
        let get = |line: &str, host: &str| {
            let head = format!("{line}\r\nHost: {host}\r\nAccept: */*\r\n\r\n");
            parse_redirect_request(head.as_bytes(), &own()).map(String::from)
        };
        let ours = "127.0.0.1:4711";
        assert_eq!(
            get("GET /callback?code=a&state=b HTTP/1.1", ours),
            Ok("http://127.0.0.1:4711/callback?code=a&state=b".to_owned())
        );
        for (line, host) in [
            ("GET /favicon.ico HTTP/1.1", ours),
            ("GET /callback HTTP/1.1", ours),
            ("POST /callback?code=a HTTP/1.1", ours),
            ("GET /callback?code=a HTTP/2", ours),
            ("GET /callback?code=a", ours),
            ("GET /callback?code=a b HTTP/1.1", ours),
            ("GET http://127.0.0.1:4711/callback?code=a HTTP/1.1", ours),
            ("GET //evil.example/callback?code=a HTTP/1.1", ours),
            ("GET /callback?code=a HTTP/1.1", "evil.example"),
            ("GET /callback?code=a HTTP/1.1", "127.0.0.1"),
            (
                "GET /callback?code=a HTTP/1.1",
                "127.0.0.1:4711\r\nHost: 127.0.0.1:4711",
            ),
        ] {
            assert_eq!(
                get(line, host),
                Err(IdentityError::NotRedirect),
                "{line} | {host}"
            );
        }
    }

    proptest! {
        #[test]
        fn never_panics(head in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = parse_redirect_request(&head, &own());
        }

        #[test]
        fn never_leaves_the_own_address(target in "[!-~]{0,80}") {
            let head = format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:4711\r\n\r\n");
            if let Ok(url) = parse_redirect_request(head.as_bytes(), &own()) {
                prop_assert!(url.as_str().starts_with("http://127.0.0.1:4711/callback?"));
            }
        }
    }
}
