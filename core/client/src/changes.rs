//! Telling whoever watches that something was written.

use std::sync::{Condvar, Mutex, PoisonError};

/// Rises with every transaction that was committed by this process. Another process's commits are not counted: a shell that comes
/// back to the foreground looks anew anyway.
#[derive(Debug, Default)]
pub struct Changes {
    count: Mutex<u64>,
    risen: Condvar,
}

impl Changes {
    /// Where the count stands.
    pub fn count(&self) -> u64 {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts one more, and wakes whoever waits.
    pub fn rise(&self) {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        *count = count.wrapping_add(1);
        self.risen.notify_all();
    }

    /// Waits on the caller's own thread until the count is another than `seen`.
    pub fn wait(&self, seen: u64) -> u64 {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        while *count == seen {
            count = self.risen.wait(count).unwrap_or_else(PoisonError::into_inner);
        }
        *count
    }
}

#[cfg(test)]
mod tests {
    use super::Changes;

    #[test]
    fn whoever_waits_is_woken_by_the_next_change_and_not_before() {
        let changes = std::sync::Arc::new(Changes::default());
        let seen = changes.count();
        let waiting = std::thread::spawn({
            let changes = std::sync::Arc::clone(&changes);
            move || changes.wait(seen)
        });
        assert!(!waiting.is_finished(), "nothing changed");
        changes.rise();
        assert_eq!(waiting.join().unwrap(), seen + 1);
        // What rose before anybody waited is not missed.
        assert_eq!(changes.wait(seen), seen + 1);
    }
}
