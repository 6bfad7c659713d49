//! Values that must never be printed and are wiped when dropped.

use zeroize::{Zeroize, Zeroizing};

/// A secret (token, look-up secret, key bytes). `Debug` shows nothing; there is no `Display`; memory is wiped
/// on drop. Comparison is left out on purpose: compare hashes or use a constant-time function.
#[derive(Clone)]
pub struct Secret<T: Zeroize>(Zeroizing<T>);

impl<T: Zeroize> Secret<T> {
    /// Takes a value into keeping.
    pub fn new(value: T) -> Self {
        Self(Zeroizing::new(value))
    }

    /// The value, for the one place that must send or store it.
    pub fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> std::fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl From<String> for Secret<String> {
    fn from(value: String) -> Self {
        Self::new(value)
    }
}
