//! Dossier states of the national exchange, 1–10 (D§4.1), and their words.
//!
//! Codes and official names are those of the exchange; what they do to the clock, whether they end a dossier and what
//! usually comes next is guidance: systems re-open dossiers, so an unexpected step is noted and never refused.

use crate::message::{self, Lang};
use crate::pack::StatusText;
use crate::wire::StatusRecord;

/// A dossier's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// 1: submitted online, not yet received.
    Registered,
    /// 2: received.
    Received,
    /// 3: refused at reception.
    Refused,
    /// 4: being handled.
    Handling,
    /// 5: papers are to be supplied.
    PapersNeeded,
    /// 6: something is to be paid.
    PaymentNeeded,
    /// 7: the applicant asks to withdraw.
    Withdrawing,
    /// 8: handling stopped.
    Stopped,
    /// 9: the result is ready.
    Ready,
    /// 10: the result was returned.
    Returned,
    /// Another code, or a text alone: shown as the province words it.
    Other(Option<i32>),
}

/// What a state does to the time limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClockState {
    /// Not started.
    NotStarted,
    /// Runs against the agency.
    Runs,
    /// Stands still.
    Stopped,
    /// Ended.
    Ended,
    /// Nothing is known about this state.
    Unknown,
}

/// Whether a state ends a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Terminal {
    /// No.
    No,
    /// In most cases.
    Usually,
    /// Yes.
    Yes,
}

/// A state in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusWords {
    /// Official wording, always Vietnamese.
    pub official: String,
    /// What people say.
    pub plain: String,
    /// What is read aloud.
    pub spoken: String,
}

impl Status {
    /// The ten states of the exchange.
    pub const ALL: [Self; 10] = [
        Self::Registered,
        Self::Received,
        Self::Refused,
        Self::Handling,
        Self::PapersNeeded,
        Self::PaymentNeeded,
        Self::Withdrawing,
        Self::Stopped,
        Self::Ready,
        Self::Returned,
    ];

    /// The state of an exchange code.
    pub fn of(code: i32) -> Self {
        Self::ALL
            .into_iter()
            .find(|s| s.code() == Some(code))
            .unwrap_or(Self::Other(Some(code)))
    }

    /// The state of a record.
    pub fn from_record(record: &StatusRecord) -> Self {
        record.code.map_or(Self::Other(None), Self::of)
    }

    /// Code of the exchange; none for a text alone.
    pub const fn code(self) -> Option<i32> {
        Some(match self {
            Self::Registered => 1,
            Self::Received => 2,
            Self::Refused => 3,
            Self::Handling => 4,
            Self::PapersNeeded => 5,
            Self::PaymentNeeded => 6,
            Self::Withdrawing => 7,
            Self::Stopped => 8,
            Self::Ready => 9,
            Self::Returned => 10,
            Self::Other(code) => return code,
        })
    }

