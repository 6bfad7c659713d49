//! A procedure: what it costs, and where it is taken.

use citizen_domain::Timestamp;
use citizen_domain::message::Lang;
use citizen_domain::pack::{Fee, Office, Procedure};
use citizen_screen::{ProcedureView, Voice, procedure};

fn shown(fees: &[(&str, u64)], offices: &[Office]) -> ProcedureView {
    let found = Procedure {
        code: "9.000001".into(),
        name: "Đăng ký khai sinh".into(),
        group: "sinh_con".into(),
        papers: Vec::new(),
        fees: fees
            .iter()
            .map(|(name, amount_vnd)| Fee {
                name: (*name).into(),
                amount_vnd: *amount_vnd,
            })
            .collect(),
        limit: None,
        level: "province".into(),
        synonyms: Vec::new(),
        demo: true,
    };
    let voice = Voice {
        lang: Lang::Vi,
        now: Timestamp::from_secs(1_770_000_000),
    };
    procedure(&found, &offices.iter().collect::<Vec<_>>(), &voice)
}

#[test]
fn a_fee_that_nobody_stated_is_not_called_free() {
    for (fees, said) in [
        (&[][..], vec!["Chưa có thông tin. Xin hỏi nơi nhận."]),
        (&[("Lệ phí", 0)], vec!["Không thu phí"]),
        (&[("Lệ phí", 8_000)], vec!["Lệ phí · 8.000 đ"]),
        (
            &[("Lệ phí", 0), ("Phí thẩm định", 700_000)],
            vec!["Lệ phí · Không thu phí", "Phí thẩm định · 700.000 đ"],
        ),
    ] {
        let view = shown(fees, &[]);
        let found: Vec<&str> = view.fees.iter().map(|fee| fee.display.as_str()).collect();
        assert_eq!(found, said);
    }
}

#[test]
fn the_first_offices_that_take_it_are_named_and_the_others_counted() {
    let office = |n: usize, receives: &[&str]| Office {
        id: format!("79-{n}"),
        name: format!("Trung tâm PVHCC phường {n}"),
        spoken: format!("Trung tâm Phục vụ hành chính công phường {n}"),
        unit: "25747".into(),
        address: format!("Số {n} đường Minh Họa"),
        lat: None,
        lon: None,
        hours: "Thứ Hai đến thứ Sáu".into(),
        receives: receives.iter().map(|level| (*level).to_owned()).collect(),
        phone: None,
        demo: true,
    };
    let labels = |offices: &[Office]| -> Vec<String> {
        let view = shown(&[], offices);
        view.offices.into_iter().map(|fact| fact.label.display).collect()
    };
    let few = [office(1, &[]), office(2, &["commune"]), office(3, &["province"])];
    assert_eq!(
        labels(&few),
        ["Trung tâm PVHCC phường 1", "Trung tâm PVHCC phường 3"]
    );
    let many: Vec<Office> = (1..=8).map(|n| office(n, &[])).collect();
    let view = shown(&[], &many);
    assert_eq!(view.offices.len(), 6);
    assert_eq!(
        view.offices[5].value.display,
        "còn 3 nơi nữa trong tỉnh cũng nhận"
    );
    assert!(!view.offices[0].label.spoken.contains("PVHCC"));
    assert!(view.offices[0].value.display.contains("Số 1 đường Minh Họa"));
}
