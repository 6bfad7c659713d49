//! Giving up a question to the province. Swift's generated code, unlike Kotlin's, lets go of no call whose caller was cancelled, so that
//! it takes a call of its own.

use citizen_client::{ClientError, Stop, Task};
use std::sync::{Arc, Mutex, PoisonError};

/// A question to the province that somebody waits for, on a screen that may be left.
#[derive(uniffi::Object, Default)]
pub struct Asking {
    asked: Mutex<Asked>,
}

#[derive(Default)]
struct Asked {
    given_up: bool,
    under_way: Vec<Stop>,
}

#[uniffi::export]
impl Asking {
    /// For one question; whatever is asked with it once it was given up is given up at once.
    #[uniffi::constructor]
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// Nobody waits any more: it is cut off where it waits for the network, and ends with `client.given_up`. Nothing that is written is
    /// cut. Again, and when it was answered, without effect.
    pub fn give_up(&self) {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.given_up = true;
        for stop in asked.under_way.drain(..) {
            stop.cancel();
        }
    }
}

impl Asking {
    /// Waits for `task`, or until it is given up.
    pub(crate) async fn wait<T>(&self, task: Task<T>) -> Result<T, ClientError> {
        let stop = task.stop();
        {
            let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            if asked.given_up {
                stop.cancel();
            } else {
                asked.under_way.push(stop);
            }
        }
        let answer = task.await;
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        match answer {
            // What was cut off has no other end.
            Err(ClientError::Runtime) if asked.given_up => Err(ClientError::GivenUp),
            answer => answer,
        }
    }
}
