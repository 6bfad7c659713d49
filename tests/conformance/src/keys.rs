//! A device's keys, for shells in languages that bring no P-256: in memory, with real seals and signatures.

use citizen_domain::ports::{KeyName, KeyStore as _, PortError};
use citizen_testkit::MemoryKeyStore;
use serde_json::{Value, json};

/// Does what `request.op` names with the key `request.name`; bytes are lower-case hexadecimal.
///
/// # Errors
/// What the key store refuses, as `{"failed": "refused"}` and the like.
pub fn answer(keys: &MemoryKeyStore, request: &Value) -> Value {
    let text = |name: &str| request.get(name).and_then(Value::as_str).unwrap_or_default();
    let name = KeyName(text("name").to_owned());
    let given = |name: &str| bytes(text(name));
    let done = match text("op") {
        "seal" => keys
            .seal(&name, &given("associated"), &given("plain"))
            .map(|sealed| json!({ "bytes": hex(&sealed) })),
        "open" => keys
            .open(&name, &given("associated"), &given("sealed"))
            .map(|plain| json!({ "bytes": hex(&plain) })),
        "sign" => keys
            .sign(&name, &given("message"))
            .map(|signature| json!({ "bytes": hex(&signature) })),
        "public_key" => keys.public_key(&name).map(|key| json!({ "bytes": hex(&key) })),
        "agree" => given("peer")
            .try_into()
            .map_err(|_| PortError::Damaged("peer"))
            .and_then(|peer| keys.agree(&name, &peer))
            .map(|shared| json!({ "bytes": hex(&shared) })),
        "counter" => keys.counter(&name).map(|value| json!({ "value": value })),
        "raise_counter" => {
            let value = request.get("value").and_then(Value::as_u64).unwrap_or_default();
            keys.raise_counter(&name, value).map(|()| json!({}))
        }
        "destroy" => keys.destroy(&name).map(|()| json!({})),
        other => return json!({ "error": format!("keys do not {other}") }),
    };
    done.unwrap_or_else(|error| json!({ "failed": word(&error) }))
}

fn word(error: &PortError) -> &'static str {
    match error {
        PortError::Refused(_) => "refused",
        PortError::NotFound => "not_found",
        PortError::Damaged(_) => "damaged",
        _ => "unavailable",
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn bytes(hex: &str) -> Vec<u8> {
    hex.as_bytes()
        .chunks(2)
        .filter_map(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_the_same_words_only() {
        let keys = MemoryKeyStore::new();
        let mut request = json!({ "op": "seal", "name": "vault", "associated": "0a", "plain": "00ff" });
        let sealed = answer(&keys, &request)["bytes"].clone();
        request["op"] = json!("open");
        request["sealed"] = sealed;
        assert_eq!(answer(&keys, &request)["bytes"], "00ff");
        request["associated"] = json!("0b");
        assert_eq!(answer(&keys, &request)["failed"], "damaged");
    }
}
