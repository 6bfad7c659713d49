//! Why nothing happens, in words.

use crate::client::setting;
use crate::{Client, ClientError, Shipped, Waiting};
use citizen_domain::Timestamp;
use citizen_domain::error::Coded;
use citizen_domain::message::{Lang, knows, text};
use citizen_domain::text::human;
use citizen_screen::Said;
use citizen_store::{Store, StoreError};
use serde::Serialize;

/// One look at one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// `store`, `log`, `keys`, `shipped_packs`, `pack`, `session`, `network`, `tls`, `clock`, `outbox`, `sync`.
    pub name: &'static str,
    /// Nothing to mend.
    pub ok: bool,
    /// What is so, and what to do. Serialised as it is shown.
    #[serde(serialize_with = "shown")]
    pub detail: Said,
}

fn shown<S: serde::Serializer>(said: &Said, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&said.display)
}

impl Check {
    /// A check that met an error of the catalogue.
    pub fn failed(name: &'static str, lang: Lang, error: &dyn Coded) -> Self {
        Self {
            name,
            ok: false,
            detail: text(
                lang,
                &format!("error.{}", error.code()),
                &[("code", error.code())],
            )
            .into(),
        }
    }
}

impl Client {
    /// Looks at everything that sending and receiving depend on.
    pub async fn doctor(&self, lang: Lang) -> Vec<Check> {
        let mut checks = Vec::new();
        let voice = self.voice(lang);
        let say = |id: &str, args: &[(&str, &str)]| voice.say(id, args);
        let inner = &self.inner;
        checks.push(match inner.store.check() {
            Ok(()) => Check {
                name: "store",
                ok: true,
                detail: say("client.doctor.store", &[]),
            },
            Err(error) => Check::failed("store", lang, &error),
        });
        checks.push(match inner.store.tidy() {
            Ok(()) => Check {
                name: "log",
                ok: true,
                detail: say("client.doctor.log", &[]),
            },
            Err(StoreError::InUse { .. } | StoreError::Locked) => Check {
                name: "log",
                ok: true,
                detail: say("client.doctor.log_later", &[]),
            },
            Err(error) => {
                let mut check = Check::failed("log", lang, &error);
                check.detail = voice.say_with("client.doctor.log_stays", &[("why", &check.detail)]);
                check
            }
        });
        checks.push(self.keys_check(lang));
        // The network first: it may teach the time by which the rest is judged.
        let reached = match inner.base_url() {
            Ok(url) => inner.api.discovery(&url).await.map(|_| ()),
            Err(error) => Err(error),
        };
        checks.push(shipped_packs(&inner.shipped, lang, inner.now()));
        let pack = match inner.pack() {
            Ok(pack) => pack,
            Err(error) => {
                checks.push(Check::failed("pack", lang, &error));
                return checks;
            }
        };
        let now = inner.now();
        let version = pack.manifest().version.to_string();
        checks.push(Check {
            name: "pack",
            ok: !pack.expired(now),
            detail: say(
                if pack.expired(now) {
                    "client.doctor.pack_old"
                } else {
                    "client.doctor.pack"
                },
                &[("version", &version)],
            ),
        });
        // Whether the key store still opens it is what is asked here.
        inner.seen.forget();
        checks.push(match self.session() {
            Ok(session) if session.signed_in => Check {
                name: "session",
                ok: true,
                detail: say("client.doctor.session", &[]),
            },
            Ok(_) => Check::failed("session", lang, &ClientError::SignInNeeded),
            Err(error) => Check::failed("session", lang, &error),
        });
        checks.push(match &reached {
            Ok(()) => Check {
                name: "network",
                ok: true,
                detail: say("client.doctor.network", &[]),
            },
            Err(error) => Check::failed("network", lang, error),
        });
        checks.push(self.tls_check(lang));
        checks.push(self.clock_check(lang));
        let signed_in = inner.signed_in();
        checks.push(
            match inner.waiting(&inner.plan_context(signed_in, reached.is_err())) {
                Ok(waiting) if waiting.is_empty() => Check {
                    name: "outbox",
                    ok: true,
                    detail: say("client.doctor.outbox", &[]),
                },
                Ok(waiting) => {
                    let mut why = Waiting::reasons(&waiting, &voice);
                    why.extend(citizen_screen::next_try(Waiting::next_moment(&waiting), &voice));
                    let (n, why) = (Said::plain(waiting.len().to_string()), Said::joined(&why));
                    let detail = voice.say_with("client.doctor.outbox_waits", &[("n", &n), ("why", &why)]);
                    Check {
                        name: "outbox",
                        ok: false,
                        detail,
                    }
                }
                Err(error) => Check::failed("outbox", lang, &error),
            },
        );
        let synced = inner
            .setting(setting::SYNCED_AT)
            .ok()
            .flatten()
            .and_then(|t| Timestamp::parse(&t));
        checks.push(Check {
            name: "sync",
            ok: synced.is_some(),
            detail: match synced {
                Some(at) => {
                    let age = human::age(lang, at, now).into();
                    voice.say_with("client.doctor.synced", &[("age", &age)])
                }
                None => say("client.doctor.never_synced", &[]),
            },
        });
        checks
    }
}

