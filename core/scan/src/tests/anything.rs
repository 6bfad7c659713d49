//! No input makes it panic or trust.

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_value_makes_it_panic(raw in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = classify(&raw, &ScanContext::default());
    }

    #[test]
    fn no_text_makes_it_panic_and_only_signatures_are_signed(text in "\\PC{0,120}") {
        prop_assert_ne!(read(&text).trust, Trust::Signed);
    }

    #[test]
    fn no_link_leads_to_a_host_that_is_not_on_the_list(host in "[a-z0-9.@:/\\\\\\-а-яđư]{1,30}") {
        let payload = read(&format!("https://{host}"));
        if payload.trust == Trust::Hint && payload.kind != Kind::DossierCode {
            let real = payload.host.unwrap();
            prop_assert!(real == "dichvucong.gov.vn" || real.ends_with(".gialai.gov.vn"), "{}", real);
        }
    }

    #[test]
    fn no_card_text_makes_it_panic(fields in proptest::collection::vec("[0-9]{0,13}|\\PC{0,12}", 0..18)) {
        let _ = IdCard::parse(&fields.join("|"));
    }
}
