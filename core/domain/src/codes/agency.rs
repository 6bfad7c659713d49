use super::{CodeError, grammar};

/// Which rule an agency identifier follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgencyForm {
    /// Left to right, level 1 first: `H09.12` (QĐ 20/2020/QĐ-TTg).
    Current,
    /// Right to left, level 1 last, unused levels filled with zeros: `000.00.00.H49` (QCVN 102:2016).
    Legacy,
    /// `Z01`…`Z99` and up to 32 characters without separator: other organisations.
    Scheme,
    /// A registration number: enterprises, co-operatives, household businesses.
    Registration,
}

/// An agency identifier, at most 35 characters of `0-9 A-Z .`.
///
/// The two forms of one agency are *not* compared: level-2 numbers may have changed between them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgencyId {
    normalized: String,
    form: AgencyForm,
}

impl AgencyId {
    /// Reads an identifier.
    ///
    /// # Errors
    /// Too long, foreign characters, or none of the four forms.
    pub fn parse(raw: &str) -> Result<Self, CodeError> {
        let normalized = grammar::normalize(raw)?;
        if normalized.len() > 35 {
            return Err(CodeError::TooLong);
        }
        if !normalized.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.') {
            return Err(CodeError::BadCharacter);
        }
        let groups: Vec<&str> = normalized.split('.').collect();
        let form = if grammar::legacy_agency(&groups) {
            AgencyForm::Legacy
        } else if grammar::current_agency(&groups) {
            AgencyForm::Current
        } else if is_scheme(&normalized) {
            AgencyForm::Scheme
        } else if grammar::digits(&normalized, 8, 14) {
            AgencyForm::Registration
        } else {
            return Err(CodeError::NotAgency);
        };
        Ok(Self { normalized, form })
    }

    /// The identifier, normalised.
    pub fn as_str(&self) -> &str {
        &self.normalized
    }

    /// Which rule it follows.
    pub const fn form(&self) -> AgencyForm {
        self.form
    }

    /// Level-1 code, for example `H09`, where the form has levels.
    pub fn level1(&self) -> Option<&str> {
        match self.form {
            AgencyForm::Current => self.normalized.split('.').next(),
            AgencyForm::Legacy => self.normalized.split('.').next_back(),
            AgencyForm::Scheme | AgencyForm::Registration => None,
        }
    }
}

fn is_scheme(s: &str) -> bool {
    match s.as_bytes() {
        [b'Z', a, b, rest @ ..] => {
            a.is_ascii_digit()
                && b.is_ascii_digit()
                && (*a, *b) != (b'0', b'0')
                && rest.len() <= 32
                && rest.iter().all(u8::is_ascii_alphanumeric)
        }
        _ => false,
    }
}
