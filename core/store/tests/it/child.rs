//! The test binary started again as another process, to do one piece of work on a store and nothing else.

use crate::common::{get, item, options, set};
use citizen_domain::repository::{RepositoryError, Settings as _};
use citizen_outbox::Repository as _;
use citizen_store::{FileStore, KeyBytes, OpenOptions, Store};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

const TASK: &str = "STORE_TEST_TASK";
const DIR: &str = "STORE_TEST_DIR";

/// Starts this binary with `task` on the store in `dir`.
pub(crate) fn start(task: &str, dir: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["child::work", "--exact", "--nocapture", "--test-threads=1"])
        .env(TASK, task)
        .env(DIR, dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The most memory that this process has held, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Without a task (in a normal run of all tests) there is nothing to do.
#[test]
fn work() {
    let Ok(task) = std::env::var(TASK) else { return };
    let dir = std::env::var(DIR).unwrap();
    let options = OpenOptions {
        one_of_many: task == "seat",
        ..options(Path::new(&dir))
    };
    let store = Store::open(options).unwrap();
    let mut out = std::io::stdout();
    match task.as_str() {
        // Adds one to a counter, a hundred times, each in a transaction of its own.
        "count" => {
            for _ in 0..100 {
                store
                    .write(|tx| {
                        let old: u32 = tx.setting("n")?.map_or(0, |n| n.parse().unwrap());
                        tx.set_setting("n", Some(&(old + 1).to_string()))
                    })
                    .unwrap_or_else(|e: RepositoryError| panic!("{e}"));
            }
        }
        // Files items for ever, two rows a transaction, and says after each which one is safe.
        "file" => {
            let first: u32 = get(&store, "last").map_or(0, |n| n.parse().unwrap());
            for n in first + 1.. {
                store
                    .write(|tx| {
                        tx.insert_item(&item(n))?;
                        tx.set_setting("last", Some(&n.to_string()))
                    })
                    .unwrap_or_else(|e: RepositoryError| panic!("{e}"));
                writeln!(out, "\nkept {n}").unwrap();
                out.flush().unwrap();
            }
        }
        // Keeps a write open until it is killed.
        "hold" => {
            let _: Result<(), RepositoryError> = store.write(|_| {
                let mut out = std::io::stdout();
                writeln!(out, "\nholding").unwrap();
                out.flush().unwrap();
                loop {
                    std::thread::park();
                }
            });
        }
        // Keeps looking at one moment until it is killed.
        "read" => {
            let _: Result<(), RepositoryError> = store.read(|tx| {
                tx.setting("a")?;
                writeln!(std::io::stdout(), "\nholding").unwrap();
                std::io::stdout().flush().unwrap();
                loop {
                    std::thread::park();
                }
            });
        }
        // Says what it reads each time it is asked, and writes the number that it was asked with beside it.
        "echo" => {
            for line in std::io::stdin().lines() {
                let line = line.unwrap();
                writeln!(out, "\nread {}", get(&store, "a").unwrap_or_default()).unwrap();
                set(&store, "b", &line).unwrap();
                writeln!(out, "wrote").unwrap();
                out.flush().unwrap();
            }
        }
        // Seals and opens a long file, and says by how much its memory has grown at most, in KiB.
        "photo" => {
            let files = FileStore::open(Path::new(&dir), Arc::new(KeyBytes::new([7; 32]))).unwrap();
            let before = peak();
            let hash = files.put_from(&mut std::io::repeat(7).take(50 << 20)).unwrap();
            files.get_to(&hash, &mut std::io::sink()).unwrap();
            writeln!(out, "\ngrown {}", peak() - before).unwrap();
        }
        // Has the vault open, as one of many, until it is killed.
        "seat" => {
            writeln!(out, "\nholding").unwrap();
            out.flush().unwrap();
            loop {
                std::thread::park();
            }
        }
        // Writes until the size of files that the parent has set as a limit is reached.
        "fill" => {
            let text = "x".repeat(20_000);
            for n in 0.. {
                match set(&store, &format!("t{n}"), &text) {
                    Ok(()) => writeln!(out, "\nkept {n}").unwrap(),
                    Err(error) => {
                        writeln!(out, "\nrefused {error:?}").unwrap();
                        break;
                    }
                }
            }
            assert!(get(&store, "t0").is_some(), "what was kept can still be read");
        }
        other => panic!("no task {other}"),
    }
}
