//! Changes of the main file and of its log.

use super::target::{Moment, Target};
use super::{copy, pick};
use citizen_testkit::SeededRandom;

/// How many kinds there are here.
pub(super) const KINDS: usize = 20;

const PAGE: usize = 4096;
const HEADER: usize = 4 * PAGE;
const LOG_HEADER: usize = 64;
const FRAME: usize = 4160;

/// Destroys the mark, and cuts the log behind a frame or removes it.
pub(super) fn lose_the_mark(target: &Target, moment: &mut Moment, random: &SeededRandom) {
    let files = &mut moment.disk;
    let main = files.get_mut(&target.main).unwrap();
    main[3 * PAGE + pick(random, 60)] ^= 1 << random.below(8);
    let log = files.get_mut(&target.log).unwrap();
    match pick(random, (log.len() - LOG_HEADER) / FRAME + 1) {
        0 => drop(files.remove(&target.log)),
        frames => log.truncate(LOG_HEADER + (frames - 1) * FRAME),
    }
}

/// The mutation that `random` chooses; its name.
pub(super) fn mutate(target: &Target, moment: &mut Moment, random: &SeededRandom) -> &'static str {
    let files = &mut moment.disk;
    let pick = |n: usize| pick(random, n);
    let pages = (files[&target.main].len() - HEADER) / PAGE;
    let frames = (files[&target.log].len() - LOG_HEADER) / FRAME;
    let page = |n: usize| HEADER + n * PAGE;
    let frame = |n: usize| LOG_HEADER + n * FRAME;
    let (a, b) = (pick(pages), pick(pages));
    let (c, d) = (pick(frames), pick(frames));
    let foreign = &target.foreign[pick(3)];
    // Of this key epoch, so that its main file has this name.
    let earlier = &target.earlier[target.earlier.len() - 1 - pick(2)].disk;
    let main_before = files[&target.main].clone();
    let log_before = files[&target.log].clone();
    match random.below(23) {
        0 | 1 => {
            let bytes = files.get_mut(&target.main).unwrap();
            let at = pick(bytes.len());
            bytes[at] ^= 1 << random.below(8);
            "a bit of the main file"
        }
        2 | 3 => {
            let bytes = files.get_mut(&target.log).unwrap();
            let at = pick(bytes.len());
            bytes[at] ^= 1 << random.below(8);
            "a bit of the log"
        }
        4 => {
            let bytes = files.get_mut(&target.main).unwrap();
            copy(bytes, page(a), &main_before, page(b), PAGE);
            copy(bytes, page(b), &main_before, page(a), PAGE);
            "pages swapped"
        }
        5 => {
            let bytes = files.get_mut(&target.log).unwrap();
            copy(bytes, frame(c), &log_before, frame(d), FRAME);
            copy(bytes, frame(d), &log_before, frame(c), FRAME);
            "frames swapped"
        }
        6 => {
            copy(
                files.get_mut(&target.main).unwrap(),
                page(a),
                &main_before,
                page(b),
                PAGE,
            );
            "a page repeated"
        }
        7 => {
            copy(
                files.get_mut(&target.log).unwrap(),
                frame(c),
                &log_before,
                frame(d),
                FRAME,
            );
            "a frame repeated"
        }
        8 => {
            let bytes = files.get_mut(&target.main).unwrap();
            bytes.truncate(pick(bytes.len()));
            "the main file cut"
        }
        9 => {
            let bytes = files.get_mut(&target.log).unwrap();
            bytes.truncate(pick(bytes.len()));
            "the log cut"
        }
        10 => {
            // The third is this vault with another history: its pages are authentic at their own places.
            let from = &target.foreign[pick(2)][&target.main];
            let place = if random.below(3) == 0 { pick(2) } else { a };
            copy(
                files.get_mut(&target.main).unwrap(),
                page(a),
                from,
                page(place),
                PAGE,
            );
            "a page of another vault or epoch"
        }
        11 => {
            // At its own place, where it is authentic, or at another.
            let from = &earlier[&target.main];
            let place = if random.below(3) == 0 { (a + 1) % pages } else { a };
            copy(
                files.get_mut(&target.main).unwrap(),
                page(a),
                from,
                page(place),
                PAGE,
            );
            "an older page"
        }
        12 => {
            let from = foreign
                .iter()
                .find(|(path, _)| path.to_string_lossy().ends_with("-wal"));
            if let (Some((_, from)), 1..) = (from, random.below(4)) {
                copy(
                    files.get_mut(&target.log).unwrap(),
                    frame(c),
                    from,
                    frame(c),
                    FRAME,
                );
            } else {
                files.insert(target.main.clone(), foreign[&target.main].clone());
            }
            "a frame, or the whole main file, of another vault or epoch"
        }
        13 => {
            moment.clone_from(&target.earlier[pick(2)]);
            "everything put back to an earlier generation"
        }
        16 => {
            files.clone_from(&target.earlier[pick(2)].disk);
            "the database alone put back to the first key"
        }
        18 => {
            let table = &target.tables[pick(2)];
            if let Some(bytes) = files.get_mut(table) {
                let at = pick(bytes.len());
                bytes[at] ^= 1 << random.below(8);
            }
            "a bit of a table of pages"
        }
        19 => {
            // Older pages all together, and the tables that belong to them; only the header is of today.
            let head = main_before[..HEADER].to_vec();
            let mut old = earlier.clone();
            old.retain(|path, _| *path == target.main || target.tables.contains(path));
            old.get_mut(&target.main).unwrap()[..HEADER].copy_from_slice(&head);
            files.extend(old);
            "all pages and their table put back"
        }
        20 => {
            let table = &target.tables[pick(2)];
            if let Some(bytes) = files.get_mut(table) {
                bytes.truncate(pick(bytes.len()));
            }
            "a table of pages cut"
        }
        21 => {
            let [one, two] = &target.tables;
            match (files.remove(one), files.remove(two)) {
                (Some(first), Some(second)) if random.below(2) == 0 => {
                    files.insert(one.clone(), second);
                    files.insert(two.clone(), first);
                }
                _ => {}
            }
            "the tables of pages swapped or removed"
        }
        22 => {
            // Of another vault, epoch or history.
            for table in &target.tables {
                files.extend(foreign.get(table).map(|bytes| (table.clone(), bytes.clone())));
            }
            "a table of pages from elsewhere"
        }
        14 => {
            let bytes = files.get_mut(&target.main).unwrap();
            for _ in 0..=random.below(4) {
                bytes[pick(HEADER)] = u8::try_from(random.below(256)).unwrap();
            }
            "the header edited"
        }
        _ => {
            let at = pick(frames);
            copy(
                files.get_mut(&target.main).unwrap(),
                page(a),
                &log_before,
                frame(at),
                PAGE,
            );
            "a piece of the log in the main file"
        }
    }
}
