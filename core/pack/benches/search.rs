//! `cargo bench -p citizen-pack`: the search box over 6,000 titles, beside a plain scan for the folded text.

use citizen_domain::pack::{PackContent, Procedure};
use citizen_domain::text::fold;
use citizen_pack::search::Index;
use citizen_pack::{Trust, verify};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

type Failure = Box<dyn std::error::Error>;

const TITLES: usize = 6_000;
const QUERIES: [&str; 6] = [
    "khai sinh",
    "ho khau",
    "đăng ký thường trú tạm thời",
    "dk",
    "thuongt tru",
    "khong co gi het",
];

/// The shipped catalogue, varied until it is long enough, without units.
fn content() -> Result<PackContent, Failure> {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/79.json");
    let now = citizen_domain::Timestamp::parse("2026-03-02T10:00:00+07:00").ok_or("time")?;
    let pack = verify(&std::fs::read(file)?, &Trust::builtin(), None, now)?;
    let mut content = PackContent::clone(pack.content());
    content.units.clear();
    content.old_units.clear();
    let real = std::mem::take(&mut content.procedures);
    content.procedures = real
        .iter()
        .cycle()
        .take(TITLES)
        .enumerate()
        .map(|(i, p)| Procedure {
            code: format!("9.{i:06}"),
            name: format!("{} trường hợp {} tại khu vực {}", p.name, i % 37, i / 37),
            ..p.clone()
        })
        .collect();
    Ok(content)
}

fn search(c: &mut Criterion) {
    let Ok(content) = content() else {
        return;
    };
    let day = time::macros::date!(2026 - 03 - 02);
    let index = Index::build(&content, day);
    for query in QUERIES {
        c.bench_function(&format!("index, 6000 titles: {query}"), |b| {
            b.iter(|| index.search(black_box(query), None, 20));
        });
    }
    c.bench_function("plain scan, folding 6000 titles: khai sinh", |b| {
        b.iter(|| {
            let wanted = fold(black_box("khai sinh"));
            let found = content
                .procedures
                .iter()
                .filter(|p| fold(&p.name).contains(&wanted));
            found.count()
        });
    });
}

criterion_group!(benches, search);
criterion_main!(benches);
