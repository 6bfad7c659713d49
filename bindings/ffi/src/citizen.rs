//! The root object.

use crate::directory::Directory;
use crate::dossiers::Dossiers;
use crate::error::{OpenError, ProvinceError, RoomFailure as _};
use crate::identity::Identity;
use crate::operation::{Operation, OperationObserver};
use crate::outbox::Outbox;
use crate::ports::{ConnectivityPort, KeyStorePort, Keys, Network, WakePort, Waking};
use crate::profile::Profile;
use crate::ratings::Ratings;
use crate::records::{HomeView, ProvinceChoice, ProvinceView};
use crate::reports::Reports;
use crate::scanner::Scanner;
use crate::shared::Shared;
use crate::subscription::{ChangeObserver, Subscription, Topic};
use citizen_client::system::SystemClock;
use citizen_client::{
    AddressWord, Client, ClientError, InitRequest, LanguageWord, Opening, ProfileDir, Shipped, TextSizeWord,
};
use citizen_domain::message::Lang;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Language of everything that the core says.
pub type Language = LanguageWord;
/// How large letters are.
pub type TextSize = TextSizeWord;
/// How the person is spoken to.
pub type Address = AddressWord;
/// What the person chose for this app.
pub type Preferences = citizen_client::Preferences;

/// Language of everything that the core says.
#[uniffi::remote(Enum)]
pub enum Language {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

/// How large letters are.
#[uniffi::remote(Enum)]
pub enum TextSize {
    /// As the device has it.
    System,
    /// Larger.
    Large,
    /// Largest.
    Largest,
}

/// How the person is spoken to.
#[uniffi::remote(Enum)]
pub enum Address {
    /// Bạn.
    Ban,
    /// Ông.
    Ong,
    /// Bà.
    Ba,
    /// Anh.
    Anh,
    /// Chị.
    Chi,
}

/// What the person chose for this app.
#[uniffi::remote(Record)]
pub struct Preferences {
    /// Language.
    pub language: Language,
    /// Size of letters.
    pub text_size: TextSize,
    /// How they are spoken to.
    pub address: Address,
}

/// Where a profile is, and what comes with the app.
#[derive(Debug, Clone, uniffi::Record)]
pub struct OpenRequest {
    /// Folder of everything that the core keeps; excluded from backups.
    pub home: String,
    /// Name of the profile: letters, digits, `-`.
    pub profile: String,
    /// Packs that came with the app, the usual province first.
    pub packs: Vec<String>,
    /// Language until the person chooses one.
    pub language: Language,
    /// The person said that an older copy of the vault is to be taken for the present one.
    pub accept_loss: bool,
    /// For tests: how far this client's clock is from the device's, in milliseconds.
    pub clock_offset_ms: i64,
}

/// Which province.
#[derive(Debug, Clone, uniffi::Record)]
pub struct ProvinceRequest {
    /// Address of its gateway.
    pub base_url: String,
    /// Fingerprint that the person compared and accepts.
    pub accept_key: Option<String>,
    /// Content of a root key file to trust besides the compiled-in roots: for integrators.
    pub root: Option<String>,
}

/// An opened profile, and the way to everything in it.
#[derive(uniffi::Object)]
pub struct Citizen {
    shared: Arc<Shared>,
}

pub(crate) fn lang(language: Language) -> Lang {
    match language {
        Language::Vi => Lang::Vi,
        Language::En => Lang::En,
    }
}

#[uniffi::export]
impl Citizen {
    /// Opens a profile, and makes it if it is not there. Reads and unseals its keys: not for the thread that draws.
    #[uniffi::constructor]
    pub fn open(
        request: OpenRequest,
        keys: Arc<dyn KeyStorePort>,
        network: Arc<dyn ConnectivityPort>,
        wake: Arc<dyn WakePort>,
    ) -> Result<Arc<Self>, OpenError> {
        let said = lang(request.language);
        let open = || -> Result<Arc<Self>, ClientError> {
            let client = Client::open_as(Opening {
                dir: ProfileDir::new(Path::new(&request.home), &request.profile)?,
                key_store: Arc::new(Keys::new(keys)?),
                shipped: Shipped::new(request.packs.iter().map(PathBuf::from).collect()),
                device: Arc::new(SystemClock::shifted(request.clock_offset_ms)),
                connectivity: Arc::new(Network(network)),
                wake: Arc::new(Waking(wake)),
                accept_loss: request.accept_loss,
            })?;
            let chosen = client.preferences()?.map_or(said, |chosen| chosen.lang());
            Ok(Arc::new(Self {
                shared: Shared::new(client, chosen),
            }))
        };
        open().map_err(|error| OpenError::of(&error, said))
    }

