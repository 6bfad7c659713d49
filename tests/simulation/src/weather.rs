//! What goes wrong, and how often.

/// So many in a thousand, for each kind of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weather {
    /// No connection comes about.
    pub offline: u64,
    /// A request is lost on its way.
    pub lost: u64,
    /// A request arrives twice, the second time up to two minutes later.
    pub twice: u64,
    /// A request breaks off in the middle.
    pub request_cut: u64,
    /// The reply is lost.
    pub reply_lost: u64,
    /// The reply breaks off in the middle.
    pub reply_cut: u64,
    /// The province dies between its commit and its reply, and starts again.
    pub restart: u64,
    /// Somebody else answers.
    pub portal: u64,
    /// Somebody else answers with a receipt of their own making.
    pub forged: u64,
    /// The province asks for patience.
    pub busy: u64,
    /// The access or the whole session of the person ends between two pieces of a photo, at each piece that is not the last.
    pub session: u64,
    /// The phone loses its network for up to an hour, at each turn.
    pub partition: u64,
    /// The phone's program is killed, at each await.
    pub kill: u64,
    /// The phone's power goes in the middle of a write, at each turn.
    pub power: u64,
    /// The phone's disk is full for a while, at each turn.
    pub full: u64,
    /// The phone's clock jumps by up to ten years, at each turn.
    pub clock: u64,
}

impl Weather {
    /// Nothing goes wrong.
    pub const FAIR: Self = Self {
        offline: 0,
        lost: 0,
        twice: 0,
        request_cut: 0,
        reply_lost: 0,
        reply_cut: 0,
        restart: 0,
        portal: 0,
        forged: 0,
        busy: 0,
        session: 0,
        partition: 0,
        kill: 0,
        power: 0,
        full: 0,
        clock: 0,
    };

    /// Everything goes wrong.
    pub const STORM: Self = Self {
        offline: 30,
        lost: 40,
        twice: 60,
        request_cut: 30,
        reply_lost: 50,
        reply_cut: 30,
        restart: 15,
        portal: 20,
        forged: 10,
        busy: 20,
        session: 250,
        partition: 60,
        kill: 6,
        power: 60,
        full: 40,
        clock: 60,
    };
}

/// A promise that is broken on purpose: the run must notice. All of it happens in what is around the client, never inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Doctored {
    /// Nothing is.
    #[default]
    Nothing,
    /// The province takes a body again that it has taken.
    NoDedupe,
    /// The question after silence is answered without asking, as if it had not been asked.
    NoProbe,
    /// Receipts that nobody stands behind pass the check: they are signed by the province's own key.
    ReceiptsBelieved,
    /// The cursor of the news is kept although what came before it is not.
    CursorOutside,
    /// The province counts a rating again that comes again.
    RatingsAgain,
    /// The province leaves a dossier out of its news and moves the cursor all the same.
    NewsLeftOut,
}
