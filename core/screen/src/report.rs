//! A field report: as a card, and as a screen from draft to confirmation.

use crate::{CategoryCode, Fact, PhotoHash, ReceiptView, ReportId, Said, TimelineRow, Tone, Voice};
use citizen_domain::pack::{PackContent, ReportCategory, Visibility};
use citizen_domain::text::excerpt;
use citizen_domain::wire::LocationSource;
use citizen_incident::{self as room, Advice, PlaceFlag, ProvinceState, WireSize, state_text};
use serde::Serialize;

/// A report on a card.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ReportCard {
    /// Client id.
    pub id: ReportId,
    /// How it stands.
    pub state: Said,
    /// Category.
    pub category: Said,
    /// What the person wrote.
    pub text: String,
    /// How that begins, for a list; none of a draft without words.
    pub about: Option<Said>,
    /// When it was begun.
    pub when: Said,
    /// How it is to be felt.
    pub tone: Tone,
    /// What the person has to do.
    pub todo: Option<Said>,
    /// Nothing more is to come.
    pub finished: bool,
}

impl std::fmt::Debug for ReportCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReportCard")
            .field("tone", &self.tone)
            .finish_non_exhaustive()
    }
}

/// What a person can do with a report now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum ReportAction {
    /// Change the draft.
    Edit,
    /// Send the draft.
    Send,
    /// Say that it was mended.
    Confirm,
    /// Say that it was not.
    Reopen,
    /// Take it back.
    Withdraw,
    /// Change what the province refused, and send it again.
    Mend,
    /// Throw the draft away.
    Discard,
}

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhotoRow {
    /// SHA-256, lower-case hex.
    pub sha256: PhotoHash,
    /// Its size in words.
    pub size: Said,
    /// Whether the province holds it.
    pub state: Said,
    /// The same as a tone.
    pub tone: Tone,
}

/// Something to tell before sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AdviceRow {
    /// In words.
    pub said: Said,
    /// Numbers to dial.
    pub call: Vec<String>,
}

/// A category to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CategoryView {
    /// Stable code.
    pub code: CategoryCode,
    /// Name.
    pub name: Said,
    /// Number to call first.
    pub emergency: Option<String>,
}

/// What a draft says, for the form in which it is changed. What the person does not touch there is not to be sent again.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct DraftFields {
    /// Category.
    pub category: CategoryCode,
    /// Who will see it if it is sent as it stands.
    pub visibility: Visibility,
    /// Without account.
    pub anonymous: bool,
    /// It carries a place.
    pub has_place: bool,
    /// 1 urgent, 2 ordinary, 3 a suggestion.
    pub severity: u8,
}

impl std::fmt::Debug for DraftFields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DraftFields").finish_non_exhaustive()
    }
}

/// A report as a screen.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ReportView {
    /// Its card.
    pub card: ReportCard,
    /// Not sent, and to be changed freely.
    pub draft: bool,
    /// What a form begins with when the draft is changed.
    pub editing: Option<DraftFields>,
    /// Category, ward, number and the like.
    pub facts: Vec<Fact>,
    /// Where it is.
    pub place: Said,
    /// What is doubtful about the place.
    pub place_flags: Vec<Said>,
    /// Who can see it.
    pub visibility: Said,
    /// Photos.
    pub photos: Vec<PhotoRow>,
    /// What will leave this phone.
    pub size: Option<Said>,
    /// What to tell before sending.
    pub advice: Vec<AdviceRow>,
    /// Why it waits or was refused.
    pub reason: Option<Said>,
    /// What the person decided and the province does not have yet.
    pub pending: Option<Said>,
    /// The province's receipt.
    pub receipt: Option<ReceiptView>,
    /// History, newest first.
    pub timeline: Vec<TimelineRow>,
    /// What can be done.
    pub actions: Vec<ReportAction>,
}

impl std::fmt::Debug for ReportView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReportView")
            .field("card", &self.card)
            .finish_non_exhaustive()
    }
}

/// What a report's screen is made of besides the report.
#[derive(Debug, Clone, Default)]
pub struct ReportParts<'a> {
    /// What is doubtful about the place.
    pub place: &'a [PlaceFlag],
    /// What to tell before sending.
    pub advice: &'a [Advice],
    /// What will leave this phone.
    pub size: Option<WireSize>,
    /// What the rules allow now, besides what every draft allows.
    pub allowed: &'a [ReportAction],
    /// The text that the receipt's QR carries.
    pub receipt_code: Option<&'a str>,
}

