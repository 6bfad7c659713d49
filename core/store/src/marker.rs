//! Tells one installation from the next on the same device.

use crate::disk::{create_private, write_durably};
use crate::files::port;
use citizen_domain::ports::{PortError, Random};
use std::path::Path;

const NAME: &str = "installation";
const LOCK: &str = "installation.lock";

/// The random name of this installation of `profile`, made at its first start.
///
/// A key ring outlives the program: phones keep its keys when the app is removed. What is sealed there is bound to this
/// name too, and the file goes with the folder, so that nothing of an earlier installation comes back to life.
/// `first_start` runs before the name is durable, and again if it was cut off; it should destroy what the key ring still
/// holds.
///
/// # Errors
/// The file system's and the randomness's own, and what `first_start` answers.
pub fn installation(
    profile: &Path,
    random: &dyn Random,
    first_start: impl FnOnce() -> Result<(), PortError>,
) -> Result<[u8; 32], PortError> {
    if let Some(found) = read(profile)? {
        return Ok(found);
    }
    // Two programs may start for the first time at once. The lock is given back when the file is closed.
    let lock = create_private(&profile.join(LOCK)).map_err(|e| port(&e))?;
    lock.lock().map_err(|e| port(&e))?;
    if let Some(found) = read(profile)? {
        return Ok(found);
    }
    first_start()?;
    let mut made = [0; 32];
    random.fill(&mut made)?;
    write_durably(profile, NAME, &made).map_err(|e| port(&e))?;
    Ok(made)
}

/// A file of another length was never written by this program: it counts as none.
fn read(profile: &Path) -> Result<Option<[u8; 32]>, PortError> {
    match std::fs::read(profile.join(NAME)) {
        Ok(bytes) => Ok(bytes.try_into().ok()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(port(&e)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU8, Ordering};

    #[derive(Default)]
    struct Counting(AtomicU8);

    impl Random for Counting {
        fn fill(&self, buf: &mut [u8]) -> Result<(), PortError> {
            buf.fill(self.0.fetch_add(1, Ordering::Relaxed));
            Ok(())
        }
    }

    #[test]
    fn an_installation_keeps_its_name_and_the_next_gets_another() {
        let (dir, random) = (tempfile::tempdir().unwrap(), Counting::default());
        let never = || -> Result<(), PortError> { panic!("not the first start") };
        let mut starts = 0;
        let first = installation(dir.path(), &random, || {
            starts += 1;
            Ok(())
        });
        assert_eq!(installation(dir.path(), &random, never), first);
        assert_eq!(starts, 1);
        std::fs::remove_file(dir.path().join(NAME)).unwrap();
        let refused = installation(dir.path(), &random, || Err(PortError::NoSpace));
        assert_eq!(refused, Err(PortError::NoSpace));
        assert!(
            !dir.path().join(NAME).exists(),
            "the first start is still to come"
        );
        assert_ne!(installation(dir.path(), &random, || Ok(())), first);
        std::fs::write(dir.path().join(NAME), b"half").unwrap();
        assert!(installation(dir.path(), &random, || Ok(())).is_ok());
        assert!(installation(dir.path(), &random, never).is_ok());
    }
}
