//! The world around the phone, a process of its own: a JSON object a line, each way.

use citizen_ffi::Citizen;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

pub(crate) struct World {
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    about: Value,
    /// Ends by itself when its input does.
    _program: Child,
}

impl World {
    pub(crate) fn start(program: &str) -> Self {
        let mut program = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the world begins");
        let mut world = Self {
            to: program.stdin.take().unwrap(),
            from: BufReader::new(program.stdout.take().unwrap()),
            about: Value::Null,
            _program: program,
        };
        world.line();
        world.about = world.ask(&json!({ "do": "about" }));
        world
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.from.read_line(&mut line).unwrap();
        line
    }

    fn ask(&mut self, request: &Value) -> Value {
        writeln!(self.to, "{request}").unwrap();
        let answer: Value = serde_json::from_str(&self.line()).expect("an answer");
        assert!(answer.get("error").is_none(), "{answer}");
        answer
    }

    pub(crate) fn text(&self, name: &str) -> String {
        self.about[name].as_str().unwrap().to_owned()
    }

    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        texts(&self.about[name])
    }

    pub(crate) fn browse(&mut self, url: &str) -> String {
        let back = self.ask(&json!({ "do": "browse", "url": url, "sub": "demo-thu" }));
        back["url"].as_str().unwrap().to_owned()
    }

    pub(crate) fn many(&mut self, count: u32) -> Vec<String> {
        texts(&self.ask(&json!({ "do": "many", "sub": "demo-thu", "count": count }))["codes"])
    }

    pub(crate) fn frame(&mut self) -> Frame {
        let made = self.ask(&json!({ "do": "frame", "text": "H29.12-261126-0101" }));
        let number = |name: &str| u32::try_from(made[name].as_u64().unwrap()).unwrap();
        Frame {
            width: number("width"),
            height: number("height"),
            stride: number("stride"),
            luma: std::fs::read(made["path"].as_str().unwrap()).unwrap(),
        }
    }
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().unwrap().iter();
    list.map(|one| one.as_str().unwrap().to_owned()).collect()
}

/// A camera's grey picture.
pub(crate) struct Frame {
    width: u32,
    height: u32,
    stride: u32,
    luma: Vec<u8>,
}

impl Frame {
    /// The same without a code: every shade from side to side.
    pub(crate) fn emptied(&self) -> Self {
        let shade = |at: usize| u8::try_from(at % self.stride as usize / 4 % 256).unwrap();
        Self {
            luma: (0..self.luma.len()).map(shade).collect(),
            ..*self
        }
    }

    /// How many codes the core finds.
    pub(crate) fn read(&self, citizen: &Citizen) -> usize {
        let seen = citizen
            .scanner()
            .frame(self.width, self.height, self.stride, &self.luma);
        seen.unwrap().found.len()
    }
}
