//! What every command shares: how to speak, where the data is, how errors end.

use crate::args::{Global, KeyStoreArg, LangArg, NetworkArg};
use crate::error::CliError;
use crate::out::{Failure, Out};
use crate::{passphrase, verbose};
use citizen_client::system::{AssumedConnectivity, SystemClock, Unwoken};
use citizen_client::{
    Client, ClientError, Existing, KeyKeeper, Opening, ProfileDir, Shipped, StoreError, write_whole,
};
use citizen_domain::Secret;
use citizen_domain::message::Lang;
use citizen_domain::ports::{KeyStore, NetworkClass};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// One run of the program.
pub(crate) struct App {
    pub(crate) out: Out,
    pub(crate) lang: Lang,
    pub(crate) home: PathBuf,
    pub(crate) profile: String,
    pub(crate) shipped: Shipped,
    /// Who is to keep the keys; must be the one that the profile was made with.
    keeper: Option<KeyKeeper>,
    passphrase: OnceLock<Secret<String>>,
    /// What the person says that the network is.
    network: NetworkClass,
}

impl App {
    pub(crate) fn new(global: &Global) -> Result<Self, Failure> {
        let lang = match global.lang {
            LangArg::Vi => Lang::Vi,
            LangArg::En => Lang::En,
        };
        let home = match &global.home {
            Some(home) => absolute(home),
            None => directories::ProjectDirs::from("", "", "citizen")
                .map(|dirs| dirs.data_dir().to_path_buf())
                .ok_or_else(|| Failure::of(&CliError::NoHome))?,
        };
        let out = Out {
            json: global.json,
            lang,
            quiet: global.quiet,
        };
        if global.verbose > 0 {
            verbose::begin(out);
        }
        Ok(Self {
            out,
            lang,
            home,
            profile: global.profile.clone(),
            shipped: Shipped::new(shipped_packs()),
            keeper: global.key_store.map(|asked| match asked {
                KeyStoreArg::File => KeyKeeper::File,
                KeyStoreArg::Passphrase => KeyKeeper::Passphrase,
                KeyStoreArg::System => KeyKeeper::System,
            }),
            passphrase: match global.passphrase_fd {
                Some(fd) => passphrase::read(fd)?.into(),
                None => OnceLock::new(),
            },
            network: match global.network {
                NetworkArg::Fast => NetworkClass::Fast,
                NetworkArg::Mobile => NetworkClass::Mobile,
                NetworkArg::Slow => NetworkClass::Slow,
            },
        })
    }

    /// The profile, opened. Where none was made yet that is what is said, and none is made: only `init` makes one.
    pub(crate) fn client(&self) -> Result<Client, Failure> {
        match self.is_new()? {
            true => Err(ClientError::NoProvince.into()),
            false => self.client_or_new(),
        }
    }

    /// The profile, opened, and made where there is none yet.
    pub(crate) fn client_or_new(&self) -> Result<Client, Failure> {
        let client = self.open(false)?;
        self.say_acting(&client);
        Ok(client)
    }

    /// On every screen, so that nobody does in another's name what was meant for themselves.
    pub(crate) fn say_acting(&self, client: &Client) {
        if let Ok(Some(acting)) = client.acting_for() {
            self.out.note(&crate::commands::acting::line(self, &acting));
        }
    }

    /// The profile, opened with the keeper of keys that it was made with, or the one asked for where there is none yet.
    pub(crate) fn open(&self, accept_loss: bool) -> Result<Client, ClientError> {
        let dir = ProfileDir::new(&self.home, &self.profile)?;
        verbose::path("cli.verbose.home", dir.root());
        let key_store = self.key_store(&dir)?;
        let client = Client::open_as(Opening {
            dir,
            key_store,
            shipped: self.shipped.clone(),
            device: Arc::new(SystemClock::new()),
            connectivity: Arc::new(AssumedConnectivity::new(self.network)),
            wake: Arc::new(Unwoken),
            accept_loss,
        })?;
        verbose::watch(&client);
        mark(&client);
        Ok(client)
    }

    /// Who has the keys of the profile.
    pub(crate) fn key_store(&self, dir: &ProfileDir) -> Result<Arc<dyn KeyStore>, ClientError> {
        let recorded = KeyKeeper::recorded(dir)?;
        let keeper = match (recorded, self.keeper) {
            (Some(recorded), Some(asked)) if recorded != asked => {
                return Err(StoreError::OtherKeyStore.into());
            }
            (Some(keeper), _) | (None, Some(keeper)) => keeper,
            (None, None) => KeyKeeper::File,
        };
        match keeper {
            KeyKeeper::System => crate::system_keys::open(dir),
            KeyKeeper::Passphrase => {
                if self.passphrase.get().is_none()
                    && let Some(typed) = passphrase::ask(self.out, recorded.is_none())
                {
                    let _ = self.passphrase.set(typed);
                }
                keeper.open(dir, self.passphrase.get())
            }
            KeyKeeper::File => keeper.open(dir, None),
        }
    }

