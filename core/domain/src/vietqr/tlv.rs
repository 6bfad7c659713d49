use super::VietQrError;

/// Tag, two digits of length in *bytes*, value: one level.
pub(super) struct Fields<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Fields<'a> {
    /// Reads a level whole. A tag may stand once.
    pub(super) fn parse(mut rest: &'a str) -> Result<Self, VietQrError> {
        let mut fields: Vec<(&str, &str)> = Vec::new();
        while !rest.is_empty() {
            let tag = rest
                .get(..2)
                .filter(|t| is_digits(t))
                .ok_or(VietQrError::Malformed)?;
            let length = rest
                .get(2..4)
                .filter(|t| is_digits(t))
                .ok_or(VietQrError::Malformed)?;
            let end = 4 + length.parse::<usize>().map_err(|_| VietQrError::Malformed)?;
            let value = rest.get(4..end).ok_or(VietQrError::Malformed)?;
            if fields.iter().any(|(t, _)| *t == tag) {
                return Err(VietQrError::Malformed);
            }
            fields.push((tag, value));
            rest = rest.get(end..).ok_or(VietQrError::Malformed)?;
        }
        Ok(Self(fields))
    }

    /// The value of `tag`.
    pub(super) fn get(&self, tag: &str) -> Option<&'a str> {
        self.0.iter().find(|(t, _)| *t == tag).map(|(_, v)| *v)
    }

    /// The value of `tag`, as text of its own; empty values count as absent.
    pub(super) fn text(&self, tag: &str) -> Option<String> {
        self.get(tag).filter(|v| !v.is_empty()).map(str::to_owned)
    }
}

fn is_digits(s: &str) -> bool {
    s.bytes().all(|b| b.is_ascii_digit())
}

/// Adds one field. Values are short by construction; a longer one is refused.
pub(super) fn put(out: &mut String, tag: &str, value: &str, name: &'static str) -> Result<(), VietQrError> {
    if value.len() > 99 {
        return Err(VietQrError::Field(name));
    }
    out.push_str(tag);
    out.push_str(&format!("{:02}", value.len()));
    out.push_str(value);
    Ok(())
}
