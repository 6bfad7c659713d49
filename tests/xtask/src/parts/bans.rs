//! Crates and licences that are not allowed, over everything in the lock file; private keys, over everything in the repository.

use crate::command::{cargo, output};
use crate::spdx;
use crate::tally::{PartResult, Report};
use cargo_metadata::Metadata;

/// A second cryptographic library, or one that needs a C tool chain of its own, never enters.
const BANNED: &[&str] = &[
    "openssl",
    "openssl-sys",
    "openssl-src",
    "native-tls",
    "aws-lc-rs",
    "aws-lc-sys",
    "aws-lc-fips-sys",
];

/// Two of these in one program would link twice.
const ONCE: &[&str] = &["libsqlite3-sys", "ring"];

struct Locked {
    name: String,
    version: String,
    licence: Option<String>,
}

/// Checks the lock file of the workspace, and that no private key lies about.
pub(crate) fn run() -> PartResult {
    let mut report = locked()?;
    report += super::private_keys::run()?;
    Ok(report)
}

fn locked() -> PartResult {
    let json = output(cargo(&["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Metadata = serde_json::from_str(&json).map_err(|e| format!("cargo metadata: {e}"))?;
    let packages: Vec<Locked> = metadata
        .packages
        .into_iter()
        .map(|p| Locked {
            name: p.name.to_string(),
            version: p.version.to_string(),
            licence: p.license,
        })
        .collect();
    Ok(Report::of_faults(faults(&packages)))
}

fn faults(packages: &[Locked]) -> Vec<String> {
    let mut found = Vec::new();
    for package in packages {
        let Locked {
            name,
            version,
            licence,
        } = package;
        if BANNED.contains(&name.as_str()) {
            found.push(format!(
                "{name} {version} is banned: ring is the only cryptographic library"
            ));
        }
        match licence {
            None => found.push(format!("{name} {version} names no licence")),
            Some(l) if !spdx::allowed(l) => found.push(format!("{name} {version} has the licence {l}")),
            Some(_) => {}
        }
    }
    for name in ONCE {
        let versions: Vec<&str> = packages
            .iter()
            .filter(|p| p.name == *name)
            .map(|p| p.version.as_str())
            .collect();
        if versions.len() != 1 {
            found.push(format!("there must be exactly one {name}, found {versions:?}"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locked(names: &[(&str, Option<&str>)]) -> Vec<Locked> {
        let all = [
            ("libsqlite3-sys", Some("MIT")),
            ("ring", Some("Apache-2.0 AND ISC")),
        ];
        all.iter()
            .chain(names)
            .map(|(name, licence)| Locked {
                name: (*name).to_owned(),
                version: "1.0.0".to_owned(),
                licence: licence.map(str::to_owned),
            })
            .collect()
    }

    #[test]
    fn a_clean_lock_file_passes() {
        assert_eq!(
            faults(&locked(&[("openssl-probe", Some("MIT"))])),
            Vec::<String>::new()
        );
    }

    #[test]
    fn each_fault_is_named() {
        for (name, licence) in [
            ("openssl-sys", Some("MIT")),
            ("aws-lc-rs", Some("ISC")),
            ("native-tls", Some("MIT")),
            ("viral", Some("GPL-3.0-only")),
            ("unnamed", None),
            ("libsqlite3-sys", Some("MIT")),
        ] {
            let found = faults(&locked(&[(name, licence)]));
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].contains(name));
        }
        assert_eq!(faults(&[]).len(), ONCE.len());
    }
}
