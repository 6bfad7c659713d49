use crate::now;
use citizen_pack::{Trust, VerifiedPack, verify};
use std::sync::OnceLock;

static PACK: &[u8] = include_bytes!("../../../core/pack/assets/52.json");

/// The shipped pack of Gia Lai.
pub(crate) fn held() -> &'static VerifiedPack {
    static HELD: OnceLock<VerifiedPack> = OnceLock::new();
    HELD.get_or_init(|| verify(PACK, &Trust::builtin(), None, now()).unwrap())
}
