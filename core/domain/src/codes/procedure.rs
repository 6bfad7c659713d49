use super::{CodeError, grammar};
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A procedure code (mã TTHC): `1.004269`, or with the agency that offers it, `1.014466.H12`,
/// `2.000815.000.00.00.H09`. Compared by its national part alone.
#[derive(Debug, Clone)]
pub struct ProcedureCode {
    /// As it came.
    pub raw: String,
    /// Key of the national procedure database, for example `1.004269`.
    pub nat: String,
    /// Agency part, where there is one.
    pub agency: Option<String>,
}

impl ProcedureCode {
    /// Reads a code.
    ///
    /// # Errors
    /// Too long, or not built like a procedure code (sector, component and result codes are none).
    pub fn parse(raw: &str) -> Result<Self, CodeError> {
        let normalized = grammar::normalize(raw)?;
        if normalized.len() > 64 {
            return Err(CodeError::TooLong);
        }
        let groups: Vec<&str> = normalized.split('.').collect();
        let [kind, key, agency @ ..] = groups.as_slice() else {
            return Err(CodeError::NotProcedure);
        };
        let national = matches!(kind.as_bytes(), [b'1'..=b'9']) && grammar::digits(key, 6, 6);
        if !national || !is_agency(agency) {
            return Err(CodeError::NotProcedure);
        }
        Ok(Self {
            raw: raw.to_owned(),
            nat: format!("{kind}.{key}"),
            agency: (!agency.is_empty()).then(|| agency.join(".")),
        })
    }
}

/// `(3.2.2.)? LVL1 (.2-3 digits)*`, or nothing.
fn is_agency(groups: &[&str]) -> bool {
    let tail = match groups {
        [] => return true,
        [v, z, y, rest @ ..]
            if grammar::digits(v, 3, 3) && grammar::digits(z, 2, 2) && grammar::digits(y, 2, 2) =>
        {
            rest
        }
        all => all,
    };
    match tail {
        [first, rest @ ..] => grammar::level1(first) && rest.iter().all(|g| grammar::digits(g, 2, 3)),
        [] => false,
    }
}

impl PartialEq for ProcedureCode {
    fn eq(&self, other: &Self) -> bool {
        self.nat == other.nat
    }
}

impl Eq for ProcedureCode {}

impl PartialOrd for ProcedureCode {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ProcedureCode {
    fn cmp(&self, other: &Self) -> Ordering {
        self.nat.cmp(&other.nat)
    }
}

impl Hash for ProcedureCode {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.nat.hash(state);
    }
}
