use super::*;
use citizen_domain::message::Lang;
use citizen_domain::time::iso_date;
use citizen_pack::search::{Hit, Index, Kind, Why};
use proptest::prelude::*;

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| Index::build(shipped("52").content(), iso_date::parse("2026-05-01").unwrap()))
}

fn search(query: &str) -> Vec<Hit> {
    index().search(query, None, 20)
}

/// D§13.2: the query, what must come first, and which rule finds it.
#[test]
fn the_table_of_what_must_be_found() {
    for (query, first, why) in [
        (
            "thu dau mot",
            "Phường Thủ Dầu Một, Thành phố Hồ Chí Minh",
            Why::Folded,
        ),
        ("đồng tháp", "Tỉnh Đồng Tháp", Why::Exact),
        ("dong thap", "Tỉnh Đồng Tháp", Why::Folded),
        ("ĐO\u{302}\u{300}NG THA\u{301}P", "Tỉnh Đồng Tháp", Why::Exact),
        ("khai sinh", "Đăng ký khai sinh", Why::Prefix),
        ("ho khau", "Đăng ký thường trú", Why::Synonym),
        ("quy nhon", "Phường Quy Nhơn, Tỉnh Gia Lai", Why::Folded),
        ("Đăng kí khai sinh", "Đăng ký khai sinh", Why::Folded),
        ("đăng ký khai sinh", "Đăng ký khai sinh", Why::Exact),
        ("tdm", "Phường Thủ Dầu Một, Thành phố Hồ Chí Minh", Why::Initials),
        (
            "phuong thu dau mot",
            "Phường Thủ Dầu Một, Thành phố Hồ Chí Minh",
            Why::Folded,
        ),
        ("thành phố đồng nai", "Thành phố Đồng Nai", Why::Exact),
    ] {
        let hits = search(query);
        let hit = hits.first().unwrap_or_else(|| panic!("{query}: nothing"));
        assert_eq!((hit.name.as_str(), hit.why), (first, why), "{query}");
    }
}

#[test]
fn old_and_new_places_of_the_tone_mark_find_each_other() {
    for (a, b) in [
        ("hoà giải", "hòa giải"),
        ("thuỷ sản", "thủy sản"),
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
    ] {
        let names = |q: &str| search(q).into_iter().map(|h| (h.name, h.why)).collect::<Vec<_>>();
        assert!(!names(a).is_empty(), "{a}");
        assert_eq!(names(a), names(b));
    }
}

#[test]
fn names_that_repeat_come_with_their_province() {
    let hits = index().search("an lao", Some(Kind::Unit), 20);
    let names: Vec<&str> = hits.iter().map(|h| h.name.as_str()).collect();
    // The pack's own province first.
    assert_eq!(
        names,
        ["Xã An Lão, Tỉnh Gia Lai", "Xã An Lão, Thành phố Hải Phòng"]
    );
    let tp = index().search("an lão hải phòng", Some(Kind::Unit), 20);
    assert_eq!(tp[0].code, "11629");
}

#[test]
fn quy_loc_does_not_come_before_quy_nhon() {
    let hits = search("quy nhon");
    let at = |needle: &str| hits.iter().position(|h| h.name.contains(needle));
    assert_eq!(at("Quy Nhơn"), Some(0));
    assert!(at("Quý Lộc").is_none_or(|p| p > 0));
}

#[test]
fn names_on_old_papers_lead_to_todays_units() {
    for (query, name) in [
        (
            "phường Phú Cường, Thủ Dầu Một",
            "Phường Thủ Dầu Một, Thành phố Hồ Chí Minh",
        ),
        ("thị trấn Ngô Mây", "Xã Phù Cát, Tỉnh Gia Lai"),
    ] {
        let hits = index().search(query, Some(Kind::Unit), 20);
        let hit = hits.first().unwrap_or_else(|| panic!("{query}: nothing"));
        assert_eq!(hit.name, name, "{query}");
        assert!(matches!(hit.why, Why::OldName | Why::OldNameSplit), "{query}");
    }
}

