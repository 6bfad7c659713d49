//! The province's pack, with reports without a name allowed: no shipped one allows them, and they go another way. And without
//! the units of other provinces, which cost time at each start and do nothing here.

use citizen_domain::Timestamp;
use citizen_domain::keys::KeyUse;
use citizen_proof::{SigningKey, base64url, sha256_hex};
use serde_json::{Value, json};

/// Days for which phones keep what was accepted.
pub const KEEP_DAYS: u64 = 800;

/// A pack file, signed by a key of its own.
pub(crate) fn with_anonymous_reports() -> Vec<u8> {
    let shipped = include_bytes!("../../../core/pack/assets/79.json");
    let mut file: Value = serde_json::from_slice(shipped).unwrap();
    let claims = file["manifest"].as_str().unwrap().split('.').nth(1).unwrap();
    let mut manifest: Value = serde_json::from_slice(&base64url::decode(claims).unwrap()).unwrap();
    let mut province: Value = serde_json::from_str(file["sections"]["province"].as_str().unwrap()).unwrap();
    province["anonymous_reports"] = true.into();
    province["keep_accepted_days"] = KEEP_DAYS.into();
    let mut units: Value = serde_json::from_str(file["sections"]["units"].as_str().unwrap()).unwrap();
    units
        .as_array_mut()
        .unwrap()
        .retain(|list| list["kind"] == "province" || list["parent"] == "79");
    let changed = [
        ("province", province.to_string()),
        ("units", units.to_string()),
        ("old_units", "[]".to_owned()),
    ];
    for section in manifest["sections"].as_array_mut().unwrap() {
        if let Some((_, text)) = changed.iter().find(|(name, _)| section["name"] == *name) {
            section["sha256"] = sha256_hex(text.as_bytes()).into();
            section["bytes"] = text.len().into();
        }
    }
    let key = SigningKey::generate_ed25519().unwrap();
    let at = |name: &str| Timestamp::parse(manifest[name].as_str().unwrap());
    let public = key.public(&[KeyUse::Pack], at("issued_at"), at("expires_at"));
    manifest["keys"] = json!([public]);
    for (name, text) in changed {
        file["sections"][name] = text.into();
    }
    file["manifest"] = key.sign("province-pack+jws", &manifest).unwrap().into();
    file["vouchers"] = json!([]);
    file.to_string().into_bytes()
}
