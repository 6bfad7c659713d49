//! Where a profile's files are: `HOME/profiles/NAME`.

use crate::ClientError;
use std::path::{Path, PathBuf};

/// The folder of one profile.
#[derive(Debug, Clone)]
pub struct ProfileDir(PathBuf);

impl ProfileDir {
    /// The folder of `profile` under `home`; nothing is made yet. A relative `home` is meant from the present working folder,
    /// once and for all.
    ///
    /// # Errors
    /// [`ClientError::BadProfile`] unless the name has 1 to 32 of `a-z 0-9 -`.
    pub fn new(home: &Path, profile: &str) -> Result<Self, ClientError> {
        let fine = (1..=32).contains(&profile.len())
            && profile
                .bytes()
                .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if fine {
            let home = std::path::absolute(home).unwrap_or_else(|_| home.to_path_buf());
            Ok(Self(home.join("profiles").join(profile)))
        } else {
            Err(ClientError::BadProfile)
        }
    }

    /// The profile's name.
    pub fn name(&self) -> String {
        self.0
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    }

    /// The profile's folder itself.
    pub fn root(&self) -> &Path {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_name_cannot_leave_the_home_folder() {
        for bad in ["", ".", "..", "a/b", "A", "../x", "ông", &"a".repeat(33)] {
            assert!(ProfileDir::new(Path::new("/h"), bad).is_err(), "{bad}");
        }
        let dir = ProfileDir::new(Path::new("/h"), "default").unwrap();
        assert!(dir.root().ends_with("profiles/default"));
        let relative = ProfileDir::new(Path::new("h"), "default").unwrap();
        assert!(relative.root().is_absolute() && relative.root().ends_with("h/profiles/default"));
    }
}
