//! Makes signed packs from the sources in `core/pack/data`. See `core/pack/README.md`.

mod args;
mod keys;
mod procedures;
mod source;

use args::Args;
use citizen_domain::Timestamp;
use citizen_domain::keys::KeyUse;
use citizen_domain::time::iso_date;
use citizen_pack::{Edition, Trust, build, verify, voucher};
use citizen_proof::{Signer, SigningKey};
use std::io::Write;

/// A failure in words, for whoever runs the builder.
type Failure = Box<dyn std::error::Error>;

const DAY: i64 = 24 * 60 * 60 * 1000;

fn main() -> std::process::ExitCode {
    match run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(failure) => {
            // When stderr is closed too, the exit status still says it.
            let _ = writeln!(std::io::stderr().lock(), "pack-builder: {failure}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let Some(args) = Args::read(std::env::args().skip(1))? else {
        return say(args::HELP);
    };
    let from = iso_date::parse(&args.from).ok_or("--from wants a date, YYYY-MM-DD")?;
    let from = Timestamp::start_of(from);
    let to = from.plus_millis(args.days * DAY);
    let root = match (&args.root_key, &args.key) {
        (Some(file), _) => Some(keys::read(file)?),
        // A province that signs for itself: people accept it by its fingerprint, until a root vouches for it.
        (None, Some(_)) => None,
        (None, None) => Some(SigningKey::generate_ed25519()?),
    };
    std::fs::create_dir_all(&args.out)?;
    for province in source::provinces(&args.data, args.province.as_deref())? {
        let key = match &args.key {
            Some(file) => keys::read(file)?,
            None => SigningKey::generate_ed25519()?,
        };
        let public = key.public(&[KeyUse::Pack], Some(from), Some(to));
        let mut keys = vec![public.clone()];
        if let Some(file) = &args.next_key {
            keys.push(keys::read(file)?.public(&[KeyUse::Pack], Some(from), Some(to)));
        }
        let content = source::content(&args.data, &province, keys)?;
        let vouchers = match &root {
            Some(root) => vec![voucher(root, &content.province.id, &public, from, to)?],
            None => Vec::new(),
        };
        let edition = Edition {
            version: args.version,
            issued_at: from,
            valid_from: from,
            expires_at: to,
            vouchers,
        };
        let file = serde_json::to_vec(&build(&content, &edition, &key)?)?;
        // Nothing leaves this program that a phone would refuse.
        let trust = Trust::default().accept(key.thumbprint());
        verify(&file, &trust, None, from)?;
        let path = args.out.join(format!("{}.json", content.province.id));
        std::fs::write(&path, &file)?;
        keys::keep(&args.keep_keys, &content.province.id, &key)?;
        say(&format!(
            "{}: {} bytes, version {}, {} units, {} old units, {} procedures, signed by {}",
            path.display(),
            file.len(),
            args.version,
            content.units.len(),
            content.old_units.len(),
            content.procedures.len(),
            key.thumbprint()
        ))?;
    }
    if let Some(root) = &root {
        keys::keep(&args.keep_keys, "root", root)?;
        if let Some(path) = args.roots_file() {
            let public = root.public(&[KeyUse::Voucher], Some(from), Some(to));
            let set = serde_json::json!({ "keys": [public] });
            std::fs::write(path, serde_json::to_string_pretty(&set)? + "\n")?;
            say(&format!("{}: root {}", path.display(), root.kid()))?;
        }
    }
    Ok(())
}

fn say(line: &str) -> Result<(), Failure> {
    Ok(writeln!(std::io::stdout().lock(), "{line}")?)
}
