use jsonschema::Validator;
use serde_json::{Value, json};

/// `openapi.yaml`, able to judge replies.
pub(crate) struct Contract(Value);

impl Contract {
    /// Reads the file. Objects are closed, so that a member nobody described is noticed too.
    pub(crate) fn load() -> Self {
        let mut whole: Value = serde_norway::from_str(citizen_contract::OPENAPI).unwrap();
        close(&mut whole["components"]["schemas"]);
        Self(whole)
    }

    /// Every described (method, path).
    pub(crate) fn operations(&self) -> Vec<(String, String)> {
        let methods = ["get", "put", "post", "patch", "delete"];
        let paths = self.0["paths"].as_object().unwrap();
        paths
            .iter()
            .flat_map(|(path, item)| {
                let item = item.as_object().unwrap();
                methods
                    .iter()
                    .filter(|m| item.contains_key(**m))
                    .map(|m| (m.to_string(), path.clone()))
            })
            .collect()
    }

    /// Whether a reply is one that the contract describes.
    pub(crate) fn check(
        &self,
        method: &str,
        path: &str,
        status: u16,
        media: &str,
        body: &[u8],
    ) -> Result<(), String> {
        let response = &self.0["paths"][path][method]["responses"][status.to_string()];
        let response = self.resolve(response);
        if response.is_null() {
            return Err(format!("{status} is not described"));
        }
        let media = media.split(';').next().unwrap_or_default().trim();
        let Some(content) = response["content"].as_object() else {
            return match body.is_empty() {
                true => Ok(()),
                false => Err("a body where none is described".into()),
            };
        };
        let content = content.get(media).ok_or(format!("{media} is not described"))?;
        if content["schema"].is_null() {
            return Ok(());
        }
        let schema = self.validator(&content["schema"]);
        let parts: Vec<&[u8]> = match media {
            "application/x-ndjson" => body.split(|b| *b == b'\n').filter(|l| !l.is_empty()).collect(),
            _ => vec![body],
        };
        for part in parts {
            let value: Value = serde_json::from_slice(part).map_err(|e| format!("not JSON: {e}"))?;
            if let Some(error) = schema.iter_errors(&value).next() {
                return Err(format!("{error} at {}", error.instance_path()));
            }
        }
        Ok(())
    }

    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str().and_then(|r| r.strip_prefix('#')) {
            Some(pointer) => self.0.pointer(pointer).unwrap(),
            None => value,
        }
    }

    fn validator(&self, schema: &Value) -> Validator {
        let document = json!({"allOf": [schema], "components": self.0["components"]});
        jsonschema::draft202012::new(&document).unwrap()
    }
}

/// Forbids members that no schema names, wherever a schema names members and says nothing about others.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let names = members.get("properties").is_some_and(Value::is_object);
            if names
                && members.get("type") == Some(&"object".into())
                && !members.contains_key("additionalProperties")
            {
                members.insert("additionalProperties".into(), false.into());
            }
            members.values_mut().for_each(close);
        }
        Value::Array(entries) => entries.iter_mut().for_each(close),
        _ => {}
    }
}
