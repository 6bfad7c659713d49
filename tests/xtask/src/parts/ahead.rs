//! What later parts fetch from elsewhere, and the fuzz targets, made ready while the earlier parts run.

use super::{android, clients, fuzz, interop, ios, providers, tus_servers};
use std::thread::JoinHandle;

/// Begins in a thread of its own. What goes wrong there goes wrong once more in the part that needs it, and is told by that.
pub(crate) fn begin(all: bool) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let _ = ios::fetch();
        let _ = interop::fetch();
        if all {
            for fetch in [clients::fetch, providers::fetch, tus_servers::fetch] {
                let _ = fetch();
            }
        }
        let _ = android::fetch();
        if all {
            let _ = fuzz::build_ahead();
        }
    })
}
