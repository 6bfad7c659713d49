//! Errors that a person, a script and an auditor can all act on.
//!
//! Every room has a small error enum of its own; [`crate::error_codes!`] gives each variant a stable code,
//! a [`Category`] and an [`Outcome`], and lists them for the error catalogue. An error carries no personal
//! data: neither in its fields nor in its `Display` or `Debug`.

use serde::{Deserialize, Serialize};

/// What an error means for whoever looks after the program; decides what a crash report may contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Part of normal life: a wrong code, an unreadable picture. Say what to do.
    Expected,
    /// Passes by itself: no network, a busy server. Keep and try again.
    Retryable,
    /// A signature, certificate, pin or replay check refused. The person sees it.
    Security,
    /// Ours to mend.
    Bug,
}

impl Category {
    /// The word used in `--json` output and in the error catalogue.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Retryable => "retryable",
            Self::Security => "security",
            Self::Bug => "bug",
        }
    }
}

/// What a caller can do about an error; the terminal program's exit status is made from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A defect of the program (exit 1).
    Bug,
    /// The command was put wrongly (exit 2).
    Usage,
    /// The input was refused: bad code, bad picture, rejected by the province (exit 3).
    Refused,
    /// Nothing under that name (exit 4).
    NotFound,
    /// Sign-in is needed or has ended (exit 5).
    SignIn,
    /// Kept and waiting; nothing is lost (exit 6).
    Waiting,
    /// The store cannot be opened; nothing was deleted (exit 7).
    Store,
    /// A security check refused (exit 8).
    Security,
    /// This version is too old for the province (exit 9).
    TooOld,
}

impl Outcome {
    /// Exit status of the terminal program.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Bug => 1,
            Self::Usage => 2,
            Self::Refused => 3,
            Self::NotFound => 4,
            Self::SignIn => 5,
            Self::Waiting => 6,
            Self::Store => 7,
            Self::Security => 8,
            Self::TooOld => 9,
        }
    }
}

/// One line of the error catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorInfo {
    /// Stable code, `room.reason`; also the message id with `error.` before it.
    pub code: &'static str,
    /// See [`Category`].
    pub category: Category,
    /// See [`Outcome`].
    pub outcome: Outcome,
}

/// Implemented by every room's error through [`crate::error_codes!`].
pub trait Coded: std::error::Error {
    /// The catalogue line of this error.
    fn info(&self) -> ErrorInfo;

    /// Stable code, `room.reason`.
    fn code(&self) -> &'static str {
        self.info().code
    }

    /// See [`Category`].
    fn category(&self) -> Category {
        self.info().category
    }

    /// See [`Outcome`].
    fn outcome(&self) -> Outcome {
        self.info().outcome
    }
}

/// Gives each variant of an error enum its code, category and outcome.
///
/// ```
/// #[derive(Debug, thiserror::Error)]
/// pub enum SlipError {
///     #[error("the code is too short")]
///     TooShort,
///     #[error("status {0}")]
///     Status(u16),
/// }
/// citizen_domain::error_codes! { SlipError {
///     TooShort => "slip.too_short", Expected, Refused;
///     Status(..) => "slip.status", Retryable, Waiting;
/// }}
/// assert_eq!(SlipError::ERRORS.len(), 2);
/// ```
#[macro_export]
macro_rules! error_codes {
    // Variants after `also` carry an error that has its own line.
    ($name:ident { $($variant:ident $(($($t:tt)*))? $({$($s:tt)*})? => $code:literal, $cat:ident, $out:ident;)+ } also { $($inner:ident),* }) => {
        impl $name {
            /// Every error of this room, for the error catalogue.
            pub const ERRORS: &'static [$crate::error::ErrorInfo] = &[$(
                $crate::error::ErrorInfo {
                    code: $code,
                    category: $crate::error::Category::$cat,
                    outcome: $crate::error::Outcome::$out,
                }
            ),+];
        }
        impl $crate::error::Coded for $name {
            fn info(&self) -> $crate::error::ErrorInfo {
                match self {
                    $(Self::$variant $(($($t)*))? $({$($s)*})? => $crate::error::ErrorInfo {
                        code: $code,
                        category: $crate::error::Category::$cat,
                        outcome: $crate::error::Outcome::$out,
                    },)+
                    $(Self::$inner(inner) => $crate::error::Coded::info(inner),)*
                }
            }
        }
    };
    ($name:ident { $($lines:tt)+ }) => {
        $crate::error_codes! { $name { $($lines)+ } also {} }
    };
}
