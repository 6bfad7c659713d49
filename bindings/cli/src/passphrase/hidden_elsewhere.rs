//! What is typed at a terminal and not shown.

use citizen_domain::Secret;
use std::io::Result;

/// Asks `question` and reads a line.
pub(super) fn ask(question: &str) -> Result<Secret<String>> {
    rpassword::prompt_password(question).map(Secret::new)
}
