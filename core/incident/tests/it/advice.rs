//! What is said before a report leaves.

use super::*;

#[test]
fn wording_that_belongs_to_another_law_is_recognised_and_trees_are_not() {
    let read = |text: &str| advise(text, None, Severity::Normal, &[]);
    for text in [
        "Tôi khiếu nại quyết định số 12",
        "toi KHIEU NAI ve viec thu hoi dat",
        "Đơn khiếu-nại",
    ] {
        assert_eq!(read(text), [Advice::Complaint], "{text}");
    }
    for text in [
        "Tôi tố cáo ông chủ tịch",
        "toi to cao can bo nhan tien",
        "TỐ CÁO hành vi",
    ] {
        assert_eq!(read(text), [Advice::Denunciation], "{text}");
    }
    for text in [
        "Cây to cao che khuất đèn",
        "cay to cao che den",
        "toa nha to cao",
        "Ổ gà",
        "kêu nài",
        "",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
}

#[test]
fn emergency_numbers_come_first() {
    let number = |n: &str| EmergencyNumber {
        number: n.into(),
        name: n.into(),
        spoken: n.into(),
    };
    // A hotline saves nobody.
    let numbers = [number("113"), number("114"), number("1022")];
    let firsts = |category: &str, severity| {
        let categories = categories();
        let category = categories.iter().find(|c| c.code == category);
        let called = advise("tố cáo", category, severity, &numbers);
        called
            .into_iter()
            .map(|a| match a {
                Advice::CallFirst { number, .. } => number,
                Advice::CallOneOf(numbers) => numbers
                    .iter()
                    .map(|n| n.number.as_str())
                    .collect::<Vec<_>>()
                    .join(" "),
                _ => "law".into(),
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(firsts("pccc", Severity::Normal), ["114", "law"]);
    assert_eq!(firsts("pccc", Severity::Urgent), ["114 113", "law"]);
    assert_eq!(firsts("giao_thong", Severity::Urgent), ["113 114", "law"]);
    let one_list = Advice::CallOneOf(vec![number("113"), number("114")]).text(Lang::Vi);
    assert!(one_list.display.contains("113 113, 114 114"), "{one_list:?}");
    assert_eq!(firsts("giao_thong", Severity::Normal), ["law"]);
}
