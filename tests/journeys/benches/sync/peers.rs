//! The same dossiers pulled by databases that others wrote (`tests/interop/peers`), in turn with ours: everything, then what changed.

use crate::line::Passed;
use crate::phones::{Copy, World};
use crate::pull::First;
use crate::{delta, median, ratio};
use citizen_client::SyncReport;
use citizen_journeys::Phone;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

const ROUNDS: usize = 5;

/// Name, script, and what the script is told besides.
const PEERS: [(&str, &str, &[&str]); 3] = [
    ("PouchDB, its default batch of 100", "pouchdb.mjs", &[]),
    ("PouchDB, a batch of 1,000", "pouchdb.mjs", &["1000"]),
    ("WatermelonDB", "watermelondb.mjs", &[]),
];

/// Where the peers are installed.
pub(crate) fn folder() -> PathBuf {
    let folder = std::env::var_os("CITIZEN_PEERS");
    assert!(
        folder.is_some(),
        "`cargo xtask bench-peers` installs the peers and names their folder"
    );
    folder.unwrap().into()
}

pub(crate) fn run(folder: &Path, world: &World, template: &Phone) {
    let first = First::of(world, template);
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("dossiers.ndjson");
    let lines: String = first.rows.records().map(|record| record + "\n").collect();
    std::fs::write(&file, &lines).unwrap();
    let mut peers = PEERS.map(|(name, script, more)| Peer::start(name, folder, script, &file, more));

    println!(
        "a pull of {} dossiers, {:.2} MB of JSON, {ROUNDS} rounds in turn",
        first.rows.len(),
        lines.len() as f64 / 1e6
    );
    let (mut ready, mut packed, mut whole) = (Cost::default(), Cost::default(), Cost::default());
    for _ in 0..ROUNDS {
        whole.add_sync(&first.whole(world, template));
        packed.add_sync(&first.packed(world, template));
        ready.add_sync(&first.ready(world, template));
        for peer in &mut peers {
            peer.obey("pull");
        }
    }
    let ours = [
        ("ours, from the reference province", whole),
        (
            "ours, from a server like theirs: the lines ready in memory, packed for each who asks",
            packed,
        ),
        ("ours, the answer being ready (no server's work in it)", ready),
    ];
    tell(&ours, &mut peers);

    println!("{} changes, {ROUNDS} rounds in turn", delta::CHANGES);
    let phone = Copy::of(template);
    let client = phone.open();
    client.block_on(client.sync()).unwrap();
    let mut news = Cost::default();
    for round in 0..ROUNDS {
        let sync = delta::news(world, &client, round);
        assert_eq!(sync.2.received as usize, delta::CHANGES, "{:?}", sync.2);
        news.add_sync(&sync);
        for peer in &mut peers {
            peer.obey("change");
        }
    }
    client.shutdown().unwrap();
    tell(&[("ours, from the reference province", news)], &mut peers);
    peers.into_iter().for_each(Peer::end);
}

/// What the rounds cost. Requests and bytes are those of the last: they hardly differ.
#[derive(Default)]
struct Cost {
    times: Vec<Duration>,
    requests: u64,
    bytes: u64,
}

impl Cost {
    fn add(&mut self, time: Duration, requests: u64, bytes: u64) {
        self.times.push(time);
        (self.requests, self.bytes) = (requests, bytes);
    }

    /// A sync of ours.
    fn add_sync(&mut self, (time, passed, report): &(Duration, Passed, SyncReport)) {
        self.add(*time, report.requests, passed.up + passed.down);
    }

    fn median(&self) -> Duration {
        median(self.times.clone())
    }
}

/// Prints every side, each peer with how many times ours it takes, and forgets what the peers' rounds cost.
fn tell(ours: &[(&str, Cost)], peers: &mut [Peer]) {
    let line = |name: &str, cost: &Cost| {
        let (time, requests, bytes) = (cost.median(), cost.requests, cost.bytes);
        let (least, most) = (cost.times.iter().min().unwrap(), cost.times.iter().max().unwrap());
        println!("  {name}: {time:?} ({least:?} to {most:?}), {requests} requests, {bytes} B both ways");
    };
    for (name, cost) in ours {
        line(name, cost);
    }
    for peer in peers {
        let cost = std::mem::take(&mut peer.cost);
        line(peer.name, &cost);
        for (name, own) in ours {
            println!("    {:.1} times {name}", ratio(cost.median(), own.median()));
        }
    }
}

/// A script that obeys commands, one a line, and says in a line of JSON what each cost.
struct Peer {
    name: &'static str,
    child: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
    cost: Cost,
}

impl Peer {
    /// Starts one, and waits until its server has the dossiers.
    fn start(name: &'static str, folder: &Path, script: &str, file: &Path, more: &[&str]) -> Self {
        let mut child = Command::new("node")
            .arg(folder.join(script))
            .arg(file)
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut peer = Self {
            name,
            commands: child.stdin.take().unwrap(),
            answers: BufReader::new(child.stdout.take().unwrap()),
            child,
            cost: Cost::default(),
        };
        assert_eq!(peer.answer()["ready"], true, "{name}");
        peer
    }

    fn obey(&mut self, command: &str) {
        writeln!(self.commands, "{command}").unwrap();
        let answer = self.answer();
        let ms = answer["ms"].as_f64().unwrap();
        let number = |of: &str| answer[of].as_u64().unwrap();
        let (requests, bytes) = (number("requests"), number("bytes"));
        self.cost.add(Duration::from_secs_f64(ms / 1e3), requests, bytes);
    }

    /// What went wrong, it says on standard error.
    fn answer(&mut self) -> Value {
        let mut line = String::new();
        let read = self.answers.read_line(&mut line).unwrap();
        assert!(read > 0, "{} gave up", self.name);
        serde_json::from_str(&line).unwrap()
    }

    /// Without commands it ends, and its databases go.
    fn end(mut self) {
        drop(self.commands);
        assert!(self.child.wait().unwrap().success(), "{}", self.name);
    }
}