    /// Provinces to choose from: those whose packs came with the app.
    pub fn province_choices(&self) -> Result<Vec<ProvinceChoice>, OpenError> {
        self.shared.look(|client, _| Ok(client.show_provinces()))
    }

    /// Contacts a province, verifies its pack and keeps it.
    pub async fn choose_province(&self, request: ProvinceRequest) -> Result<ProvinceView, ProvinceError> {
        self.shared
            .run(|client, _| async move {
                let request = InitRequest {
                    base_url: request.base_url,
                    root: request.root,
                    accept_key: request.accept_key,
                    tls_roots: None,
                };
                client.init(&request).await?;
                client.show_province()
            })
            .await
    }

    /// Home; empty before a province is chosen.
    pub fn home(&self) -> Result<HomeView, OpenError> {
        self.shared.look(|client, lang| client.show_home(lang))
    }

    /// Sends what waits and fetches what changed.
    pub fn sync(&self, observer: Arc<dyn OperationObserver>) -> Result<Arc<Operation>, ProvinceError> {
        Operation::sync(&self.shared, observer).map_err(|error| ProvinceError::of(&error, self.shared.lang()))
    }

    /// Tells `observer` what is so now, and then whenever it is otherwise, until the subscription is cancelled or let go.
    pub fn subscribe(
        &self,
        topic: Topic,
        observer: Arc<dyn ChangeObserver>,
    ) -> Result<Arc<Subscription>, OpenError> {
        self.shared
            .look(|_, _| Ok(Subscription::new(&self.shared, topic, observer)))
    }

    /// What the person chose for this app.
    pub fn preferences(&self) -> Result<Preferences, OpenError> {
        self.shared.look(|client, lang| {
            Ok(client.preferences()?.unwrap_or(Preferences {
                language: if lang.is_vietnamese() {
                    Language::Vi
                } else {
                    Language::En
                },
                text_size: TextSize::System,
                address: Address::Ban,
            }))
        })
    }

    /// Keeps what the person chose; the core speaks so from now on.
    pub fn set_preferences(&self, preferences: Preferences) -> Result<(), OpenError> {
        self.shared.look(|client, _| {
            client.set_preferences(&preferences)?;
            self.shared.speak(preferences.lang());
            // What is watched is told anew, in the other language or with the other pronoun.
            client.changes().rise();
            Ok(())
        })
    }

    /// Before the app goes to the background: lets go of every lock. What is asked until [`Self::resume`] is refused, and nothing
    /// is lost.
    pub fn suspend(&self) -> Result<(), OpenError> {
        self.shared.look(|client, _| client.suspend())
    }

    /// After the app came back.
    pub fn resume(&self) -> Result<(), OpenError> {
        self.shared.look(|client, _| client.resume())
    }

    /// Closes for good. Every object of this client answers `Closed` from now on. Again without effect.
    pub fn shutdown(&self) -> Result<(), OpenError> {
        match self.shared.close() {
            Some(client) => client
                .shutdown()
                .map_err(|error| OpenError::of(&error, self.shared.lang())),
            None => Ok(()),
        }
    }

    /// Followed dossiers.
    pub fn dossiers(&self) -> Arc<Dossiers> {
        Arc::new(Dossiers(Arc::clone(&self.shared)))
    }

    /// Field reports.
    pub fn reports(&self) -> Arc<Reports> {
        Arc::new(Reports(Arc::clone(&self.shared)))
    }

    /// Ratings and published results.
    pub fn ratings(&self) -> Arc<Ratings> {
        Arc::new(Ratings(Arc::clone(&self.shared)))
    }

    /// Signing in and out.
    pub fn identity(&self) -> Arc<Identity> {
        Arc::new(Identity(Arc::clone(&self.shared)))
    }

    /// What waits to be sent.
    pub fn outbox(&self) -> Arc<Outbox> {
        Arc::new(Outbox(Arc::clone(&self.shared)))
    }

    /// Codes in pictures and camera frames.
    pub fn scanner(&self) -> Arc<Scanner> {
        Arc::new(Scanner(Arc::clone(&self.shared)))
    }

    /// What can be looked up.
    pub fn directory(&self) -> Arc<Directory> {
        Arc::new(Directory(Arc::clone(&self.shared)))
    }

    /// Everything held about the person.
    pub fn profile(&self) -> Arc<Profile> {
        Arc::new(Profile(Arc::clone(&self.shared)))
    }
}
