//! A full disk.

use crate::child::start;
use crate::common::{get, open};

/// The limit on the size of files makes the kernel refuse as a full disk does; the program goes on and keeps what it had.
#[cfg(unix)]
#[test]
fn a_full_disk_keeps_what_was_accepted() {
    let dir = tempfile::tempdir().unwrap();
    drop(open(dir.path()).unwrap());
    // `ulimit -f` counts 512-byte blocks in sh: 400 KB a file.
    let output = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 800; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["child::work", "--exact", "--nocapture", "--test-threads=1"])
        .env("STORE_TEST_TASK", "fill")
        .env("STORE_TEST_DIR", dir.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains("refused NoSpace") || said.contains("refused Io"),
        "{said}"
    );
    let kept = said
        .lines()
        .filter_map(|line| line.strip_prefix("kept "))
        .next_back()
        .unwrap();
    let store = open(dir.path()).unwrap();
    store.check().unwrap();
    for n in 0..=kept.parse::<u32>().unwrap() {
        assert!(get(&store, &format!("t{n}")).is_some(), "t{n}");
    }
    // With room again, work goes on.
    assert!(start("count", dir.path()).wait().unwrap().success());
}
