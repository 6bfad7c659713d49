use super::support::{CODE, Memory, at, event, followed, record};
use crate::{
    Applied, Followed, Line, Page, Repository, Source, Trust, apply, apply_ready, finish_reset, follow,
};
use citizen_domain::codes::DossierCode;
use citizen_domain::wire::{Change, DossierRecord, SlipClaims, members};

fn news(code: &str) -> Change {
    let mut dossier = record(&[event(1, 2, "2026-02-12T10:00")], Some("2026-02-24T10:00"));
    dossier.code = code.into();
    Change::Dossier {
        dossier: Box::new(dossier),
    }
}

#[test]
fn following_twice_keeps_what_is_known_and_learns_what_is_new() {
    let memory = Memory::default();
    follow(&memory, followed()).unwrap();
    apply(&memory, news(CODE), at("2026-02-13T08:00")).unwrap();
    let code = DossierCode::parse(" 000.00.12.h09–260212–0001 ").unwrap();
    let claims = SlipClaims {
        iss: "74".into(),
        code: CODE.into(),
        agency: "000.00.12.H09".into(),
        received_at: at("2026-02-12T10:00"),
        appointment_at: None,
    };
    let again = Followed::from_slip(code, &claims, at("2026-02-14T08:00"))
        .with_secret(Some(String::from("7K2M").into()));
    let kept = follow(&memory, again).unwrap();
    assert_eq!(
        (kept.held.source(), kept.held.trust),
        (Source::Province, Trust::Signed)
    );
    assert_eq!(kept.held.followed_at, at("2026-02-12T11:00"));
    assert_eq!(kept.secret.as_ref().map(|s| s.reveal().as_str()), Some("7K2M"));
    assert_eq!(memory.dossiers(Page::ALL).unwrap().len(), 1);
    // A later bare code does not lower what the signed slip has shown, nor forget the secret.
    let kept = follow(&memory, followed()).unwrap();
    assert_eq!((kept.held.trust, kept.secret.is_some()), (Trust::Signed, true));
    assert!(!format!("{kept:?}").contains("7K2M") && !format!("{kept:?}").contains("260212"));
}

#[test]
fn the_feed_adds_updates_and_takes_away() {
    let memory = Memory::default();
    let when = at("2026-02-13T08:00");
    assert!(
        matches!(apply(&memory, news(CODE), when), Ok(Applied::Updated { merged, .. }) if merged.is_news())
    );
    assert!(
        matches!(apply(&memory, news(CODE), when), Ok(Applied::Updated { merged, .. }) if !merged.is_news())
    );
    assert_eq!(apply(&memory, news("?"), when), Ok(Applied::Unreadable));
    assert_eq!(
        apply(&memory, Change::Cursor { cursor: "7".into() }, when),
        Ok(Applied::Unrelated)
    );
    let gone = |code: &str| Change::DossierGone { code: code.into() };
    assert_eq!(
        apply(&memory, gone("H09.99-260101-0001"), when),
        Ok(Applied::Unrelated)
    );
    assert!(matches!(
        apply(&memory, gone(CODE), when),
        Ok(Applied::Gone { .. })
    ));
    let left = memory.dossier(CODE).unwrap().unwrap();
    assert!(left.held.gone && left.held.record.is_none());
    // Seen again, it is back.
    apply(&memory, news(CODE), when).unwrap();
    assert!(!memory.dossier(CODE).unwrap().unwrap().held.gone);
}

/// Made ready or not, it is the same in the end: of a dossier that is new, that is held with an older or the same history, that was
/// taken away, and of what is no dossier.
#[test]
fn what_was_made_ready_is_kept_as_if_it_had_not_been() {
    let gone = Change::DossierGone { code: CODE.into() };
    let mut later = record(
        &[event(1, 2, "2026-02-12T10:00"), event(2, 4, "2026-02-13T09:00")],
        None,
    );
    later.code = CODE.into();
    later.ratable = true;
    let later = Change::Dossier {
        dossier: Box::new(later),
    };
    let (plain, ready) = (Memory::default(), Memory::default());
    let mut twice = record(
        &[
            event(2, 4, "2026-02-13T09:00"),
            event(1, 2, "2026-02-12T10:00"),
            event(2, 5, "2026-02-13T10:00"),
        ],
        None,
    );
    twice.code = CODE.into();
    let twice = Change::Dossier {
        dossier: Box::new(twice),
    };
    for (n, change) in [
        news(CODE),
        news(CODE),
        later.clone(),
        twice,
        gone,
        later,
        news("?"),
    ]
    .into_iter()
    .enumerate()
    {
        let when = at("2026-02-14T08:00").plus_millis(n as i64);
        let expected = apply(&plain, change.clone(), when).unwrap();
        let applied = match Line::ready(change, when).unwrap() {
            Line::Ready(line) => apply_ready(&ready, line, when),
            Line::Change(change) => apply(&ready, change, when),
        };
        assert_eq!(applied.unwrap(), expected, "{n}");
        assert!(held(&ready) == held(&plain), "{n}");
    }
}

