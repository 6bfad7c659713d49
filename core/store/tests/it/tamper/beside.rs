//! Changes of the envelope and of the sealed files.

use super::target::{Moment, Target};
use super::{copy, pick};
use citizen_testkit::SeededRandom;

/// How many kinds there are here.
pub(super) const KINDS: usize = 16;

const SUM: usize = 16;
/// Where the length of what is sealed stands, in an envelope of the kind `memory`, of no province, of the profile `default`.
const SEALED: usize = 52;
const FILE_HEADER: usize = 24;
const CHUNK: usize = 65_536 + 16;

/// Makes the envelope's checksum right again, as somebody who knows the format would.
fn mend(file: &mut [u8]) {
    if let Some(body) = file.len().checked_sub(SUM) {
        let sum = ring::digest::digest(&ring::digest::SHA256, &file[..body]);
        file[body..].copy_from_slice(&sum.as_ref()[..SUM]);
    }
}

pub(super) fn envelope(target: &Target, moment: &mut Moment, random: &SeededRandom) -> &'static str {
    let other = target
        .other
        .iter()
        .find(|(path, _)| path.ends_with("profile.key"))
        .unwrap()
        .1;
    let first = &target.earlier[0].beside[&target.envelope];
    let file = moment.beside.get_mut(&target.envelope).unwrap();
    let length = u16::from_be_bytes([file[SEALED], file[SEALED + 1]]);
    assert_eq!(usize::from(length), file.len() - SUM - SEALED - 2);
    match random.below(8) {
        0 => {
            let at = pick(random, file.len());
            file[at] ^= 1 << random.below(8);
            "a bit of the envelope"
        }
        1 => {
            let at = pick(random, file.len() - SUM);
            file[at] ^= 1 << random.below(8);
            mend(file);
            "a bit of the envelope, its sum made right"
        }
        2 => {
            file.truncate(pick(random, file.len()));
            if random.below(2) == 0 {
                mend(file);
            }
            "the envelope cut"
        }
        3 => {
            // Version, id, texts, epochs, way of sealing.
            for _ in 0..=random.below(4) {
                file[7 + pick(random, SEALED - 7)] = u8::try_from(random.below(256)).unwrap();
            }
            mend(file);
            "the envelope's header edited"
        }
        4 => {
            let at = pick(random, file.len() - SUM);
            let length = 1 + pick(random, file.len() - SUM - at);
            copy(file, at, other, at, length);
            mend(file);
            "a piece of another vault's envelope"
        }
        5 => {
            file.clone_from(other);
            "another vault's envelope"
        }
        6 => {
            file.clone_from(first);
            "the envelope put back to the first key"
        }
        _ => {
            // What an earlier epoch's envelope has sealed, under the present one's words.
            let length = file.len() - SUM - SEALED;
            copy(file, SEALED, first, SEALED, length);
            mend(file);
            "what the envelope of an earlier key epoch has sealed"
        }
    }
}

pub(super) fn sealed_file(target: &Target, moment: &mut Moment, random: &SeededRandom) -> &'static str {
    // By length: the long photo and the small one.
    let mut paths: Vec<_> = moment
        .beside
        .keys()
        .filter(|path| **path != target.envelope)
        .cloned()
        .collect();
    paths.sort_by_key(|path| moment.beside[path].len());
    let (small, long) = (paths[0].clone(), paths[1].clone());
    let mut others: Vec<&Vec<u8>> = target.other.values().collect();
    others.sort_by_key(|bytes| bytes.len());
    let any = if random.below(2) == 0 { &small } else { &long };
    let (a, b) = (FILE_HEADER, FILE_HEADER + CHUNK);
    match random.below(8) {
        0 => {
            let file = moment.beside.get_mut(any).unwrap();
            let at = pick(random, file.len());
            file[at] ^= 1 << random.below(8);
            "a bit of a sealed file"
        }
        1 => {
            let file = moment.beside.get_mut(any).unwrap();
            file.truncate(pick(random, file.len()));
            "a sealed file cut"
        }
        2 => {
            let file = moment.beside.get_mut(&long).unwrap();
            let before = file.clone();
            copy(file, a, &before, b, CHUNK);
            copy(file, b, &before, a, CHUNK);
            "chunks of a sealed file swapped"
        }
        3 => {
            let file = moment.beside.get_mut(&long).unwrap();
            let before = file.clone();
            copy(file, b, &before, a, CHUNK);
            "a chunk of a sealed file repeated"
        }
        4 => {
            let file = moment.beside.get_mut(any).unwrap();
            for _ in 0..=random.below(4) {
                file[pick(random, FILE_HEADER)] = u8::try_from(random.below(256)).unwrap();
            }
            "a sealed file's header edited"
        }
        5 => {
            let from = moment.beside[&small].clone();
            moment.beside.insert(long, from);
            "another sealed file of this vault"
        }
        6 => {
            let from = others[if *any == small { 0 } else { others.len() - 1 }].clone();
            moment.beside.insert(any.clone(), from);
            "the same content sealed by another vault"
        }
        _ => {
            let from = (*others.last().unwrap()).clone();
            let file = moment.beside.get_mut(&long).unwrap();
            let at = a + CHUNK * pick(random, 2);
            copy(file, at, &from, at, CHUNK);
            "a chunk of another vault's file"
        }
    }
}
