use crate::Warning;
use citizen_domain::pack::AllowedHost;
use citizen_domain::text::{fold, within_one_edit};
use url::{Host, Url};

/// What the checks say about a link's host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostVerdict<'a> {
    /// The entry of the allow-list, if every check passed.
    pub allowed: Option<&'a AllowedHost>,
    /// Why not.
    pub warnings: Vec<Warning>,
}

/// Holds a link against the allow-list: `https` only, no user name, no port of its own, no trailing dot, no number address, no
/// letters beyond ASCII (an official host has none), and a host of the list exactly, or below it where the entry says
/// `*.`. A host that fails and resembles one of the list is named as a look-alike.
pub fn check_host<'a>(url: &Url, hosts: &'a [AllowedHost]) -> HostVerdict<'a> {
    let mut warnings = Vec::new();
    if url.scheme() != "https" {
        warnings.push(Warning::NotHttps);
    }
    if !url.username().is_empty() || url.password().is_some() {
        warnings.push(Warning::HostUserinfo);
    }
    if url.port().is_some() {
        warnings.push(Warning::HostPort);
    }
    let (name, is_address) = match url.host() {
        Some(Host::Domain(name)) => (name.to_ascii_lowercase(), false),
        Some(address) => (address.to_string(), true),
        None => (String::new(), false),
    };
    if is_address {
        warnings.push(Warning::HostIpAddress);
    }
    if name.ends_with('.') {
        warnings.push(Warning::HostTrailingDot);
    }
    let unicode = name.split('.').any(|label| label.starts_with("xn--"));
    if unicode || !name.is_ascii() {
        warnings.push(Warning::HostNotAscii);
    }
    let entry = hosts.iter().find(|entry| matches(&entry.host, &name));
    if entry.is_none() {
        warnings.push(Warning::HostNotAllowed);
        if !name.is_empty() && !is_address && hosts.iter().any(|entry| resembles(&entry.host, &name)) {
            warnings.push(Warning::HostLookAlike);
        }
    }
    HostVerdict {
        allowed: entry.filter(|_| warnings.is_empty()),
        warnings,
    }
}

/// Exactly the entry, or below `*.`; never the parent domain of a `*.` entry itself.
fn matches(entry: &str, name: &str) -> bool {
    let entry = entry.to_ascii_lowercase();
    match entry.strip_prefix("*.") {
        Some(parent) => name
            .strip_suffix(parent)
            .and_then(|below| below.strip_suffix('.'))
            .is_some_and(|below| !below.is_empty() && !below.starts_with('.')),
        None => entry == name,
    }
}

/// Whether a person could take `name` for the entry: the same once look-alike letters are put right, the entry's name inside
/// another domain (`dichvucong.gov.vn.example.com`, `dichvucong-gov-vn.com`), or one letter off.
fn resembles(entry: &str, name: &str) -> bool {
    let entry = entry.strip_prefix("*.").unwrap_or(entry);
    // A parent as short as "gov.vn" is inside too many honest names to be compared by letters.
    let (wanted, seen) = (skeleton(entry), skeleton(&idna::domain_to_unicode(name).0));
    let dotted = |text: &str| format!(".{}.", text.replace('-', "."));
    dotted(&seen).contains(&dotted(&wanted)) || (wanted.len() >= 10 && within_one_edit(&wanted, &seen))
}

/// Each character as the plain letter that it looks like; marks go, and pairs that read as one letter become it.
fn skeleton(name: &str) -> String {
    let letters: String = name.chars().map(look_of).collect();
    fold_keeping_dots(&letters)
        .replace("rn", "m")
        .replace("vv", "w")
        .replace("cl", "d")
}

/// Folding each label for itself keeps dots and hyphens.
fn fold_keeping_dots(name: &str) -> String {
    let fold_label = |label: &str| label.split('-').map(fold).collect::<Vec<_>>().join("-");
    name.split('.').map(fold_label).collect::<Vec<_>>().join(".")
}

/// The commonest confusables of UTS #39: Cyrillic, Greek, Latin variants and digits.
const fn look_of(c: char) -> char {
    match c {
        'а' | 'α' | 'ɑ' => 'a',
        'Ь' | 'в' => 'b',
        'с' | 'ϲ' | 'ᴄ' => 'c',
        'ԁ' | 'ɗ' => 'd',
        'е' | 'ҽ' | 'є' => 'e',
        'ɡ' | 'ց' => 'g',
        'һ' | 'հ' => 'h',
        'і' | 'ι' | 'ı' | 'ɩ' | '1' | 'l' | '|' => 'i',
        'ј' => 'j',
        'κ' | 'к' => 'k',
        'ո' | 'п' | 'η' => 'n',
        'о' | 'ο' | 'օ' | '0' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'τ' | 'т' => 't',
        'υ' | 'ս' | 'ц' => 'u',
        'ν' | 'ѵ' => 'v',
        'ѡ' | 'ш' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' | 'ү' => 'y',
        _ => c,
    }
}
