use citizen_domain::Timestamp;
use citizen_domain::keys::KeyUse;
use citizen_domain::pack::Visibility;
use citizen_domain::ports::NetworkClass;
use citizen_domain::wire::{
    Attachment, ItemBody, PartClaim, RatingBody, ReceiptClaims, ReceiptReply, ReportBody, TYP_RECEIPT,
    TYP_WITHDRAWAL, UploadGrant, WithdrawalClaims,
};
use citizen_outbox::{
    Action, Applied, ApplyContext, Event, Item, OutboxError, PlanContext, Reply, UploadCall, UploadHead,
    apply, item_id, rating_item_id,
};
use citizen_proof::{KeySet, SigningKey, sha256_hex};

pub(crate) const PROVINCE: &str = "79";

/// A province that can sign, and the moment at which everything begins.
pub(crate) struct World {
    pub(crate) key: SigningKey,
    pub(crate) keys: KeySet,
    pub(crate) now: Timestamp,
}

impl World {
    pub(crate) fn new() -> Self {
        let key = SigningKey::generate_es256().unwrap();
        let now = Timestamp::parse("2026-11-25T09:00:00+07:00").unwrap();
        let public = key.public(&[KeyUse::Receipt], Some(now.plus_millis(-1000)), None);
        Self {
            keys: KeySet::new(vec![public]).unwrap(),
            key,
            now,
        }
    }

    pub(crate) fn context(&self) -> ApplyContext<'_> {
        ApplyContext {
            now: self.now,
            jitter: u64::MAX / 2,
            keys: &self.keys,
            province: PROVINCE,
        }
    }

    pub(crate) fn plan_context(&self) -> PlanContext {
        PlanContext {
            now: self.now,
            network: NetworkClass::Fast,
            signed_in: true,
            budget_left: None,
            budget_renews_at: None,
        }
    }

    pub(crate) fn apply(&self, item: &Item, event: Event) -> Result<Applied, OutboxError> {
        apply(item, &event, &self.context())
    }

    /// Applies what must be possible.
    pub(crate) fn after(&self, item: &Item, events: impl IntoIterator<Item = Event>) -> Item {
        events.into_iter().fold(item.clone(), |item, event| {
            self.apply(&item, event.clone())
                .unwrap_or_else(|e| panic!("{event:?} on {item:?}: {e}"))
                .item
        })
    }

    pub(crate) fn report(&self, photos: usize) -> Item {
        let body = ItemBody::Report(ReportBody {
            category: "giao_thong".into(),
            severity: 2,
            text: "Ổ gà trước cổng trường".into(),
            captured_at: self.now,
            location: None,
            unit: None,
            visibility: Visibility::Public,
            anonymous: false,
            attachments: (0..photos)
                .map(|n| Attachment {
                    sha256: sha256_hex(&[n as u8]),
                    bytes: 1000 + n as u64,
                    media_type: "image/jpeg".into(),
                })
                .collect(),
            replaces: None,
            acting_for: None,
        });
        Item::draft(item_id(self.now, [7; 10]), &body, self.now).unwrap()
    }

    pub(crate) fn rating(&self) -> Item {
        let body = ItemBody::Rating(RatingBody {
            token: "one-time".into(),
            unit: "79.01".into(),
            questionnaire: "m".into(),
            answers: Default::default(),
            salt: None,
            acting_for: None,
        });
        Item::draft(rating_item_id("one-time"), &body, self.now).unwrap()
    }

    /// What an honest province says that holds the body and all parts but `missing`.
    pub(crate) fn claims(&self, item: &Item, missing: &[usize]) -> ReceiptClaims {
        ReceiptClaims {
            iss: PROVINCE.into(),
            id: item.id.clone(),
            kind: item.kind.as_str().into(),
            body_sha256: item.body_sha256.clone(),
            attachments: item
                .parts
                .iter()
                .map(|part| PartClaim {
                    sha256: part.sha256.clone(),
                    bytes: part.bytes,
                })
                .collect(),
            missing: missing.iter().map(|n| item.parts[*n].sha256.clone()).collect(),
            complete: missing.is_empty(),
            accepted_at: self.now,
            reference: Some("PA-1".into()),
        }
    }

    pub(crate) fn sign(&self, claims: &ReceiptClaims) -> String {
        self.key.sign(TYP_RECEIPT, claims).unwrap()
    }

    pub(crate) fn receipt(&self, claims: &ReceiptClaims) -> Reply {
        let uploads = claims.missing.iter().map(|sha256| UploadGrant {
            sha256: sha256.clone(),
            url: "https://tinh.example/v1/uploads".into(),
            token: "t".into(),
            extensions: vec!["creation-with-upload".into()],
        });
        let reply = ReceiptReply {
            receipt: self.sign(claims),
            uploads: uploads.collect(),
        };
        self::reply(200, &serde_json::to_string(&reply).unwrap())
    }

    /// The province's word that it holds nothing of the item.
    pub(crate) fn withdrawal(&self, item: &Item) -> Reply {
        let claims = WithdrawalClaims {
            iss: PROVINCE.into(),
            id: item.id.clone(),
            body_sha256: item.body_sha256.clone(),
            withdrawn_at: self.now,
        };
        let withdrawal = self.key.sign(TYP_WITHDRAWAL, &claims).unwrap();
        reply(200, &format!(r#"{{"withdrawal":"{withdrawal}"}}"#))
    }
}

pub(crate) fn reply(status: u16, body: &str) -> Reply {
    Reply {
        status,
        retry_after: None,
        date: None,
        challenged: false,
        upload: None,
        body: body.as_bytes().to_vec(),
    }
}

pub(crate) fn refusal(status: u16, code: &str) -> Reply {
    reply(
        status,
        &format!(r#"{{"error":{{"code":"{code}","message":"Không nhận."}}}}"#),
    )
}

/// Creates the upload of an attachment, with all of its bytes.
pub(crate) fn part(item: &Item, n: usize) -> Action {
    Action::Upload {
        sha256: item.parts[n].sha256.clone(),
        call: UploadCall::Create {
            first: item.parts[n].bytes,
        },
    }
}

/// What a tus server answers that now holds so many bytes.
pub(crate) fn holds(status: u16, offset: u64) -> Reply {
    Reply {
        upload: Some(UploadHead {
            offset: Some(offset),
            length: None,
            location: (status == 201).then(|| "https://tinh.example/v1/uploads/1".into()),
        }),
        ..reply(status, "")
    }
}

/// The province does not take a photo, and says so in its own words.
pub(crate) fn not_taken(code: &str) -> Reply {
    Reply {
        upload: holds(422, 0).upload,
        ..refusal(422, code)
    }
}
