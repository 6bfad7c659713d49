//! What a run of the program came to.

use serde_json::Value;
use std::process::Output;

/// Exit status and output of one run with `--json`.
#[derive(Debug)]
pub struct Said {
    /// Exit status; `None` when it was killed.
    pub code: Option<i32>,
    /// The objects on standard output.
    pub objects: Vec<Value>,
    /// Standard error.
    pub stderr: String,
}

impl Said {
    /// Reads what a finished process wrote.
    ///
    /// # Panics
    /// When a line on standard output is no JSON object, or there is the trace of a panic.
    pub fn of(output: &Output) -> Self {
        let stdout = String::from_utf8(output.stdout.clone()).expect("UTF-8 on standard output");
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!stderr.contains("panicked at"), "a trace: {stderr}");
        let objects = stdout
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line:?}")))
            .inspect(|value: &Value| assert!(value.is_object(), "no object: {value}"))
            .collect();
        Self {
            code: output.status.code(),
            objects,
            stderr,
        }
    }

    /// The only object, from a run that ended with `code`.
    ///
    /// # Panics
    /// Otherwise.
    pub fn ended(self, code: i32) -> Value {
        assert_eq!(self.code, Some(code), "{:#?}", self);
        assert_eq!(self.objects.len(), 1, "exactly one object: {:#?}", self);
        self.objects.into_iter().next().unwrap()
    }

    /// The only object of a run that succeeded.
    ///
    /// # Panics
    /// Otherwise.
    pub fn ok(self) -> Value {
        self.ended(0)
    }

    /// The error's code and category of a run that ended with `exit`; its message must be a sentence.
    ///
    /// # Panics
    /// Otherwise.
    pub fn refused(self, exit: i32) -> String {
        let object = self.ended(exit);
        let error = &object["error"];
        for part in ["code", "category", "message", "spoken"] {
            assert!(
                error[part].as_str().is_some_and(|s| !s.is_empty()),
                "{part} is missing: {object}"
            );
        }
        assert!(
            ["expected", "retryable", "security", "bug"].contains(&error["category"].as_str().unwrap()),
            "{object}"
        );
        error["code"].as_str().unwrap().to_owned()
    }
}

/// Asserts that `object` has every one of `names`.
///
/// # Panics
/// With the first that is missing.
pub fn keys(object: &Value, names: &[&str]) {
    for name in names {
        assert!(object.get(name).is_some(), "{name} is missing: {object:#}");
    }
}
