//! What changed since, over an emulated EDGE line (`tests/interop/link`), beside one GET a dossier. The whole process lives at the phone's
//! end of the line, in a network namespace of its own: `cargo xtask bench-link` starts it there.

use citizen_journeys::phone::{arg, block_on};
use citizen_journeys::program::{base_pack, repository};
use citizen_journeys::tls::today;
use citizen_journeys::town::hand_in;
use citizen_journeys::{Phone, Served, Tls, browser};
use citizen_province::demo::MAIN_RESIDENT;
use citizen_province::officials::{Advance, OperatorFile};
use citizen_province::{Clock, Officials};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

const CHANGES: u64 = 200;
const SYNCS: usize = 5;
/// After every second sync.
const GETS_EVERY: usize = 2;

/// Of EDGE, each way.
const BITS_PER_SECOND: f64 = 100_000.0;
const ONE_WAY: Duration = Duration::from_millis(300);
/// Of TCP, of TLS 1.3, and of the request.
const ROUND_TRIPS: u32 = 3;

/// The far end, as `link.py` names it.
const FAR: &str = "192.0.2.2";

pub(crate) fn run() {
    let mut link = Link::start();
    let office = Office::open(&link);
    let phone = office.introduce();
    let said = phone.login_over_tls(&office.tls, MAIN_RESIDENT.sub);
    assert_eq!(said.code, Some(0), "{said:#?}");
    phone.run(&["sync"]).ok();

    println!(
        "{CHANGES} changes over an emulated EDGE line: {} kbit/s each way, {ONE_WAY:?} one way, no loss",
        BITS_PER_SECOND / 1e3
    );
    let alone = link.measure(|| sync(&phone, &office)).time;
    link.set(BITS_PER_SECOND, ONE_WAY);
    let (mut syncs, mut gets) = (Vec::new(), Vec::new());
    for round in 1..=SYNCS {
        syncs.push(link.measure(|| sync(&phone, &office)));
        if round % GETS_EVERY == 0 {
            gets.push(link.measure(|| office.get_each()));
        }
    }

    tell("a sync, the process from its start to its end", &syncs);
    let ratios = |bytes: fn(&Cost) -> u64| Spread::of(syncs.iter().map(|c| c.seconds() / limit(bytes(c))));
    let both = |cost: &Cost| cost.passed.up + cost.passed.down;
    let limits = Spread::of(syncs.iter().map(|cost| limit(both(cost))));
    println!("    {ROUND_TRIPS} round trips and the bits of both ways ÷ rate: {limits} s");
    println!("    measured ÷ that: {}", ratios(both));
    println!(
        "    measured ÷ the same with the bits that came down alone: {}",
        ratios(|cost| cost.passed.down)
    );
    println!("    over a line without limits: {alone:.1?}");
    tell("one GET a dossier, one after the other on one connection", &gets);
    let longer = Spread::of(gets.iter().map(Cost::seconds)).median
        / Spread::of(syncs.iter().map(Cost::seconds)).median;
    println!("    {longer:.1} times a sync");
}

/// The least that a line of that kind takes.
fn limit(bytes: u64) -> f64 {
    (2 * ROUND_TRIPS * ONE_WAY).as_secs_f64() + bytes as f64 * 8.0 / BITS_PER_SECOND
}

/// Officials change every dossier; how long the sync takes that brings it, and its requests.
fn sync(phone: &Phone, office: &Office) -> (Duration, u64) {
    office.change_each();
    let start = Instant::now();
    let said = phone.run(&["sync"]);
    let time = start.elapsed();
    let report = said.ok();
    assert_eq!(report["received"], CHANGES, "{report}");
    (time, report["requests"].as_u64().unwrap())
}

/// A province at the far end, and its officials, who need no line.
struct Office {
    served: Served,
    officials: Officials,
    tls: Tls,
    token: String,
    codes: Vec<String>,
    _dir: tempfile::TempDir,
}