/// Asked for the province that people come from, the answer is the one that it went to.
#[test]
fn old_provinces_lead_to_todays() {
    for (query, name) in [
        ("Bình Định", "Tỉnh Gia Lai"),
        ("binh dinh", "Tỉnh Gia Lai"),
        ("tỉnh Bình Dương", "Thành phố Hồ Chí Minh"),
        ("Bình Dương", "Thành phố Hồ Chí Minh"),
        ("Tiền Giang", "Tỉnh Đồng Tháp"),
    ] {
        let hits = index().search(query, Some(Kind::Unit), 20);
        let hit = hits
            .iter()
            .find(|hit| hit.name == name)
            .unwrap_or_else(|| panic!("{query}: {hits:?}"));
        assert_eq!(hit.why, Why::OldName, "{query}");
    }
    // A province that kept its name is found by it, not as its own successor.
    let hits = index().search("Gia Lai", Some(Kind::Unit), 20);
    assert_eq!((hits[0].name.as_str(), hits[0].why), ("Tỉnh Gia Lai", Why::Exact));
}

/// A number is no beginning of a longer one.
#[test]
fn district_1_is_not_district_10() {
    let hits = index().search("Quận 1", Some(Kind::Unit), 20);
    let names: Vec<&str> = hits.iter().map(|h| h.name.as_str()).collect();
    assert!(
        names.iter().any(|n| n.starts_with("Phường Bến Thành,")),
        "{names:?}"
    );
    // Of old district 10.
    assert!(
        !names.iter().any(|n| n.starts_with("Phường Diên Hồng,")),
        "{names:?}"
    );
}

#[test]
fn a_query_typed_without_input_method_is_understood() {
    for (query, first) in [
        ("thur daauf mootj", "Phường Thủ Dầu Một, Thành phố Hồ Chí Minh"),
        ("thur daauf", "Phường Thủ Dầu Một, Thành phố Hồ Chí Minh"),
        ("d9o6ng2 thap1", "Tỉnh Đồng Tháp"),
    ] {
        let hits = index().search(query, Some(Kind::Unit), 5);
        let hit = hits.first().unwrap_or_else(|| panic!("{query}: nothing"));
        assert!(hit.typed, "{query}");
        assert_eq!(hit.name, first, "{query}");
    }
}

#[test]
fn one_slip_is_forgiven_in_a_long_word() {
    let hits = search("thuongt tru");
    assert_eq!(hits[0].name, "Đăng ký thường trú");
    assert_eq!(hits[0].why, Why::Typo);
    assert!(search("xyzzyxyz").is_empty());
}

#[test]
fn kind_limit_and_code_are_respected() {
    assert!(
        index()
            .search("đăng ký", Some(Kind::Unit), 50)
            .iter()
            .all(|h| h.kind == Kind::Unit)
    );
    let hits = index().search("đăng ký", Some(Kind::Procedure), 7);
    assert_eq!(hits.len(), 7);
    assert!(hits.iter().all(|h| h.kind == Kind::Procedure && h.demo));
    assert_eq!(
        search("25747")[0].name,
        "Phường Thủ Dầu Một, Thành phố Hồ Chí Minh"
    );
    assert_eq!(search("9.000001")[0].name, "Đăng ký khai sinh");
    assert!(index().search("25747", Some(Kind::Procedure), 5).is_empty());
    assert!(search("").is_empty() && search("  ").is_empty());
}

#[test]
fn every_rule_has_its_words() {
    use Why::*;
    for why in [
        Exact,
        Tone,
        Folded,
        Synonym,
        OldName,
        OldNameSplit,
        Prefix,
        Initials,
        Typo,
    ] {
        for lang in [Lang::Vi, Lang::En] {
            assert!(!why.text(lang).display.starts_with("pack."), "{why:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_query_is_answered(query in "\\PC{0,40}") {
        prop_assert!(index().search(&query, None, 10).len() <= 10);
    }
}
