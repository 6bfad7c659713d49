use crate::VerifiedPack;
use citizen_domain::pack::PackFile;
use citizen_proof::sha256_hex;
use std::collections::BTreeMap;

/// Section texts that are at hand already, by their hash, so that they need not be fetched again. Whose they are does not
/// matter: a pack's signed manifest names the hashes that it wants.
#[derive(Clone, Default)]
pub struct Spare(BTreeMap<String, String>);

impl Spare {
    /// The sections of a pack file that nobody has verified. What is no pack file holds none.
    pub fn of_file(bytes: &[u8]) -> Self {
        if bytes.len() > crate::MAX_BYTES {
            return Self::default();
        }
        let file: Option<PackFile> = serde_json::from_slice(bytes).ok();
        let texts = file.map(|file| file.sections).unwrap_or_default();
        Self(
            texts
                .into_values()
                .map(|text| (sha256_hex(text.as_bytes()), text))
                .collect(),
        )
    }

    /// The sections of a pack in use.
    pub fn of_pack(pack: &VerifiedPack) -> Self {
        let text = |name: &String| pack.file.sections.get(name).cloned();
        let sections = pack.manifest.sections.iter();
        Self(
            sections
                .filter_map(|s| Some((s.sha256.clone(), text(&s.name)?)))
                .collect(),
        )
    }

    /// Their hashes, lower-case hex.
    pub fn hashes(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(crate) fn get(&self, sha256: &str) -> Option<&String> {
        self.0.get(sha256)
    }
}

impl std::fmt::Debug for Spare {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Spare").field("sections", &self.0.len()).finish()
    }
}
