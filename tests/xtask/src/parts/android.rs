//! `android/`: the Kotlin shell as far as a JVM holds it, by Maven. What Maven fetches stays in the cache, so that a second run
//! needs no network.

use crate::command::{cache_dir, output, root, tail, tee};
use crate::tally::{PartResult, Report, of_surefire};
use std::path::PathBuf;
use std::process::Command;

/// What has to be there, as Debian names it. Skia draws the screens by the last three.
const NEEDED: &str = "apt-get install maven openjdk-17-jdk-headless libgl1 libx11-6 libfontconfig1 (any JDK from 17 on will do)";

/// Every test of every module, with the real core and a real province compiled in; skipped where Java or Maven is missing.
pub(crate) fn run() -> PartResult {
    if let Some(why) = missing() {
        return Ok(Report::skipped(why));
    }
    let mut command = maven();
    // Afresh: Maven does not see that a function which it compiled before has another form now.
    command.args(real_core()?).args(["clean", "test"]);
    counted(command)
}

/// `cargo xtask bench --android`: what it costs to cross the door, with the library as the apps get it, beside the same calls in Rust.
pub(crate) fn bench() -> PartResult {
    if let Some(why) = missing() {
        return Err(why);
    }
    let [bindings, _, world] = real_core()?;
    let (built, rival) = super::size::with_rival()?;
    let library = built.library.parent().unwrap_or(&built.library);
    let mut command = measuring_maven();
    command.args([
        "clean",
        "test",
        "--projects",
        "door",
        "--also-make",
        "-Dtest=Bench",
        "-Dsurefire.failIfNoSpecifiedTests=false",
        &bindings,
        &world,
        &format!("-Dlibrary={}", library.display()),
        &format!("-Drival={}", rival.display()),
    ]);
    let mut report = counted(command)?;
    report
        .notes
        .push("with the library and the program of the profile `mobile`, for this machine".to_owned());
    Ok(report)
}

/// What Maven needs to begin, as far as it can tell without compiling. Where one module needs another, it cannot.
pub(crate) fn fetch() -> Result<(), String> {
    let mut command = maven();
    command.args(["--quiet", "--fail-never", "dependency:go-offline"]);
    output(command).map(drop)
}

/// The bindings, the library and the world around a phone, as Maven's properties.
fn real_core() -> Result<[String; 3], String> {
    let made = super::bindings::make()?;
    let folder = made.library.parent().unwrap_or(&made.library);
    let world = folder.join(format!("citizen-world{}", std::env::consts::EXE_SUFFIX));
    Ok([
        format!("-Dbindings={}", made.kotlin.display()),
        format!("-Dlibrary={}", folder.display()),
        format!("-Dworld={}", world.display()),
    ])
}

/// `cargo xtask screens [--accept]`: every screen in every variant to `android/ui/target/screens`, or the chosen ones to
/// `docs/screens`.
pub(crate) fn screens(rest: &[&str]) -> PartResult {
    let what = match rest {
        [] => "all",
        ["--accept"] => "accept",
        _ => return Err("cargo xtask screens [--accept]".to_owned()),
    };
    if let Some(why) = missing() {
        return Err(why);
    }
    let mut command = maven();
    command.args([
        // What was compiled with the real core must not be taken for what is compiled without it.
        "clean",
        "test",
        "--projects",
        "ui",
        "--also-make",
        "-Dtest=PicturesTest",
        "-Dsurefire.failIfNoSpecifiedTests=false",
        &format!("-Dscreens={what}"),
    ]);
    let report = counted(command)?;
    let folder = if what == "all" {
        "android/ui/target/screens"
    } else {
        "docs/screens"
    };
    println!("the pictures are in {folder}");
    Ok(report)
}

fn missing() -> Option<String> {
    for program in ["java", "mvn"] {
        let mut command = Command::new(program);
        command.arg("-version");
        if output(command).is_err() {
            return Some(format!("{program} is not here: {NEEDED}"));
        }
    }
    None
}

/// Maven for tests. Every Java here lives for a minute or two (Maven, Kotlin's compiler, the tests): the second compiler would cost more than
/// it gives.
fn maven() -> Command {
    let mut command = measuring_maven();
    let mut options = std::env::var("JAVA_TOOL_OPTIONS").unwrap_or_default();
    options.push_str(" -XX:TieredStopAtLevel=1");
    command.env("JAVA_TOOL_OPTIONS", options.trim_start());
    command
}

/// Maven with a repository of its own in the cache, and Java as it comes: what is measured runs as fast as Java makes it in the end.
fn measuring_maven() -> Command {
    let repository: PathBuf = cache_dir().join("maven");
    let mut command = Command::new("mvn");
    command
        .args(["--batch-mode", "--no-transfer-progress"])
        .arg(format!("-Dmaven.repo.local={}", repository.display()))
        .current_dir(root().join("android"));
    command
}

fn counted(command: Command) -> PartResult {
    let (said, succeeded) = tee(command)?;
    let tally = of_surefire(&said, succeeded);
    let mut notes = Vec::new();
    if tally.failed > 0 {
        notes.push(tail(&faults(&said), 40));
    }
    if tally.skipped > 0 {
        notes.push(format!(
            "left out by the tests themselves (`cargo xtask android` runs them):\n{}",
            tail(&left_out(&said), 40)
        ));
    }
    Ok(Report { tally, notes })
}

/// The lines of Maven's output that name a class some tests of which were left out.
fn left_out(said: &str) -> String {
    said.lines()
        .filter(|line| line.contains(" -- in ") && line.contains(", Skipped: "))
        .filter(|line| !line.contains(", Skipped: 0"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The lines of Maven's output that say what is wrong.
fn faults(said: &str) -> String {
    said.lines()
        .filter(|line| line.starts_with("[ERROR]"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::left_out;

    #[test]
    fn a_class_with_tests_left_out_is_named() {
        let of = |class: &str, skipped: u8| {
            format!(
                "[WARNING] Tests run: 3, Failures: 0, Errors: 0, Skipped: {skipped}, Time elapsed: 1 s -- in {class}"
            )
        };
        let said = format!("{}\n{}\n[INFO] BUILD SUCCESS", of("vn.A", 0), of("vn.B", 1));
        assert_eq!(left_out(&said), of("vn.B", 1));
    }
}