/// A category as a choice.
pub fn category(category: &ReportCategory) -> CategoryView {
    CategoryView {
        code: CategoryCode(category.code.clone()),
        name: Said::both(category.name.clone(), category.spoken.clone()),
        emergency: category.emergency.clone(),
    }
}

/// Characters of a report that stand on its card.
const ABOUT: usize = 160;

/// The card of a report.
pub fn report_card(view: &room::ReportView, pack: &PackContent, voice: &Voice) -> ReportCard {
    let province = view.province_state.as_deref();
    let known = province.and_then(ProvinceState::parse);
    let state = match province {
        Some(code) => Said::from(state_text(voice.lang, code)),
        None => voice.say_or(&format!("outbox.state.{}", view.state), &view.state),
    };
    let tone = match (known, view.state.as_str()) {
        (Some(ProvinceState::Resolved), _) => Tone::DueSoon,
        (Some(ProvinceState::Confirmed), _) => Tone::Done,
        (Some(ProvinceState::Refused), _) | (None, "rejected") => Tone::Overdue,
        (Some(ProvinceState::Withdrawn | ProvinceState::Duplicate), _) => Tone::Neutral,
        (Some(_), _) | (None, "accepted") => Tone::OnTime,
        (None, "draft") if province.is_none() => Tone::Neutral,
        _ => Tone::Waiting,
    };
    let todo = if let Some(pending) = &view.pending_action {
        Some(voice.say(&format!("incident.pending.{}", pending.action), &[]))
    } else if known == Some(ProvinceState::Resolved) {
        Some(voice.say("screen.report.todo.confirm", &[]))
    } else if view.state == "draft" {
        Some(voice.say("screen.report.todo.send", &[]))
    } else {
        reason(view, voice)
    };
    let found = pack
        .categories
        .iter()
        .find(|category| category.code == view.category);
    ReportCard {
        id: ReportId(view.id.clone()),
        state,
        category: found.map_or_else(
            || Said::plain(view.category.clone()),
            |category| Said::both(category.name.clone(), category.spoken.clone()),
        ),
        text: view.text.clone(),
        about: Some(excerpt(&view.text, ABOUT))
            .filter(|words| !words.is_empty())
            .map(Said::plain),
        when: voice.when(view.created_at),
        tone,
        todo,
        finished: known.is_some_and(ProvinceState::is_final),
    }
}

/// Why it waits or was refused; a province's own word stays as it came.
fn reason(view: &room::ReportView, voice: &Voice) -> Option<Said> {
    let way = if view.receipt.is_some() { "wait" } else { "unsent" };
    let reason = view.reason.as_deref()?;
    Some(voice.say_or(&format!("outbox.{way}.{reason}"), reason))
}

/// The whole screen of a report.
pub fn report(
    view: &room::ReportView,
    parts: &ReportParts<'_>,
    pack: &PackContent,
    voice: &Voice,
) -> ReportView {
    let card = report_card(view, pack, voice);
    let draft = view.state == "draft";
    let mut facts = vec![voice.fact("screen.report.category", card.category.clone())];
    let unit = view.unit.as_ref().map(|unit| Said::aloud(unit.name.clone()));
    facts.extend(unit.map(|name| voice.fact("screen.report.unit", name)));
    facts.push(voice.fact(
        "screen.report.severity",
        voice.say(&format!("screen.severity.{}", view.severity), &[]),
    ));
    facts.push(voice.fact("screen.report.seen", voice.when(view.captured_at)));
    let reference = view.reference.as_deref();
    facts.extend(reference.map(|number| voice.fact("screen.report.reference", Voice::spelled(number))));
    let acting = view.acting_for.as_ref().map(|acting| {
        let id = format!("screen.acting.{}", acting.relation.as_str());
        voice.say_with(&id, &[("name", &Said::plain(acting.name.clone()))])
    });
    facts.extend(acting.map(|said| voice.fact("screen.report.by", said)));
    let mut actions: Vec<ReportAction> = if draft {
        vec![ReportAction::Send, ReportAction::Edit, ReportAction::Discard]
    } else {
        Vec::new()
    };
    actions.extend(
        parts
            .allowed
            .iter()
            .copied()
            .filter(|action| !actions.contains(action))
            .collect::<Vec<_>>(),
    );
    let eyes = match view.visibility {
        Visibility::Public => "incident.visibility.public",
        Visibility::Handler => "incident.visibility.handler",
    };
    ReportView {
        draft,
        editing: draft.then(|| DraftFields {
            category: CategoryCode(view.category.clone()),
            visibility: view.visibility,
            anonymous: view.anonymous,
            has_place: view.location.is_some(),
            severity: view.severity,
        }),
        facts,
        place: place(view, voice),
        place_flags: parts
            .place
            .iter()
            .map(|flag| voice.say(flag.message_id(), &[]))
            .collect(),
        visibility: voice.say(eyes, &[]),
        photos: view.photos.iter().map(|photo| photo_row(photo, voice)).collect(),
        size: parts.size.map(|size| size_said(size, voice)),
        advice: parts
            .advice
            .iter()
            .map(|advice| advice_row(advice, voice))
            .collect(),
        reason: reason(view, voice),
        pending: view
            .pending_action
            .as_ref()
            .map(|pending| voice.say(&format!("incident.pending.{}", pending.action), &[])),
        receipt: view.receipt.as_ref().map(|held| {
            crate::receipt(
                &held.id,
                held.issued_at,
                reference,
                held.attachments.len(),
                held.verified,
                parts.receipt_code,
                voice,
            )
        }),
        timeline: timeline(view, card.finished, voice),
        actions,
        card,
    }
}

