use crate::Failure;
use std::path::{Path, PathBuf};

/// Shown by `--help`.
pub(crate) const HELP: &str = "\
pack-builder [--province ID] [--data DIR] [--out DIR] [--version N] [--from YYYY-MM-DD] [--days N]
             [--key FILE] [--next-key FILE] [--root-key FILE] [--roots FILE] [--keep-keys DIR]

Makes signed province packs from their sources (core/pack/data) into core/pack/assets.

  --key FILE        sign with this key: PKCS #8, PEM or DER, Ed25519 or P-256
  --next-key FILE   also name this key, so that it may sign the next pack (rotation)
  --root-key FILE   let this root key vouch for the signing key
  --roots FILE      write the root's public half here
  --keep-keys DIR   keep fresh private keys here; without it they are forgotten

Without --key and --root-key a fresh root and a fresh key a province are made, and the root's public half goes to
core/pack/roots.json. With --key alone nobody vouches: people accept the pack by the fingerprint printed here.";

pub(crate) struct Args {
    pub(crate) province: Option<String>,
    pub(crate) data: PathBuf,
    pub(crate) out: PathBuf,
    pub(crate) version: u64,
    pub(crate) from: String,
    pub(crate) days: i64,
    pub(crate) key: Option<PathBuf>,
    pub(crate) next_key: Option<PathBuf>,
    pub(crate) root_key: Option<PathBuf>,
    pub(crate) keep_keys: Option<PathBuf>,
    roots: Option<PathBuf>,
    default_roots: PathBuf,
}

impl Args {
    /// `None` when help was asked for.
    pub(crate) fn read(mut given: impl Iterator<Item = String>) -> Result<Option<Self>, Failure> {
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut args = Self {
            province: None,
            data: home.join("data"),
            out: home.join("assets"),
            version: 1,
            // Fixed, so that the same sources and key give the same bytes.
            from: "2026-01-01".into(),
            days: 3653,
            key: None,
            next_key: None,
            root_key: None,
            keep_keys: None,
            roots: None,
            default_roots: home.join("roots.json"),
        };
        while let Some(flag) = given.next() {
            if flag == "--help" || flag == "-h" {
                return Ok(None);
            }
            let value = given.next().ok_or_else(|| format!("{flag} wants a value"))?;
            match flag.as_str() {
                "--province" => args.province = Some(value),
                "--data" => args.data = value.into(),
                "--out" => args.out = value.into(),
                "--version" => args.version = value.parse()?,
                "--from" => args.from = value,
                "--days" => args.days = value.parse::<u32>()?.into(),
                "--key" => args.key = Some(value.into()),
                "--next-key" => args.next_key = Some(value.into()),
                "--root-key" => args.root_key = Some(value.into()),
                "--roots" => args.roots = Some(value.into()),
                "--keep-keys" => args.keep_keys = Some(value.into()),
                _ => return Err(format!("unknown option {flag}; --help lists them").into()),
            }
        }
        if args.key.is_some() && args.province.is_none() {
            return Err("--key signs for one province: name it with --province".into());
        }
        Ok(Some(args))
    }

    /// Where the root's public half goes, if anywhere.
    pub(crate) fn roots_file(&self) -> Option<&Path> {
        let fresh = self.root_key.is_none() && self.key.is_none();
        self.roots
            .as_deref()
            .or(fresh.then_some(self.default_roots.as_path()))
    }
}
