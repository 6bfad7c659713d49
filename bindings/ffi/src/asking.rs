//! Giving up a question to the province. What runs in the core runs on when its caller is cancelled, in either language: what is written
//! must be written to its end. A question that nobody waits for any more takes a call of its own.

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
    /// For one question. What is asked with it after it was given up is not asked at all.
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
    /// Starts it and waits, until it is given up.
    pub(crate) async fn wait<T>(
        &self,
        start: impl FnOnce() -> Result<Task<T>, ClientError>,
    ) -> Result<T, ClientError> {
        let answer = self.begin(start)?.await;
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        match answer {
            // What was cut off has no other end.
            Err(ClientError::Runtime) if asked.given_up => Err(ClientError::GivenUp),
            answer => answer,
        }
    }

    fn begin<T>(&self, start: impl FnOnce() -> Result<Task<T>, ClientError>) -> Result<Task<T>, ClientError> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.given_up {
            return Err(ClientError::GivenUp);
        }
        let task = start()?;
        asked.under_way.push(task.stop());
        Ok(task)
    }
}
