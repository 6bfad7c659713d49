//! What shells call: the same with texts and paths, and everything ready to be shown.

use super::calls::Shown;
use super::{DRAFT, NAME, SECRET, TEXT};
use citizen_client::dossier::Page;
use citizen_client::{
    AddressWord, Client, LanguageWord, Preferences, Progress, ReportDecision, ReportRequest, TextSizeWord,
};
use citizen_domain::message::Lang;
use citizen_domain::pack::Relation;
use citizen_journeys::Phone;

const VI: Lang = Lang::Vi;

/// Calls of a shell that has texts and files.
pub(super) fn shell(s: &mut Shown, client: &Client, phone: &Phone, code: &str) {
    let preferences = Preferences {
        language: LanguageWord::Vi,
        text_size: TextSizeWord::Large,
        address: AddressWord::Ba,
    };
    s.call(client.set_preferences(&preferences));
    s.call(client.preferences());
    s.show(client.changes());
    s.call(client.block_on(client.start(async |client: Client| client.session())))
        .ok();
    let picture = phone.file("giay.jpg", &citizen_fixtures::Camera::small(4).jpeg());
    s.show(client.scan_file(picture.as_ref())).ok();
    s.refused(client.scan_file(phone.beside(TEXT).as_ref()));
    s.show(client.scan_frame(8, 8, 8, &[0; 64])).ok();
    s.refused(client.scan_frame(8, 8, 8, TEXT.as_bytes()));
    let draft = s.call(client.keep_draft(&ReportRequest {
        category: "giao_thong".into(),
        text: DRAFT.into(),
        ..ReportRequest::default()
    }));
    s.call(client.add_draft_photo_file(&draft.id, picture.as_ref()));
    s.refused(client.add_draft_photo_file(TEXT, picture.as_ref()));
    let given = |value: &str| vec![("text".to_owned(), value.to_owned())];
    s.refused(client.block_on(client.rate_as_said(code, TEXT, given(TEXT))));
    s.refused(client.block_on(client.rate_as_said(SECRET, "mscore-1", given(TEXT))));
    let out = phone.beside("export.json");
    s.call(client.export_to(&out, VI));
    s.refused(client.export_to(&out, VI));
    s.refused(client.block_on(client.begin_sign_in_at(TEXT)));
    s.refused(client.block_on(client.finish_sign_in_with(TEXT)));
    s.call(client.suspend());
    s.refused(client.reports(0, 1));
    s.call(client.resume());
}

/// Everything that can be shown, while somebody acts for somebody else and after.
pub(super) fn screens(s: &mut Shown, client: &Client, code: &str, card: &str) {
    s.call(client.act_for(Relation::Child, NAME));
    s.call(client.show_home(VI));
    s.call(client.show_session(VI));
    s.call(client.act_for_myself());
    s.call(client.show_home(VI));
    s.call(client.show_session(VI));
    s.show(client.show_provinces());
    s.call(client.show_province());
    s.call(client.show_emergency());
    s.call(client.show_categories());
    s.call(client.show_search(TEXT, 10, VI));
    s.call(client.show_procedure("9.000001", VI));
    s.refused(client.show_procedure(TEXT, VI));
    s.call(client.show_dossiers(Page::ALL, VI));
    s.call(client.show_dossier_page(Page::ALL, VI));
    s.call(client.show_dossier(code, VI));
    s.refused(client.show_dossier(SECRET, VI));
    for text in [card, TEXT, code] {
        let payload = s.call(client.scan_text(text));
        s.show(client.show_scanned(&payload, VI));
    }
    s.show(client.show_rating(code, VI)).ok();
    s.refused(client.show_rating(SECRET, VI));
    s.show(client.show_rated(VI));
    s.call(client.block_on(client.show_results(None, None, VI)));
    s.refused(client.block_on(client.show_results(None, Some(TEXT), VI)));

    let filed = s.call(client.file_report(&ReportRequest {
        category: "giao_thong".into(),
        text: TEXT.into(),
        ..ReportRequest::default()
    }));
    s.call(client.show_filed(&filed, VI));
    s.call(client.show_reports(0, 50, VI));
    s.call(client.show_report(&filed.report.id, VI));
    s.refused(client.show_report(TEXT, VI));
    s.call(client.show_waiting(VI));
    s.call(client.show_outbox(None, 50, false, VI));
    let item = s.call(client.outbox_item(&filed.report.id));
    s.show(client.show_item(&item, VI));
    s.refused(client.show_receipt(&filed.report.id, VI));
    let report = s.call(client.block_on(client.sync()));
    s.call(client.show_sync(&report, VI));
    let progress = s.show(Progress { received: 1, of: 2 });
    s.show(client.show_progress(progress, VI));
    s.call(client.show_receipt(&filed.report.id, VI));
    let decided = s.call(client.decide_report(&filed.report.id, &ReportDecision::Withdraw));
    s.call(client.show_decided(&decided, VI));
}