impl Office {
    fn open(link: &Link) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let tls = Tls::at(FAR, today());
        let address = format!("{FAR}:8443");
        let more = [
            ["--pack", &arg(&base_pack())],
            ["--listen", &address],
            ["--base-url", &format!("https://{address}")],
            ["--tls-cert", &arg(&tls.now.0)],
            ["--tls-key", &arg(&tls.now.1)],
            ["--tls-next", &arg(&tls.next.0)],
        ];
        let target = link.child.id().to_string();
        let starter = ["nsenter", "--net", "--target", &target];
        let served = Served::start_by(&starter, dir.path(), more.as_flattened());
        let data = served.data();
        let officials = Officials::open(&data, Clock::system()).unwrap();
        let pack = Officials::pack_content(&data).unwrap();
        let procedures: Vec<String> = pack.procedures.iter().map(|one| one.code.clone()).collect();
        Self {
            codes: hand_in(&officials, &procedures, MAIN_RESIDENT.sub, CHANGES),
            token: OperatorFile::read(&data).unwrap().unwrap().token,
            served,
            officials,
            tls,
            _dir: dir,
        }
    }

    /// A phone that knows this province. On an address that is not the computer's own nobody vouches for its key, and a person compares it.
    fn introduce(&self) -> Phone {
        let (phone, root) = (Phone::new(), self.tls.root());
        let init = ["init", "--province", &self.served.base_url, "--tls-root", &root];
        let refused = phone.run(&init).ended(8);
        let key = refused["error"]["detail"].as_str().unwrap();
        phone
            .run(&[init.as_slice(), &["--accept-key", key]].concat())
            .ok();
        phone
    }

    /// Each with a number of its own in its words, so that not all that is told is the same.
    fn change_each(&self) {
        for (n, code) in (1_u64..).zip(&self.codes) {
            let slip = n * 7919 % 100_000;
            let step = Advance {
                status: Some(4),
                text: Some(format!("Chuyển phòng chuyên môn xem xét, phiếu số {slip:05}.")),
                ..Advance::default()
            };
            self.officials.advance(code, &step).unwrap();
        }
    }

    /// Asks for each dossier by itself. The token is a plain one: a resident's would send a proof with it each time.
    fn get_each(&self) -> (Duration, u64) {
        let start = Instant::now();
        block_on(async {
            let client = browser::client(self.tls.ca.pem(), today());
            for code in &self.codes {
                let url = format!("{}/officials/dossiers/{code}", self.served.base_url);
                let reply = client.get(url).bearer_auth(&self.token).send().await.unwrap();
                assert_eq!(reply.status(), 200);
                let dossier: Value = serde_json::from_str(&reply.text().await.unwrap()).unwrap();
                assert_eq!(dossier["code"], code.as_str());
            }
        });
        (start.elapsed(), self.codes.len() as u64)
    }
}

/// What one run cost.
struct Cost {
    time: Duration,
    requests: u64,
    passed: Passed,
}

/// Bytes of the IP packets that arrived, and packets for which there was no room.
#[derive(Default, PartialEq, Eq)]
struct Passed {
    up: u64,
    down: u64,
    dropped: u64,
}

impl Cost {
    fn seconds(&self) -> f64 {
        self.time.as_secs_f64()
    }
}

fn tell(name: &str, costs: &[Cost]) {
    let spread = |of: fn(&Cost) -> f64| Spread::of(costs.iter().map(of));
    println!("  {name}, {} times: {} s", costs.len(), spread(Cost::seconds));
    println!(
        "    {:.0} requests, {:.0} B up, {:.0} B down, {:.0} packets dropped",
        spread(|cost| cost.requests as f64).median,
        spread(|cost| cost.passed.up as f64).median,
        spread(|cost| cost.passed.down as f64).median,
        spread(|cost| cost.passed.dropped as f64).most,
    );
}

/// Median, least and most.
struct Spread {
    least: f64,
    median: f64,
    most: f64,
}

impl Spread {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        Self {
            least: values[0],
            median: f64::midpoint(values[(values.len() - 1) / 2], values[values.len() / 2]),
            most: values[values.len() - 1],
        }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.3} ({:.3} to {:.3})", self.median, self.least, self.most)
    }
}

/// `link.py`, which obeys.
struct Link {
    child: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Link {
    fn start() -> Self {
        let mut child = Command::new("python3")
            .arg(repository().join("tests/interop/link/link.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut link = Self {
            commands: child.stdin.take().unwrap(),
            answers: BufReader::new(child.stdout.take().unwrap()),
            child,
        };
        assert_eq!(link.answer()["ready"], true);
        if let Some(file) = std::env::var_os("CITIZEN_LINK_TRACE") {
            link.obey(&format!("trace {}", arg(Path::new(&file))));
        }
        link
    }

    fn set(&mut self, bits_per_second: f64, one_way: Duration) {
        self.obey(&format!("set {bits_per_second} {} 0", one_way.as_millis()));
    }

    /// Counts what arrives while `work` is done, and nothing of what was done before it.
    fn measure(&mut self, work: impl FnOnce() -> (Duration, u64)) -> Cost {
        // The last words of the connections before.
        while {
            std::thread::sleep(5 * ONE_WAY);
            self.take() != Passed::default()
        } {}
        let (time, requests) = work();
        Cost {
            time,
            requests,
            passed: self.take(),
        }
    }

    fn take(&mut self) -> Passed {
        let told = self.obey("take");
        let number = |way: &str, of: &str| told[way][of].as_u64().unwrap();
        Passed {
            up: number("up", "bytes"),
            down: number("down", "bytes"),
            dropped: number("up", "dropped") + number("down", "dropped"),
        }
    }

    fn obey(&mut self, command: &str) -> Value {
        writeln!(self.commands, "{command}").unwrap();
        self.answer()
    }

    /// What went wrong, it says on standard error.
    fn answer(&mut self) -> Value {
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
