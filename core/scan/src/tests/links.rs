//! Hosts and the code in a link.

use super::*;

#[test]
fn hosts_are_what_they_really_are() {
    use Warning::*;
    for (link, expected) in [
        ("https://dichvucong.gov.vn/a", None),
        ("HTTPS://DichVuCong.GOV.VN/a", None),
        ("https://dichvucong.gov.vn:443/a", None),
        ("https://mot.gialai.gov.vn/a", None),
        ("https://a.b.gialai.gov.vn/a", None),
        (
            "https://gialai.gov.vn/a",
            Some(vec![HostNotAllowed, HostLookAlike]),
        ),
        (
            "https://xgialai.gov.vn/a",
            Some(vec![HostNotAllowed, HostLookAlike]),
        ),
        ("http://dichvucong.gov.vn/a", Some(vec![NotHttps])),
        ("https://dichvucong.gov.vn:8443/a", Some(vec![HostPort])),
        (
            "https://dichvucong.gov.vn./a",
            Some(vec![HostTrailingDot, HostNotAllowed, HostLookAlike]),
        ),
        (
            "https://dichvucong.gov.vn@evil.example/a",
            Some(vec![HostUserinfo, HostNotAllowed]),
        ),
        ("https://x:y@dichvucong.gov.vn/a", Some(vec![HostUserinfo])),
        (
            "https://dichvucong.gov.vn.evil.example/a",
            Some(vec![HostNotAllowed, HostLookAlike]),
        ),
        (
            "https://dichvucong-gov-vn.example/a",
            Some(vec![HostNotAllowed, HostLookAlike]),
        ),
        (
            "https://dichvuc0ng.gov.vn/a",
            Some(vec![HostNotAllowed, HostLookAlike]),
        ),
        (
            "https://dichvucon.gov.vn/a",
            Some(vec![HostNotAllowed, HostLookAlike]),
        ),
        (
            "https://dịchvucông.gov.vn/a",
            Some(vec![HostNotAscii, HostNotAllowed, HostLookAlike]),
        ),
        (
            "https://dichvuсong.gov.vn/a",
            Some(vec![HostNotAscii, HostNotAllowed, HostLookAlike]),
        ),
        ("https://113.160.0.1/a", Some(vec![HostIpAddress, HostNotAllowed])),
        (
            "https://[2001:db8::1]/a",
            Some(vec![HostIpAddress, HostNotAllowed]),
        ),
        ("https://0x71a00001/a", Some(vec![HostIpAddress, HostNotAllowed])),
        ("https://bank.example/a", Some(vec![HostNotAllowed])),
        ("https:///", Some(vec![MalformedUrl])),
        ("https://a b/", Some(vec![MalformedUrl])),
    ] {
        let payload = read(link);
        assert_eq!(payload.kind, Kind::Url, "{link}");
        match expected {
            None => assert_eq!(
                (payload.trust, &payload.warnings[..]),
                (Trust::Hint, &[NoCodeInUrl][..]),
                "{link}"
            ),
            Some(wanted) => assert_eq!(
                (payload.trust, payload.warnings),
                (Trust::Untrusted, wanted),
                "{link}"
            ),
        }
    }
    let punycode = url::Url::parse("https://dichvu\u{441}ong.gov.vn/")
        .unwrap()
        .to_string();
    assert!(punycode.contains("xn--"));
    assert_eq!(
        read(&punycode).warnings,
        [HostNotAscii, HostNotAllowed, HostLookAlike]
    );
}

#[test]
fn a_link_gives_one_code_from_the_named_parameter_only() {
    let code = |link: &str| read(link).dossier.map(|d| d.normalized);
    let base = "https://dichvucong.gov.vn/p?";
    assert_eq!(code(&format!("{base}x=1&ma_ho_so={CODE}")).as_deref(), Some(CODE));
    assert_eq!(code(&format!("{base}other={CODE}")), None);
    assert_eq!(
        code(&format!("{base}ma_ho_so={CODE}&ma_ho_so={CODE}")).as_deref(),
        Some(CODE)
    );
    assert_eq!(
        code(&format!("{base}ma_ho_so={CODE}&ma_ho_so=H09.12-230110-0001")),
        None
    );
    assert_eq!(code(&format!("https://evil.example/?ma_ho_so={CODE}")), None);
    assert_eq!(
        read(&format!("{base}ma_ho_so={CODE}")).host.as_deref(),
        Some("dichvucong.gov.vn")
    );
}