    /// The profile if it exists already; commands that work before `init` leave no trace.
    pub(crate) fn client_if_any(&self) -> Result<Option<Client>, Failure> {
        match self.is_new()? {
            true => Ok(None),
            false => self.client().map(Some),
        }
    }

    /// Whether the profile was never made. Anything in its way is for the store to say.
    pub(crate) fn is_new(&self) -> Result<bool, Failure> {
        let dir = ProfileDir::new(&self.home, &self.profile)?;
        let there = std::fs::metadata(dir.root());
        Ok(there.is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound))
    }

    /// Where a gateway's data is, unless a folder was named.
    pub(crate) fn province_folder(&self, named: Option<PathBuf>) -> PathBuf {
        named.unwrap_or_else(|| self.home.join("province"))
    }

    /// A catalogue text, display form.
    pub(crate) fn say(&self, id: &str, args: &[(&str, &str)]) -> String {
        self.out.say(id, args)
    }

    /// A text of the catalogue, or nothing when it has none of that id.
    pub(crate) fn say_if(&self, id: &str) -> Option<String> {
        citizen_domain::message::knows(id).then(|| self.say(id, &[]))
    }
}

/// What a demonstration shows is marked, whatever the command.
pub(crate) fn mark(client: &Client) {
    if client.province().is_ok_and(|province| province.demo) {
        crate::out::mark_sample();
    }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        let mut failure = Self::of(&error);
        if let ClientError::Draft(kept) = error {
            return Self::from(*kept.cause).kept_in(&kept.id);
        }
        if let Some(message) = error.province_message() {
            failure.detail = Some(message.to_owned());
        }
        if let ClientError::Room(room) = &error
            && let Some(citizen_client::pack::PackError::NotVouched { fingerprint }) = room.downcast()
        {
            failure.args.push(("fingerprint", fingerprint.clone()));
            failure.detail = Some(fingerprint.clone());
        }
        failure
    }
}

/// A folder as it was meant: from the working folder at the start.
pub(crate) fn absolute(folder: &Path) -> PathBuf {
    std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf())
}

/// Reads a file of at most `limit` bytes.
pub(crate) fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let failed = |error: &CliError| Failure::of(error).with("file", path.display().to_string());
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => failed(&CliError::FileMissing),
        _ => failed(&CliError::FileUnreadable),
    };
    verbose::path("cli.verbose.read", path);
    let size = std::fs::metadata(path).map_err(unreadable)?;
    if !size.is_file() {
        return Err(failed(&CliError::FileUnreadable));
    }
    if size.len() > limit {
        let kb = (limit >> 10).to_string();
        return Err(failed(&CliError::FileTooLarge).with("kb", kb));
    }
    std::fs::read(path).map_err(unreadable)
}

/// Writes a file whole, and durably, or not at all. Only its owner may read it: it can hold what is personal.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    verbose::path("cli.verbose.write", path);
    write_whole(path, bytes, Existing::Replaced)
        .map_err(|_| Failure::of(&CliError::FileUnwritable).with("file", path.display().to_string()))
}

/// Where the shipped packs are: `CITIZEN_PACKS`, else beside the program, else in the source tree it was built from.
pub(crate) fn shipped_packs() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(own) = std::env::var_os("CITIZEN_PACKS") {
        folders.push(PathBuf::from(own));
    }
    if let Some(beside) = std::env::current_exe()
        .ok()
        .and_then(|exe| exe.parent().map(Path::to_path_buf))
    {
        folders.push(beside.join("packs"));
        folders.push(beside.join("../share/citizen/packs"));
    }
    // Set by `cargo run` and `cargo test`.
    if let Some(manifest) = std::env::var_os("CARGO_MANIFEST_DIR") {
        folders.push(PathBuf::from(manifest).join("../../core/pack/assets"));
    }
    if let Ok(here) = std::env::current_dir() {
        folders.push(here.join("core/pack/assets"));
    }
    for folder in folders {
        let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok().map(|e| e.path()))
            .filter(|path| path.extension().is_some_and(|e| e == "json"))
            .collect();
        if !files.is_empty() {
            // Ho Chi Minh City's first: it serves the most people.
            verbose::path("cli.verbose.packs", &folder);
            files.sort_by_key(|path| (path.file_stem().is_none_or(|s| s != "79"), path.clone()));
            return files;
        }
    }
    Vec::new()
}
