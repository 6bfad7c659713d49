use citizen_domain::Timestamp;
use citizen_domain::time::iso_date;
use serde::Serialize;
use std::fmt;
use time::Date;

/// What a scanned value is (CLI.md, `scan`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A receipt slip as a JWS, verified or not.
    DossierSlip,
    /// A bare dossier code.
    DossierCode,
    /// A link of an allowed host that carries a dossier code.
    DossierUrl,
    /// The QR of an identity card (CCCD 2021, Căn cước 2024).
    IdCard,
    /// A bank transfer code (VietQR).
    Vietqr,
    /// A health insurance card (BHYT): sensitive, its content is dropped at once.
    HealthCard,
    /// A claim ticket of assisted mode.
    ClaimTicket,
    /// Any other link.
    Url,
    /// Anything else.
    Text,
}

/// How far a payload can be relied on; the most reliable first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// The province's signature was verified.
    Signed,
    /// Form and checksum hold; nobody vouches for the content.
    Checked,
    /// Good for looking something up at the province, and for nothing else.
    Hint,
    /// Not to be relied on; the warnings say why.
    Untrusted,
}

/// Something a person has to know before relying on a payload. Each has a text `scan.warning.<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// No province pack is at hand to verify a signed slip with.
    NoPack,
    /// Signed by a key that the pack does not know.
    UnknownKey,
    /// The signature is wrong: changed or forged.
    WrongSignature,
    /// The key exists but may not sign slips, or not at that time.
    KeyNotForThis,
    /// A slip of another province.
    OtherProvince,
    /// It looks like a signed slip and cannot be read as one.
    MalformedSlip,
    /// A bare code proves nothing by itself.
    NotSigned,
    /// The code's issuer is not recognised.
    UnrecognisedIssuer,
    /// The date inside the code is no calendar date.
    CodeDateInvalid,
    /// The link's host is not on the province's list.
    HostNotAllowed,
    /// The link is not `https`.
    NotHttps,
    /// The link hides a user name before the host (`https://real.gov.vn@elsewhere`).
    HostUserinfo,
    /// The link names a port of its own.
    HostPort,
    /// The host only looks like one of the province's.
    HostLookAlike,
    /// The host mixes scripts or uses letters beyond ASCII.
    HostNotAscii,
    /// The host is a bare number address.
    HostIpAddress,
    /// The link's host ends with a dot.
    HostTrailingDot,
    /// The link cannot be read.
    MalformedUrl,
    /// The link's parameter holds no dossier code.
    NoCodeInUrl,
    /// Nothing in a transfer code says who really receives the money.
    PayeeNotVerified,
    /// A transfer code that does not add up.
    TransferDamaged,
    /// The sex digit of the number does not fit the card's text.
    SexMismatch,
    /// The card's fields do not follow the usual order.
    UnusualFieldOrder,
    /// It looks like an identity card and its fields contradict each other.
    IdCardInvalid,
    /// Health insurance data is sensitive; it was dropped.
    SensitiveDropped,
    /// It may be a one-minute code of VNeID, which only VNeID can read.
    MaybeVneid,
    /// Characters that cannot be seen were removed.
    InvisibleRemoved,
    /// Bytes that are no text.
    NotText,
}

