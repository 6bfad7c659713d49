//! The world as a shell in another language meets it: the program `citizen-world`, one JSON object a line each way.

use citizen_ffi::{KeyStorePort, PortFailure};
use serde_json::{Value, json};
use std::io::{BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

/// A world in a process of its own; it ends when this goes.
pub struct Far {
    lines: Mutex<Option<(ChildStdin, BufReader<ChildStdout>)>>,
    child: Mutex<Child>,
}

impl Far {
    /// Starts `program`.
    ///
    /// # Panics
    /// When it does not start.
    pub fn open(program: &Path) -> Arc<Self> {
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the world starts");
        let to = child.stdin.take().expect("it listens");
        let mut from = BufReader::new(child.stdout.take().expect("it speaks"));
        assert_eq!(line(&mut from)["ready"], true);
        Arc::new(Self {
            lines: Mutex::new(Some((to, from))),
            child: Mutex::new(child),
        })
    }

    /// Has it do one thing.
    ///
    /// # Panics
    /// When it does not answer.
    pub fn ask(&self, request: &Value) -> Value {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let (to, from) = lines.as_mut().expect("the world is open");
        writeln!(to, "{request}").expect("it listens");
        line(from)
    }
}

impl Drop for Far {
    fn drop(&mut self) {
        // At the end of its input it ends.
        drop(self.lines.lock().unwrap_or_else(PoisonError::into_inner).take());
        let _ = self.child.lock().unwrap_or_else(PoisonError::into_inner).wait();
    }
}

fn line(from: &mut impl std::io::BufRead) -> Value {
    let mut line = String::new();
    from.read_line(&mut line).expect("it speaks");
    serde_json::from_str(&line).expect("one JSON object a line")
}

/// Keys that the world holds, so that a key costs the same in every language.
pub(super) struct FarKeys(pub(super) Arc<Far>);

impl FarKeys {
    fn ask(&self, op: &str, name: &str, mut given: Value) -> Result<Value, PortFailure> {
        given["do"] = "keys".into();
        given["op"] = op.into();
        given["name"] = name.into();
        let answer = self.0.ask(&given);
        match answer["failed"].as_str() {
            None => Ok(answer),
            Some("not_found") => Err(PortFailure::NotFound),
            Some("damaged") => Err(PortFailure::Damaged),
            Some(_) => Err(PortFailure::Refused),
        }
    }

    fn bytes(&self, op: &str, name: &str, given: Value) -> Result<Vec<u8>, PortFailure> {
        let answer = self.ask(op, name, given)?;
        Ok(crate::keys::bytes(
            answer["bytes"].as_str().ok_or(PortFailure::Unexpected)?,
        ))
    }
}

fn hex(bytes: &[u8]) -> String {
    crate::keys::hex(bytes)
}

impl KeyStorePort for FarKeys {
    fn kind(&self) -> Result<String, PortFailure> {
        Ok("memory".to_owned())
    }
    fn seal(&self, name: String, associated: Vec<u8>, plain: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        let given = json!({ "associated": hex(&associated), "plain": hex(&plain) });
        self.bytes("seal", &name, given)
    }
    fn open(&self, name: String, associated: Vec<u8>, sealed: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        let given = json!({ "associated": hex(&associated), "sealed": hex(&sealed) });
        self.bytes("open", &name, given)
    }
    fn sign(&self, name: String, message: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        self.bytes("sign", &name, json!({ "message": hex(&message) }))
    }
    fn public_key(&self, name: String) -> Result<Vec<u8>, PortFailure> {
        self.bytes("public_key", &name, json!({}))
    }
    fn agree(&self, name: String, peer: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        self.bytes("agree", &name, json!({ "peer": hex(&peer) }))
    }
    fn counter(&self, name: String) -> Result<u64, PortFailure> {
        Ok(self.ask("counter", &name, json!({}))?["value"]
            .as_u64()
            .unwrap_or_default())
    }
    fn raise_counter(&self, name: String, value: u64) -> Result<(), PortFailure> {
        self.ask("raise_counter", &name, json!({ "value": value }))
            .map(drop)
    }
    fn destroy(&self, name: String) -> Result<(), PortFailure> {
        self.ask("destroy", &name, json!({})).map(drop)
    }
}
