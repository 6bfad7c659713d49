use super::error::OAuthError;
use std::collections::BTreeMap;

/// Request parameters, each at most once (RFC 6749 §3.1 and §3.2). An empty value counts as absent.
pub(super) struct Params(BTreeMap<String, String>);

impl Params {
    /// Longest value that is taken.
    pub(super) const LONGEST: usize = 2048;

    /// Reads `application/x-www-form-urlencoded`.
    pub(super) fn parse(text: &[u8]) -> Result<Self, OAuthError> {
        let mut all = BTreeMap::new();
        for (name, value) in url::form_urlencoded::parse(text) {
            if value.is_empty() {
                continue;
            }
            if value.len() > Self::LONGEST {
                return Err(OAuthError::invalid_request("a parameter is too long"));
            }
            if all.insert(name.into_owned(), value.into_owned()).is_some() {
                return Err(OAuthError::invalid_request("a parameter is repeated"));
            }
        }
        Ok(Self(all))
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(super) fn need(&self, name: &'static str) -> Result<&str, OAuthError> {
        self.get(name).ok_or(OAuthError::new("invalid_request", name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_parameters_are_refused_and_empty_ones_absent() {
        assert!(Params::parse(b"state=a&state=b").is_err());
        let params = Params::parse(b"state=&nonce=x%20y").unwrap();
        assert_eq!((params.get("state"), params.get("nonce")), (None, Some("x y")));
        assert!(Params::parse(format!("a={}", "x".repeat(3000)).as_bytes()).is_err());
    }
}