impl Client {
    /// Who keeps the keys, and whether a change of them is due or not done.
    fn keys_check(&self, lang: Lang) -> Check {
        let vault = match self.vault() {
            Ok(vault) => vault,
            Err(error) => return Check::failed("keys", lang, &error),
        };
        let voice = self.voice(lang);
        // A phone's own key store has a name that says nothing to anybody.
        let known = format!("client.doctor.keeper.{}", vault.key_store);
        let keeper = if knows(&known) {
            known.as_str()
        } else {
            "client.doctor.keeper.device"
        };
        let (keeper, n) = (voice.say(keeper, &[]), Said::plain(vault.epoch.to_string()));
        let worn = self.inner.store.sealed() > Store::SEALS / 2;
        let id = match (vault.rotating, worn) {
            (true, _) => "client.doctor.keys_changing",
            (false, true) => "client.doctor.keys_worn",
            (false, false) => "client.doctor.keys",
        };
        Check {
            name: "keys",
            ok: !vault.rotating && !worn,
            detail: voice.say_with(id, &[("keeper", &keeper), ("n", &n)]),
        }
    }

    /// Whom TLS trusts beyond what everybody trusts.
    fn tls_check(&self, lang: Lang) -> Check {
        let trust = &self.inner.ports.trust;
        let own = trust.own_roots();
        let pins = if trust.pinned_hosts().is_empty() {
            "client.doctor.tls_no_pins"
        } else {
            "client.doctor.tls_pins"
        };
        let voice = self.voice(lang);
        let mut detail = vec![voice.say(pins, &[("hosts", &trust.pinned_hosts().join(", "))])];
        if own > 0 {
            detail.insert(
                0,
                voice.say("client.doctor.tls_own_roots", &[("n", &own.to_string())]),
            );
        }
        let detail = sentences(&detail);
        Check {
            name: "tls",
            ok: true,
            detail,
        }
    }

    fn clock_check(&self, lang: Lang) -> Check {
        let clock = self.inner.ports.trust.clock();
        // Seen from far away, so that the year is said.
        let far = Timestamp::from_secs(0).date();
        let shown = |at: Timestamp| Said::from(human::date_time(lang, at, far));
        let device = shown(clock.device_now());
        let (ok, id, right) = match (clock.advice(), clock.doubt()) {
            (Some(advice), _) => (false, advice.message(), shown(advice.right())),
            (None, Some(_)) => (false, "client.doctor.clock_wrong", Said::default()),
            (None, None) => (true, "client.doctor.clock", Said::default()),
        };
        Check {
            name: "clock",
            ok,
            detail: self
                .voice(lang)
                .say_with(id, &[("now", &device), ("right", &right)]),
        }
    }
}

/// The packs that came with the program, each held against the compiled-in roots.
fn shipped_packs(shipped: &Shipped, lang: Lang, now: Timestamp) -> Check {
    let all = shipped.files().len();
    let good = shipped.verified(now).count();
    let (n, bad) = (all.to_string(), (all - good).to_string());
    let ok = all > 0 && good == all;
    let detail = if good == all {
        text(lang, "client.doctor.shipped", &[("n", &n)])
    } else {
        text(lang, "client.doctor.shipped_bad", &[("n", &n), ("bad", &bad)])
    };
    Check {
        name: "shipped_packs",
        ok,
        detail: detail.into(),
    }
}

/// What can be said where no profile was made yet.
pub fn doctor_before_init(shipped: &Shipped, lang: Lang) -> Vec<Check> {
    vec![
        shipped_packs(shipped, lang, crate::system_now()),
        Check::failed("pack", lang, &ClientError::NoProvince),
    ]
}

/// What can be said when the profile does not even open.
pub fn doctor_unopened(shipped: &Shipped, lang: Lang, error: &ClientError) -> Vec<Check> {
    vec![
        Check::failed("store", lang, error),
        shipped_packs(shipped, lang, crate::system_now()),
    ]
}

/// One sentence after another.
fn sentences(all: &[Said]) -> Said {
    let row = |form: fn(&Said) -> &str| all.iter().map(form).collect::<Vec<_>>().join(" ");
    Said::both(row(|said| &said.display), row(|said| &said.spoken))
}