#[test]
fn after_a_fresh_start_only_what_was_named_again_stays() {
    let memory = Memory::default();
    let (kept, lost, typed) = (CODE, "H09.12-260301-0002", "H09.12-260301-0003");
    for code in [kept, lost] {
        apply(&memory, news(code), at("2026-03-02T08:00")).unwrap();
    }
    follow(
        &memory,
        Followed::from_code(
            DossierCode::parse(typed).unwrap(),
            Trust::Typed,
            at("2026-03-02T08:00"),
        ),
    )
    .unwrap();
    let now = at("2026-03-03T08:00");
    assert_eq!(apply(&memory, Change::Reset, now), Ok(Applied::Reset));
    // Until the feed has been read to its end nothing is taken away.
    assert!(memory.dossier(lost).unwrap().unwrap().held.record.is_some());
    apply(&memory, news(kept), now).unwrap();
    let gone = finish_reset(&memory, now).unwrap();
    assert_eq!(gone, [DossierCode::parse(lost).unwrap()]);
    let is_gone = |code: &str| memory.dossier(code).unwrap().unwrap().held.gone;
    assert_eq!([kept, lost, typed].map(is_gone), [false, true, false]);
    assert_eq!(finish_reset(&memory, now), Ok(Vec::new()));
}

#[test]
fn what_is_held_survives_being_written_down() {
    let mut held = followed().held;
    held.merge(
        record(&[event(1, 2, "2026-02-12T10:00")], None),
        at("2026-02-13T08:00"),
    );
    held.merge(
        record(&[event(2, 42, "2026-02-13T10:00")], None),
        at("2026-02-14T08:00"),
    );
    let json = serde_json::to_string(&held).unwrap();
    assert_eq!(serde_json::from_str::<crate::Held>(&json).unwrap(), held);
}

fn held(memory: &Memory) -> crate::Held {
    memory.dossier(CODE).unwrap().unwrap().held
}

/// Member by member comes to the same as the whole, whatever changed.
#[test]
fn a_part_is_as_good_as_the_whole() {
    let old = record(&[event(1, 2, "2026-02-12T10:00")], Some("2026-02-24T10:00"));
    let base = {
        let mut base = old.clone();
        base.code = CODE.into();
        base
    };
    let mut cases = vec![base.clone()];
    let mut change = |with: fn(&mut DossierRecord)| {
        let mut other = base.clone();
        with(&mut other);
        cases.push(other);
    };
    change(|it| it.appointment_at = None);
    change(|it| it.finished_at = Some(at("2026-02-20T10:00")));
    change(|it| it.status.text = Some("Đang chờ".into()));
    change(|it| it.ratable = true);
    change(|it| it.needs.clear());
    change(|it| it.events.push(event(2, 4, "2026-02-13T10:00")));
    change(|it| {
        it.agency.name = "Phòng khác".into();
        it.events.push(event(2, 9, "2026-02-13T10:00"));
        it.previous_appointment_at = Some(at("2026-02-22T10:00"));
    });
    let when = at("2026-02-14T08:00");
    for new in cases {
        let (by_part, by_whole) = (Memory::default(), Memory::default());
        for memory in [&by_part, &by_whole] {
            let dossier = Box::new(base.clone());
            apply(memory, Change::Dossier { dossier }, at("2026-02-13T08:00")).unwrap();
        }
        let (was, now) = (members(&base).unwrap(), members(&new).unwrap());
        let names = was
            .keys()
            .chain(now.keys())
            .filter(|name| was.get(*name) != now.get(*name));
        let part = Change::DossierPart {
            code: CODE.into(),
            patch: names
                .map(|name| (name.clone(), now.get(name).cloned().unwrap_or_default()))
                .collect(),
            events: new
                .events
                .iter()
                .filter(|event| !base.events.contains(event))
                .cloned()
                .collect(),
        };
        let sent = serde_json::to_string(&part).unwrap();
        let read = serde_json::from_str(&sent).unwrap();
        let dossier = Box::new(new);
        let whole = apply(&by_whole, Change::Dossier { dossier }, when).unwrap();
        assert_eq!(apply(&by_part, read, when).unwrap(), whole, "{sent}");
        assert_eq!(held(&by_part), held(&by_whole), "{sent}");
    }
}

#[test]
fn a_part_of_what_is_not_held_or_not_fitting_asks_for_the_whole() {
    let when = at("2026-02-14T08:00");
    let part = |patch: serde_json::Value| Change::DossierPart {
        code: CODE.into(),
        patch: serde_json::from_value(patch).unwrap(),
        events: Vec::new(),
    };
    let memory = Memory::default();
    let ratable = serde_json::json!({ "ratable": true });
    assert_eq!(
        apply(&memory, part(ratable.clone()), when),
        Ok(Applied::Incomplete)
    );
    // Followed, and never told.
    follow(&memory, followed()).unwrap();
    assert_eq!(
        apply(&memory, part(ratable.clone()), when),
        Ok(Applied::Incomplete)
    );
    apply(&memory, news(CODE), when).unwrap();
    let before = held(&memory);
    for bad in [
        serde_json::json!({ "status": null }),
        serde_json::json!({ "status": 7 }),
        serde_json::json!({ "code": "H09.99-260101-0001" }),
    ] {
        assert_eq!(apply(&memory, part(bad), when), Ok(Applied::Incomplete));
    }
    assert_eq!(held(&memory), before, "nothing of it was taken");
    assert!(matches!(
        apply(&memory, part(ratable), when),
        Ok(Applied::Updated { .. })
    ));
    assert!(
        memory
            .dossier(CODE)
            .unwrap()
            .unwrap()
            .held
            .record
            .unwrap()
            .ratable
    );
}
