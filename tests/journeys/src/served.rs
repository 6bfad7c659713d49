//! `citizen province serve` in a process of its own, as an operator starts it.

use crate::Said;
use crate::phone::arg;
use crate::program::{citizen, citizen_by};
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout};

/// A demonstration province; killed when it is dropped, its data stay.
pub struct Served {
    /// The process.
    pub child: Child,
    /// What it said when it was ready.
    pub ready: Value,
    /// Where phones find it.
    pub base_url: String,
    dir: PathBuf,
    /// Held open, so that it may go on writing.
    _said: BufReader<ChildStdout>,
}

impl Served {
    /// Starts it with its home and its data in `dir`, and `more` arguments.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start(dir: &Path, more: &[&str]) -> Self {
        Self::start_by(&[], dir, more)
    }

    /// As [`Served::start`], where another program puts it: the words of that one.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_by(starter: &[&str], dir: &Path, more: &[&str]) -> Self {
        let mut child = citizen_by(starter, &dir.join("home"))
            .args(["province", "serve", "--demo", "--data"])
            .arg(dir.join("province"))
            .args(more)
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(ready["ready"], true, "{line}");
        Self {
            child,
            base_url: ready["base_url"].as_str().unwrap().to_owned(),
            ready,
            dir: dir.to_owned(),
            _said: said,
        }
    }

    /// A text of its first line.
    ///
    /// # Panics
    /// When there is none of that name.
    pub fn said(&self, name: &str) -> &str {
        self.ready[name].as_str().unwrap()
    }

    /// Its data.
    pub fn data(&self) -> PathBuf {
        self.dir.join("province")
    }

    /// `citizen province …` against its data.
    ///
    /// # Panics
    /// When that is refused.
    pub fn officials(&self, args: &[&str]) -> Value {
        let mut command = citizen(&self.dir.join("home"));
        command
            .arg("province")
            .args(args)
            .args(["--data", &arg(&self.data())]);
        Said::of(&command.output().unwrap()).ok()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