    /// Official wording of the exchange.
    pub const fn official(self) -> Option<&'static str> {
        Some(match self {
            Self::Registered => "Mới đăng ký",
            Self::Received => "Được tiếp nhận",
            Self::Refused => "Không được tiếp nhận",
            Self::Handling => "Đang xử lý",
            Self::PapersNeeded => "Yêu cầu bổ sung giấy tờ",
            Self::PaymentNeeded => "Yêu cầu thực hiện nghĩa vụ tài chính",
            Self::Withdrawing => "Công dân yêu cầu rút hồ sơ",
            Self::Stopped => "Dừng xử lý",
            Self::Ready => "Đã xử lý xong",
            Self::Returned => "Đã trả kết quả",
            Self::Other(_) => return None,
        })
    }

    /// What it does to the time limit.
    pub const fn clock(self) -> ClockState {
        match self {
            Self::Registered => ClockState::NotStarted,
            Self::Received | Self::Handling => ClockState::Runs,
            Self::PapersNeeded | Self::PaymentNeeded | Self::Withdrawing | Self::Stopped => {
                ClockState::Stopped
            }
            Self::Refused | Self::Ready | Self::Returned => ClockState::Ended,
            Self::Other(_) => ClockState::Unknown,
        }
    }

    /// Whether the agency waits for the applicant: that time is not held against it.
    pub const fn waits_for_applicant(self) -> bool {
        matches!(self, Self::PapersNeeded | Self::PaymentNeeded)
    }

    /// Whether it ends a dossier.
    pub const fn terminal(self) -> Terminal {
        match self {
            Self::Refused | Self::Returned => Terminal::Yes,
            Self::Withdrawing | Self::Stopped => Terminal::Usually,
            _ => Terminal::No,
        }
    }

    /// States that usually follow.
    pub const fn usual_next(self) -> &'static [Self] {
        match self {
            Self::Registered => &[
                Self::Received,
                Self::Refused,
                Self::PapersNeeded,
                Self::Withdrawing,
            ],
            Self::Received => &[
                Self::Handling,
                Self::PapersNeeded,
                Self::PaymentNeeded,
                Self::Withdrawing,
            ],
            Self::Handling => &[
                Self::PapersNeeded,
                Self::PaymentNeeded,
                Self::Withdrawing,
                Self::Stopped,
                Self::Ready,
            ],
            Self::PapersNeeded => &[Self::Received, Self::Handling, Self::Withdrawing, Self::Stopped],
            Self::PaymentNeeded => &[Self::Handling, Self::Withdrawing, Self::Stopped, Self::Ready],
            Self::Withdrawing => &[Self::Stopped, Self::Returned],
            Self::Stopped => &[Self::Handling, Self::Returned],
            Self::Ready => &[Self::Returned],
            Self::Refused | Self::Returned | Self::Other(_) => &[],
        }
    }
}

