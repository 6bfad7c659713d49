//! `cargo xtask`: everything a person runs by hand and CI runs too. `cargo xtask help` says what there is.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal: printing is its work"
)]

mod command;
mod graph;
mod parts;
mod spdx;
mod suite;
mod tally;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  test [--all]                     every check and test; the last line counts them. With --all (as CI runs it)
                                   also the fuzz targets, and whatever was left out is a failure, unless
                                   only another operating system can run it
  layers                           who may depend on whom (docs/adr/0002)
  bans                             crates and licences that are not allowed, and private keys outside the folder of the tests'
  catalogues                       both languages, every error, and the voice of the message catalogues
  openapi                          the contract, by a validator that others wrote
  docs [--check]                   write, or only check, the generated pages of docs/
  bindings                         the Kotlin and Swift sources of bindings/ffi, into target/bindings
  interop                          whatever others wrote (tests/interop): a reader of the core's files, the next two, and
                                   providers at which the program signs in
  tus-servers                      servers that others wrote take the program's photos (tests/interop/tus-servers)
  clients                          clients that others wrote, against the reference province (tests/interop/clients)
  android                          the Kotlin shell on the JVM: letters, colours, every screen, journeys (needs a JDK and Maven)
  ios                              the Swift package over the real library and a real province (needs Swift 6; on Debian, as
                                   root, it is fetched into the cache)
  bench --ios                      what calls into the core cost under Swift, beside the same in Rust; what the library adds
                                   to an app
  xcframework                      the core library for Xcode, into ios/CitizenFFI.xcframework (on a Mac)
  size [--accept \"why\"]            the library as the apps get it (Linux's stands in): how large, of what, held against
                                   bindings/ffi/SIZE.md; who can call into it, RELRO, no trace of the machine that built it
  phones [TARGET]                  the core and its door type-check for Android and iPhone (on Debian: fetches a compiler that
                                   knows them into the cache)
  screens [--accept]               draw every screen in every variant to android/ui/target/screens; with --accept the chosen
                                   ones to docs/screens, against which later changes are held
  fuzz [--seconds 60] [TARGET]     run the fuzz targets, each with its kept corpus
  crash [--points 200000] [--seed 1] [--at CALL]
                                   cut the power under the store at so many points; a failure prints seed and call,
                                   with which it comes again
  simulate [--seeds 1000] [--seed 1] [--items 30] [--tell]
                                   lives of three phones and a province in every kind of trouble, in virtual time; a failure
                                   prints its seed, with which it comes again
  bench [--sqlcipher | --android | PACKAGE]
                                   run the benchmarks; with --sqlcipher the store's, with SQLCipher at its side
                                   (tests/bench-sqlcipher: builds OpenSSL, needs perl); with --android what it costs a JVM
                                   to call the library as the apps get it, beside the same calls in Rust
  bench-peers                      a first sync and one of changes beside PouchDB and WatermelonDB on Node (tests/interop/peers)
  bench-link                       200 changes over an emulated EDGE line, beside one GET a dossier (tests/interop/link; Linux, root)
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args.as_slice() {
        ["test"] => return suite::run(false),
        ["test", "--all"] => return suite::run(true),
        ["layers"] => parts::layers::run(),
        ["bans"] => parts::bans::run(),
        ["catalogues"] => parts::catalogues::run(),
        ["openapi"] => parts::openapi::run(),
        ["interop"] => parts::interop::run().and_then(|mut report| {
            report += parts::providers::run()?;
            report += parts::tus_servers::run()?;
            report += parts::clients::run()?;
            Ok(report)
        }),
        ["clients"] => parts::clients::run(),
        ["tus-servers"] => parts::tus_servers::run(),
        ["android"] => parts::android::run(),
        ["ios"] => parts::ios::run(),
        ["xcframework"] => parts::ios::xcframework(),
        ["screens", rest @ ..] => parts::android::screens(rest),
        ["bindings"] => parts::bindings::by_hand(),
        ["size", rest @ ..] => parts::size::by_hand(rest),
        ["phones", rest @ ..] => parts::phones::by_hand(rest),
        ["docs"] => parts::docs::write(),
        ["docs", "--check"] => parts::docs::check(),
        ["fuzz", rest @ ..] => parts::fuzz::by_hand(rest),
        ["crash", rest @ ..] => parts::crash::by_hand(rest),
        ["simulate", rest @ ..] => parts::simulate::by_hand(rest),
        ["bench", "--ios"] => parts::ios::bench(),
        ["bench-peers"] => parts::peers::bench(),
        ["bench-link"] => parts::link::bench(),
        ["bench", rest @ ..] => parts::bench::by_hand(rest),
        ["help" | "--help" | "-h"] | [] => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(report) => {
            for line in &report.notes {
                println!("{line}");
            }
            println!("{}", report.tally);
            if report.tally.failed == 0 {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