fn size_said(size: WireSize, voice: &Voice) -> Said {
    let (body, photos) = (voice.bytes(size.body), voice.bytes(size.photos));
    if size.photos == 0 {
        voice.say_with("screen.report.size", &[("body", &body)])
    } else {
        voice.say_with(
            "screen.report.size_photos",
            &[("body", &body), ("photos", &photos)],
        )
    }
}

/// Coordinates are for machines; a person is told how the place is known and how exact it is.
fn place(view: &room::ReportView, voice: &Voice) -> Said {
    let Some(place) = &view.location else {
        return voice.say("screen.report.no_place", &[]);
    };
    let source = voice.say(
        match place.source {
            LocationSource::Gps => "incident.source.gps",
            LocationSource::MapPin => "incident.source.map_pin",
            LocationSource::PhotoExif => "incident.source.photo_exif",
        },
        &[],
    );
    let at = Said::plain(format!("{:.5}, {:.5}", place.lat, place.lon));
    let exact = place.accuracy_m.map(|metres| {
        let n = Said::plain(format!("{metres:.0}"));
        voice.say_with("screen.report.accuracy", &[("n", &n)])
    });
    let parts: Vec<Said> = [Some(at), Some(source), exact].into_iter().flatten().collect();
    Said::joined(&parts)
}

fn photo_row(photo: &room::PhotoView, voice: &Voice) -> PhotoRow {
    let (id, tone) = match photo.state.as_str() {
        "draft" => ("screen.photo.draft", Tone::Neutral),
        "sent" => ("screen.photo.sent", Tone::Done),
        "refused" => ("screen.photo.refused", Tone::Overdue),
        _ => ("screen.photo.waiting", Tone::Waiting),
    };
    PhotoRow {
        sha256: PhotoHash(photo.sha256.clone()),
        size: voice.bytes(photo.bytes),
        state: voice.say(id, &[]),
        tone,
    }
}

fn advice_row(advice: &Advice, voice: &Voice) -> AdviceRow {
    AdviceRow {
        said: advice.text(voice.lang).into(),
        call: match advice {
            Advice::CallFirst { number, .. } => vec![number.clone()],
            Advice::CallOneOf(numbers) => numbers.iter().map(|n| n.number.clone()).collect(),
            Advice::Complaint | Advice::Denunciation => Vec::new(),
        },
    }
}

fn timeline(view: &room::ReportView, finished: bool, voice: &Voice) -> Vec<TimelineRow> {
    let newest = view.updates.len().saturating_sub(1);
    let rows = view
        .updates
        .iter()
        .enumerate()
        .rev()
        .map(|(n, update)| TimelineRow {
            when: voice.when(update.at),
            what: state_text(voice.lang, &update.status).into(),
            who: None,
            note: (!update.text.is_empty()).then(|| Said::aloud(update.text.clone())),
            now: n == newest && !finished,
            clock_stopped: false,
        });
    rows.collect()
}
