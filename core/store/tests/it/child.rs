//! The test binary started again as another process, to do one piece of work on a store and nothing else.

use crate::common::{get, item, open, set};
use citizen_domain::repository::{RepositoryError, Settings as _};
use citizen_outbox::Repository as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

const TASK: &str = "STORE_TEST_TASK";
const DIR: &str = "STORE_TEST_DIR";

/// Starts this binary with `task` on the store in `dir`.
pub(crate) fn start(task: &str, dir: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["child::work", "--exact", "--nocapture", "--test-threads=1"])
        .env(TASK, task)
        .env(DIR, dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Without a task (in a normal run of all tests) there is nothing to do.
#[test]
fn work() {
    let Ok(task) = std::env::var(TASK) else { return };
    let store = open(Path::new(&std::env::var(DIR).unwrap())).unwrap();
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
