//! Signatures bent, borrowed and guessed.

use super::make::*;
use citizen_proof::ProofError::BadSignature;
use citizen_proof::Signer;

pub(super) fn signatures(corpus: &mut Corpus, kind: &Kind) {
    let n = kind.name;
    let header = kind.header().to_string();
    let good = forge(&kind.key, &header, claims(kind.alg()).to_string().as_bytes());
    let bytes = signature(&good);
    let mut add = |what: &str, signature: &[u8]| {
        corpus.add(format!("{n} {what}"), resign(&good, signature), BadSignature)
    };
    for bit in [0, 7, 100, 255, 256, 300, 511] {
        let mut turned = bytes.clone();
        turned[bit / 8] ^= 1 << (bit % 8);
        add(&format!("bit {bit} turned"), &turned);
    }
    add("all zero", &vec![0; bytes.len()]);
    add("all ones", &vec![0xff; bytes.len()]);
    add("a byte more", &[&bytes[..], &[0]].concat());
    add("a byte in front", &[&[0], &bytes[..]].concat());
    add("a byte less", &bytes[1..]);
    add(
        "halves changed about",
        &[&bytes[bytes.len() / 2..], &bytes[..bytes.len() / 2]].concat(),
    );
    add("of other claims", &signature(&forge(&kind.key, &header, b"{}")));
    let half = bytes.len() / 2;
    match n {
        "ES256" => {
            let (r, s) = bytes.split_at(half);
            add("r zero", &[&[0; 32], s].concat());
            add("s zero", &[r, &[0; 32]].concat());
            add("r the group's order", &[&hex(N)[..], s].concat());
            add("s the group's order", &[r, &hex(N)].concat());
            let integer = |v: &[u8]| [&[2, 33, 0], v].concat();
            add("as DER", &[vec![0x30, 70], integer(r), integer(s)].concat());
        }
        "EdDSA" => {
            // s + L is the same number in the group, and no signature (RFC 8032 §5.1.7).
            let mut carry = 0;
            let s: Vec<u8> = bytes[32..]
                .iter()
                .zip(hex(L))
                .map(|(a, b)| {
                    let sum = u16::from(*a) + u16::from(b) + carry;
                    carry = sum >> 8;
                    sum.to_le_bytes()[0]
                })
                .collect();
            add("s beyond the order", &[&bytes[..32], &s].concat());
            add("the neutral point", &[&[1][..], &[0; 63]].concat());
        }
        _ => {
            let signed = good.rsplit_once('.').unwrap().0;
            add(
                "with the other padding",
                &kind.foreign.sign_bytes(signed.as_bytes()).unwrap(),
            );
            add("one", &[&[0; 255][..], &[1]].concat());
        }
    }
}
