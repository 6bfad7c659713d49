//! SQLCipher's side: another program (`tests/bench-sqlcipher`), since one program has one SQLite. It is told what to do in a line and answers
//! in a line with the nanoseconds it took.

use crate::workload::Work;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

pub(crate) struct Program {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Program {
    pub(crate) fn start(program: &Path, dir: &Path) -> Self {
        let mut child = Command::new(program)
            .arg(dir)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            to: child.stdin.take(),
            from: BufReader::new(child.stdout.take().unwrap()),
            child,
        }
    }

    fn ask(&mut self, line: &str) -> String {
        writeln!(self.to.as_mut().unwrap(), "{line}").unwrap();
        let mut answer = String::new();
        self.from.read_line(&mut answer).unwrap();
        answer.trim_end().to_owned()
    }

    /// What it is, for people.
    pub(crate) fn version(&mut self) -> String {
        self.ask("version")
    }

    pub(crate) fn run(&mut self, side: &str, work: Work, round: i64) -> Duration {
        let (_, word) = Work::ALL.into_iter().find(|(w, _)| *w == work).unwrap();
        Duration::from_nanos(self.ask(&format!("{side} {word} {round}")).parse().unwrap())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // The end of its input is the end of it.
        self.to = None;
        let _ = self.child.wait();
    }
}
