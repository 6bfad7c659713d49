//! Verdicts on ID tokens that were verified before: the signature is not checked again, everything that time and place may
//! change is.

use crate::id_token::{Checked, read_id_token};
use crate::{IdTokenRules, IdentityError, Person};
use citizen_domain::Secret;
use citizen_proof::KeySet;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// Most verdicts that are remembered.
const MOST: usize = 4;

/// Remembers the last few verdicts. Only good tokens are remembered, each with the key that signed it: when that key is no
/// longer in the set, the token is verified anew, and refused.
#[derive(Default)]
pub struct IdTokenMemory {
    seen: Mutex<VecDeque<Remembered>>,
}

struct Remembered {
    token: Secret<String>,
    access: Secret<String>,
    checked: Checked,
}

impl IdTokenMemory {
    /// As [`crate::verify_id_token`], quickly for a token that was good before. Issuer, audience, times, nonce and subject
    /// are looked at each time.
    ///
    /// # Errors
    /// As [`crate::verify_id_token`].
    pub fn verify(
        &self,
        token: &str,
        keys: &KeySet,
        rules: &IdTokenRules<'_>,
    ) -> Result<(Person, String), IdentityError> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let known = seen.iter().find(|r| {
            // Whole and equal: a token that differs in one character is another one.
            r.token.reveal() == token
                && r.access.reveal() == rules.access_token
                && rules.algs.contains(&r.checked.alg)
                && keys.get(&r.checked.key.kid) == Some(r.checked.key.as_ref())
        });
        if let Some(known) = known {
            known.checked.check(rules)?;
            return Ok((known.checked.person.clone(), known.checked.subject.clone()));
        }
        let checked = read_id_token(token, keys, rules)?;
        let verdict = (checked.person.clone(), checked.subject.clone());
        seen.truncate(MOST - 1);
        seen.push_front(Remembered {
            token: Secret::new(token.to_owned()),
            access: Secret::new(rules.access_token.to_owned()),
            checked,
        });
        Ok(verdict)
    }
}

impl std::fmt::Debug for IdTokenMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdTokenMemory(…)")
    }
}

/// A copy of whoever holds it starts without memories.
impl Clone for IdTokenMemory {
    fn clone(&self) -> Self {
        Self::default()
    }
}
