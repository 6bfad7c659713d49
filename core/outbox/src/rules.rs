//! The one table of replies to what is sent or asked: the judge, its documentation and its test are made from it. Uploads
//! have a table of their own ([`crate::UploadCall`]).

use crate::action::Action;
use crate::item::Item;

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Anything.
    Anything,
    /// Anything about an item that goes with the person's session.
    WithSession,
    /// "Do you have it?"
    Question,
    /// The body.
    Body,
}

/// Who must have said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Whoever answered: proxies say it too, and mean the same.
    Anyone,
    /// The province: its own error body came along.
    Province,
    /// The province, with this code.
    Code(&'static str),
    /// The province: by its own error body, or by a challenge in its head that asks for the session (`WWW-Authenticate` with
    /// `DPoP` or `Bearer`), which a body that broke off does not take away. A portal's page of that status has neither.
    Challenge,
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// What the province signed decides; without that it is a stranger's word.
    Signed,
    /// Sign-in is needed.
    SignIn,
    /// The province does not hold it: the body is sent.
    Unknown,
    /// Patience.
    Busy {
        /// It turned the request away unread, so nothing is in the dark.
        untouched: bool,
    },
    /// Refused for good.
    Refused {
        /// Something else may be said in its place, as a new item. Never of a rating: its id is made from its one token.
        editable: bool,
    },
    /// Somebody in between: no network. After a while the province is asked what it holds.
    Stranger,
}

/// One row: the first that fits counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// HTTP statuses, first and last.
    pub statuses: (u16, u16),
    /// In answer to this,
    pub asked: Asked,
    /// by them,
    pub by: By,
    /// means this,
    pub means: Meaning,
    /// because.
    pub why: &'static str,
}

use Asked::{Anything, Body, Question, WithSession};
use By::{Anyone, Challenge, Code, Province};
use Meaning::{Busy, Refused, SignIn, Signed, Stranger, Unknown};

const UNREAD: Meaning = Busy { untouched: true };
const PATIENCE: Meaning = Busy { untouched: false };
const CHANGE: Meaning = Refused { editable: true };
const NEVER: Meaning = Refused { editable: false };

/// Every status has its rule.
pub const RULES: &[Rule] = &[
    row(
        200,
        201,
        Anything,
        Anyone,
        Signed,
        "a receipt or a withdrawal inside decides",
    ),
    row(
        401,
        401,
        WithSession,
        Challenge,
        SignIn,
        "goes on by itself after sign-in, with the same body",
    ),
    row(425, 425, Anything, Anyone, UNREAD, "`Retry-After`, else back-off"),
    row(429, 429, Anything, Anyone, UNREAD, "`Retry-After`, else back-off"),
    row(
        408,
        408,
        Anything,
        Anyone,
        PATIENCE,
        "it may have arrived: back-off, then a question",
    ),
    row(
        503,
        503,
        Anything,
        Anyone,
        PATIENCE,
        "`Retry-After`, else back-off; then a question",
    ),
    row(
        404,
        404,
        Question,
        Province,
        Unknown,
        "the body is sent; nobody can ask about a rating, so its body goes again",
    ),
    row(
        426,
        426,
        Anything,
        Province,
        UNREAD,
        "the app must become newer first: waiting loses nothing",
    ),
    row(
        400,
        400,
        Body,
        Code("content_digest"),
        Stranger,
        "the body was changed on the way: asked, then sent again",
    ),
    row(
        403,
        404,
        Body,
        Province,
        NEVER,
        "would be said of any other body too",
    ),
    row(
        409,
        409,
        Body,
        Province,
        CHANGE,
        "another body stands under the id for ever: as a new item it may go",
    ),
    row(
        410,
        410,
        Body,
        Province,
        NEVER,
        "would be said of any other body too",
    ),
    row(
        413,
        413,
        Body,
        Province,
        CHANGE,
        "too large: with less in it, it may go as a new item",
    ),
    row(
        422,
        422,
        Body,
        Province,
        CHANGE,
        "not taken as it is: changed, it may go as a new item",
    ),
    row(
        400,
        499,
        Body,
        Province,
        CHANGE,
        "not taken as it is: changed, it may go as a new item",
    ),
    row(
        400,
        499,
        Anything,
        Province,
        PATIENCE,
        "a refused question or withdrawal says nothing about the item",
    ),
    row(
        500,
        599,
        Anything,
        Province,
        PATIENCE,
        "it may have arrived: back-off, then a question",
    ),
    row(
        0,
        u16::MAX,
        Anything,
        Anyone,
        Stranger,
        "a captive portal, a lying proxy, a redirect: back-off, then a question",
    ),
];

const fn row(first: u16, last: u16, asked: Asked, by: By, means: Meaning, why: &'static str) -> Rule {
    Rule {
        statuses: (first, last),
        asked,
        by,
        means,
        why,
    }
}

impl Rule {
    /// The rule for a reply of this status in answer to `action`; `code` is that of the province's own error body, and
    /// `challenged` as [`crate::Reply::challenged`].
    pub fn of(
        item: &Item,
        action: &Action,
        status: u16,
        code: Option<&str>,
        challenged: bool,
    ) -> Option<&'static Self> {
        RULES
            .iter()
            .find(|rule| rule.covers(item, action) && rule.says(status, code, challenged))
    }

    fn covers(&self, item: &Item, action: &Action) -> bool {
        match self.asked {
            Anything => true,
            WithSession => item.needs_session(),
            Question => *action == Action::Probe,
            Body => *action == Action::SendBody,
        }
    }

    fn says(&self, status: u16, code: Option<&str>, challenged: bool) -> bool {
        let (first, last) = self.statuses;
        let by = match self.by {
            Anyone => true,
            Province => code.is_some(),
            Code(own) => code == Some(own),
            Challenge => challenged || code.is_some(),
        };
        by && (first..=last).contains(&status)
    }
}