impl Warning {
    /// Stable code, as in `--json`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoPack => "no_pack",
            Self::UnknownKey => "unknown_key",
            Self::WrongSignature => "wrong_signature",
            Self::KeyNotForThis => "key_not_for_this",
            Self::OtherProvince => "other_province",
            Self::MalformedSlip => "malformed_slip",
            Self::NotSigned => "not_signed",
            Self::UnrecognisedIssuer => "unrecognised_issuer",
            Self::CodeDateInvalid => "code_date_invalid",
            Self::HostNotAllowed => "host_not_allowed",
            Self::NotHttps => "not_https",
            Self::HostUserinfo => "host_userinfo",
            Self::HostPort => "host_port",
            Self::HostLookAlike => "host_look_alike",
            Self::HostNotAscii => "host_not_ascii",
            Self::HostIpAddress => "host_ip_address",
            Self::HostTrailingDot => "host_trailing_dot",
            Self::MalformedUrl => "malformed_url",
            Self::NoCodeInUrl => "no_code_in_url",
            Self::PayeeNotVerified => "payee_not_verified",
            Self::TransferDamaged => "transfer_damaged",
            Self::SexMismatch => "sex_mismatch",
            Self::UnusualFieldOrder => "unusual_field_order",
            Self::IdCardInvalid => "id_card_invalid",
            Self::SensitiveDropped => "sensitive_dropped",
            Self::MaybeVneid => "maybe_vneid",
            Self::InvisibleRemoved => "invisible_removed",
            Self::NotText => "not_text",
        }
    }

    /// Id of the text that explains it.
    pub fn message_id(self) -> String {
        format!("scan.warning.{}", self.code())
    }

    /// Every warning, for the catalogue's test.
    pub const ALL: &'static [Self] = &[
        Self::NoPack,
        Self::UnknownKey,
        Self::WrongSignature,
        Self::KeyNotForThis,
        Self::OtherProvince,
        Self::MalformedSlip,
        Self::NotSigned,
        Self::UnrecognisedIssuer,
        Self::CodeDateInvalid,
        Self::HostNotAllowed,
        Self::NotHttps,
        Self::HostUserinfo,
        Self::HostPort,
        Self::HostLookAlike,
        Self::HostNotAscii,
        Self::HostIpAddress,
        Self::HostTrailingDot,
        Self::MalformedUrl,
        Self::NoCodeInUrl,
        Self::PayeeNotVerified,
        Self::TransferDamaged,
        Self::SexMismatch,
        Self::UnusualFieldOrder,
        Self::IdCardInvalid,
        Self::SensitiveDropped,
        Self::MaybeVneid,
        Self::InvisibleRemoved,
        Self::NotText,
    ];
}

/// What a payload says about a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DossierRef {
    /// Code as printed.
    pub code: String,
    /// Code for comparing.
    pub normalized: String,
    /// Agency id: from a signed slip only. Never inferred from the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// Agency name, where the pack knows the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency_name: Option<String>,
    /// Province that signed the slip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// Reception, from a signed slip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Timestamp>,
    /// Day of reception inside the code.
    #[serde(with = "iso_date::option", skip_serializing_if = "Option::is_none")]
    pub received_on: Option<Date>,
    /// Appointment, from a signed slip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appointment_at: Option<Timestamp>,
}

/// What may be shown of an identity card: which card, and the last four digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IdCardSummary {
    /// `cccd` or `can_cuoc`.
    pub card: &'static str,
    /// Last four digits of the number.
    pub id_last4: String,
}

/// What a bank transfer code says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VietQrSummary {
    /// Six-digit bank identification number.
    pub bin: String,
    /// Account or card number.
    pub account: String,
    /// Amount in đồng, where fixed.
    pub amount_vnd: Option<u64>,
    /// Purpose.
    pub purpose: Option<String>,
    /// Payee's name as the code has it; not verified.
    pub name: Option<String>,
}

/// A classified payload. `Debug` shows kind, trust and warnings only; serialised as CLI.md has it.
#[derive(Clone, PartialEq, Serialize)]
pub struct Payload {
    /// What it is.
    pub kind: Kind,
    /// How far it can be relied on.
    pub trust: Trust,
    /// The text, where showing it is harmless: never for cards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Dossier that it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dossier: Option<DossierRef>,
    /// A verified slip as it was read: whoever keeps it can have it judged again. Not part of the terminal's contract.
    #[serde(skip)]
    pub slip: Option<String>,
    /// Identity card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_card: Option<IdCardSummary>,
    /// Transfer code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vietqr: Option<VietQrSummary>,
    /// Link, to be shown and never opened by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Host of the link as it really is, in ASCII.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// What to know before relying on it.
    pub warnings: Vec<Warning>,
}

impl Payload {
    /// A payload of that kind with nothing in it yet.
    pub(crate) fn of(kind: Kind, trust: Trust) -> Self {
        Self {
            kind,
            trust,
            text: None,
            dossier: None,
            slip: None,
            id_card: None,
            vietqr: None,
            url: None,
            host: None,
            warnings: Vec::new(),
        }
    }

    /// Adds a warning once.
    pub(crate) fn warn(mut self, warning: Warning) -> Self {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
        self
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payload")
            .field("kind", &self.kind)
            .field("trust", &self.trust)
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}