/// A state in words: the province's own text first, then the pack's, then the catalogue's. A pack speaks
/// Vietnamese; other languages take the plain words from the catalogue.
pub fn words(record: &StatusRecord, pack: &[StatusText], lang: Lang) -> StatusWords {
    let status = Status::from_record(record);
    let own = record.text.as_deref().filter(|t| !t.trim().is_empty());
    let packed = record.code.and_then(|code| pack.iter().find(|t| t.code == code));
    let known = status.official().is_some();
    let unnamed = || {
        let code = record.code.map_or_else(|| String::from("?"), |c| c.to_string());
        message::text(lang, "status.unknown", &[("code", code.as_str())])
    };
    let official = own
        .map(str::to_owned)
        .or_else(|| packed.map(|t| t.official.clone()))
        .or_else(|| status.official().map(str::to_owned));
    let (plain, spoken) = match (packed, own) {
        (Some(text), _) if lang.is_vietnamese() || !known => (
            lang.spoken_to(&text.plain).into_owned(),
            lang.spoken_to(&text.spoken).into_owned(),
        ),
        (_, Some(own)) if !known => (own.to_owned(), own.to_owned()),
        _ if known => {
            let id = format!("status.plain.{}", record.code.unwrap_or_default());
            let text = message::text(lang, &id, &[]);
            (text.display, text.spoken)
        }
        _ => {
            let text = unnamed();
            (text.display, text.spoken)
        }
    };
    StatusWords {
        official: official.unwrap_or_else(|| unnamed().display),
        plain,
        spoken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(code: Option<i32>, text: Option<&str>) -> StatusRecord {
        StatusRecord {
            code,
            text: text.map(str::to_owned),
        }
    }

    #[test]
    fn the_ten_states_of_the_exchange() {
        use ClockState::{Ended, NotStarted, Runs, Stopped};
        let rows: [(i32, &str, ClockState, Terminal, &[i32]); 10] = [
            (1, "Mới đăng ký", NotStarted, Terminal::No, &[2, 3, 5, 7]),
            (2, "Được tiếp nhận", Runs, Terminal::No, &[4, 5, 6, 7]),
            (3, "Không được tiếp nhận", Ended, Terminal::Yes, &[]),
            (4, "Đang xử lý", Runs, Terminal::No, &[5, 6, 7, 8, 9]),
            (5, "Yêu cầu bổ sung giấy tờ", Stopped, Terminal::No, &[2, 4, 7, 8]),
            (
                6,
                "Yêu cầu thực hiện nghĩa vụ tài chính",
                Stopped,
                Terminal::No,
                &[4, 7, 8, 9],
            ),
            (
                7,
                "Công dân yêu cầu rút hồ sơ",
                Stopped,
                Terminal::Usually,
                &[8, 10],
            ),
            (8, "Dừng xử lý", Stopped, Terminal::Usually, &[4, 10]),
            (9, "Đã xử lý xong", Ended, Terminal::No, &[10]),
            (10, "Đã trả kết quả", Ended, Terminal::Yes, &[]),
        ];
        for (code, official, clock, terminal, next) in rows {
            let status = Status::of(code);
            assert_eq!(status.official(), Some(official));
            assert_eq!((status.clock(), status.terminal()), (clock, terminal), "{code}");
            let found: Vec<i32> = status.usual_next().iter().filter_map(|s| s.code()).collect();
            assert_eq!(found, next, "{code}");
            assert!(message::knows(&format!("status.plain.{code}")));
            assert_eq!(words(&record(Some(code), None), &[], Lang::Vi).official, official);
        }
        let plain = words(&record(Some(5), None), &[], Lang::Vi).plain;
        assert_eq!(plain, "Cần bổ sung giấy tờ");
    }

    #[test]
    fn what_is_not_known_is_shown_as_it_came_and_survives_a_round_trip() {
        for (code, text) in [
            (Some(42), Some("Chuyển liên thông")),
            (Some(-1), None),
            (None, Some("Đang thẩm tra")),
        ] {
            let sent = record(code, text);
            let json = serde_json::to_string(&sent).unwrap();
            assert_eq!(serde_json::from_str::<StatusRecord>(&json).unwrap(), sent);
            assert_eq!(Status::from_record(&sent), Status::Other(code));
            assert_eq!(Status::from_record(&sent).code(), code);
            let shown = words(&sent, &[], Lang::Vi);
            match text {
                Some(text) => assert_eq!((shown.official.as_str(), shown.plain.as_str()), (text, text)),
                None => assert!(shown.plain.contains("-1") && shown.official.contains("-1")),
            }
        }
        assert!(!words(&record(None, None), &[], Lang::En).plain.is_empty());
    }

    #[test]
    fn a_packs_words_for_a_state_are_said_to_each_as_they_are_addressed() {
        let pack = [StatusText {
            code: 7,
            official: "Công dân yêu cầu rút hồ sơ".into(),
            plain: "Bạn đã xin rút hồ sơ".into(),
            spoken: "Hồ sơ của bạn đã được xin rút.".into(),
        }];
        let ba = Lang::ViTo(message::Addressee::Ba);
        for pack in [&pack[..], &[]] {
            let said = words(&record(Some(7), None), pack, ba);
            assert_eq!(said.plain, "Bà đã xin rút hồ sơ");
            assert!(!said.spoken.contains("bạn"), "{}", said.spoken);
        }
    }

    #[test]
    fn the_province_words_its_states_itself() {
        let pack = [StatusText {
            code: 4,
            official: "Đang xử lý hồ sơ".into(),
            plain: "Cán bộ đang làm".into(),
            spoken: "Cán bộ đang làm hồ sơ".into(),
        }];
        let vi = words(&record(Some(4), None), &pack, Lang::Vi);
        assert_eq!(
            (vi.official.as_str(), vi.plain.as_str()),
            ("Đang xử lý hồ sơ", "Cán bộ đang làm")
        );
        let en = words(&record(Some(4), Some("Đang xử lý tại Sở")), &pack, Lang::En);
        assert_eq!(
            (en.official.as_str(), en.plain.as_str()),
            ("Đang xử lý tại Sở", "Being handled")
        );
    }
}
