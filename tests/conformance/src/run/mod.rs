//! The story told in Rust: every step goes through the same door as on the phones.

mod calls;
mod look;
pub mod ports;

pub use calls::Phone;

use crate::world::World;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A step of the story.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What is told here.
    #[serde(default)]
    pub tells: String,
    /// `object.method`.
    pub call: String,
    /// Arguments by name.
    #[serde(default)]
    pub with: Map<String, Value>,
    /// Values by path.
    #[serde(default)]
    pub gives: BTreeMap<String, Value>,
    /// Name → path.
    #[serde(default)]
    pub save: BTreeMap<String, String>,
    /// The error instead.
    #[serde(default)]
    pub fails: Option<Failure>,
}

/// An error as the story expects it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failure {
    /// Variant of the room's error.
    pub variant: String,
    /// Stable code.
    pub code: String,
}

/// The story.
///
/// # Panics
/// When it cannot be read.
pub fn story() -> Vec<Step> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenario.json");
    let text = std::fs::read_to_string(file).expect("the story is beside the crate");
    serde_json::from_str(&text).expect("the story is as the README says")
}

/// Tells the story and gives what was not as it says, a line each.
pub fn tell(story: &[Step]) -> Vec<String> {
    let mut teller = Teller {
        world: World::new(),
        phone: Phone::default(),
        saved: BTreeMap::new(),
        told: 0,
    };
    let mut wrong = Vec::new();
    for (n, step) in story.iter().enumerate() {
        for what in teller.step(step) {
            wrong.push(format!("step {n}, {}: {what}", step.call));
        }
    }
    wrong
}

struct Teller {
    world: World,
    phone: Phone,
    saved: BTreeMap<String, Value>,
    /// How many steps were told.
    told: u64,
}

impl Teller {
    fn step(&mut self, step: &Step) -> Vec<String> {
        self.told += 1;
        let with = match self.filled(&Value::Object(step.with.clone())) {
            Value::Object(with) => with,
            _ => Map::new(),
        };
        let got = match step.call.strip_prefix("world.") {
            Some(what) => Ok(self.world_does(what, with)),
            None if step.call == "watch.newest" => self.newest(step, &with),
            None if step.call == "story.told" => Ok(serde_json::json!({ "steps": self.told })),
            None => self.phone.call(&step.call, &with),
        };
        if std::env::var_os("TELL").is_some() {
            println!("{} → {got:?}", step.call);
        }
        self.judge(step, got)
    }

    fn judge(&mut self, step: &Step, got: Result<Value, Failure>) -> Vec<String> {
        match (got, &step.fails) {
            (Ok(value), None) => {
                for (name, path) in &step.save {
                    if let Some(found) = look::at(&value, path) {
                        self.saved.insert(name.clone(), found);
                    }
                }
                self.differences(step, &value)
            }
            (Err(failure), Some(expected)) if failure == *expected => Vec::new(),
            (Err(failure), expected) => vec![format!("failed with {failure:?}, expected {expected:?}")],
            (Ok(value), Some(expected)) => vec![format!("gave {value}, expected {expected:?}")],
        }
    }

    fn differences(&self, step: &Step, value: &Value) -> Vec<String> {
        step.gives
            .iter()
            .filter_map(|(path, expected)| {
                let expected = self.filled(expected);
                let found = look::at(value, path).unwrap_or(Value::Null);
                (!look::same(&expected, &found)).then(|| format!("{path} is {found}, expected {expected}"))
            })
            .collect()
    }

    fn world_does(&mut self, what: &str, mut with: Map<String, Value>) -> Value {
        with.insert("do".to_owned(), Value::String(what.to_owned()));
        self.world.answer(&Value::Object(with))
    }

    /// Waits until what is watched is as the step says, or long enough to say what it is instead.
    fn newest(&self, step: &Step, with: &Map<String, Value>) -> Result<Value, Failure> {
        let name = with.get("name").and_then(Value::as_str).unwrap_or_default();
        Ok(self
            .phone
            .newest(name, &|seen| self.differences(step, seen).is_empty()))
    }

    /// With `$name` replaced by what was saved.
    fn filled(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => match text.strip_prefix('$') {
                Some(name) => match name.split_once('/') {
                    Some((name, rest)) => {
                        let folder = self.saved.get(name).and_then(Value::as_str).unwrap_or_default();
                        Value::String(PathBuf::from(folder).join(rest).to_string_lossy().into_owned())
                    }
                    None => self.saved.get(name).cloned().unwrap_or_else(|| value.clone()),
                },
                None => value.clone(),
            },
            Value::Array(list) => list.iter().map(|one| self.filled(one)).collect(),
            Value::Object(map) => Value::Object(
                map.iter()
                    .map(|(name, one)| (name.clone(), self.filled(one)))
                    .collect(),
            ),
            other => other.clone(),
        }
    }
}
