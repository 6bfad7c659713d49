//! A resident's phone: the program on a home folder.

use crate::browser;
use crate::program::{citizen, plain};
use crate::said::Said;
use crate::tls::Tls;
use citizen_province::demo::MAIN_RESIDENT;
use citizen_province::oidc::robot;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use tempfile::TempDir;

/// A home folder that goes away with the test.
pub struct Phone {
    dir: TempDir,
}

impl Default for Phone {
    fn default() -> Self {
        Self::new()
    }
}

impl Phone {
    /// A phone that met no province yet. Its home folder does not exist.
    ///
    /// # Panics
    /// When no temporary folder can be made.
    pub fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    /// A command that makes a profile and no more: it looks for a province where there is none, and ends with 6.
    pub const MAKE: [&'static str; 3] = ["init", "--province", "http://127.0.0.1:1"];

    /// A phone whose profile is made and knows no province.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn made() -> Self {
        let phone = Self::new();
        phone.run(&Self::MAKE).ended(6);
        phone
    }

    /// A phone that knows the province at `base_url`.
    ///
    /// # Panics
    /// When it does not come to know it.
    pub fn of(base_url: &str) -> Self {
        let phone = Self::new();
        phone.run(&["init", "--province", base_url]).ok();
        phone
    }

    /// A phone that knows the province at `base_url` and trusts the authority of `tls`.
    ///
    /// # Panics
    /// When it does not come to know it.
    pub fn over_tls(base_url: &str, tls: &Tls) -> Self {
        let phone = Self::new();
        phone
            .run(&["init", "--province", base_url, "--tls-root", &tls.root()])
            .ok();
        phone
    }

    /// `login` over TLS, answered by `sub` on a browser that trusts the authority of `tls`.
    ///
    /// # Panics
    /// When the program cannot be run, or the province shows no page to sign in.
    pub fn login_over_tls(&self, tls: &Tls, sub: &str) -> Said {
        match self.begin_login(&["login", "--no-browser"]) {
            Ok(login) => {
                block_on(browser::sign_in(tls.ca.pem(), &login.url, sub));
                login.end()
            }
            Err(said) => said,
        }
    }

    /// A phone whose owner is signed in.
    ///
    /// # Panics
    /// When that fails.
    pub fn signed_in(base_url: &str) -> Self {
        let phone = Self::of(base_url);
        let said = phone.login(MAIN_RESIDENT.sub);
        assert_eq!(said.code, Some(0), "{said:#?}");
        phone
    }

    /// The home folder.
    pub fn home(&self) -> PathBuf {
        self.dir.path().join("home")
    }

    /// A place beside the home folder, for pictures and answers.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file beside the home folder and gives its path as an argument.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.beside(name);
        std::fs::write(&path, bytes).unwrap();
        arg(&path)
    }

    /// A run to be started by the caller.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = citizen(&self.home());
        command.args(args);
        command
    }

    /// Runs a command to its end.
    ///
    /// # Panics
    /// When the program cannot be run, or prints anything but JSON.
    pub fn run(&self, args: &[&str]) -> Said {
        Said::of(&self.command(args).output().unwrap())
    }

    /// What a person reads: everything that a run without `--json` writes, on both outputs.
    ///
    /// # Panics
    /// When the program cannot be run.
    pub fn told(&self, args: &[&str]) -> String {
        let output = plain(&self.home()).args(args).output().unwrap();
        let all = [output.stdout, output.stderr].concat();
        String::from_utf8(all).unwrap()
    }

    /// `login`, answered by `sub` as by a browser. Two objects when it succeeds.
    ///
    /// # Panics
    /// When the program cannot be run.
    pub fn login(&self, sub: &str) -> Said {
        match self.begin_login(&["login", "--no-browser"]) {
            Ok(login) => {
                let url = login.url.clone();
                // What the robot meets is judged by what the program says of it.
                let _ = block_on(robot::sign_in(&url, sub));
                login.end()
            }
            Err(said) => said,
        }
    }

    /// Starts a sign-in and waits for its first line; what the program said if there came none.
    ///
    /// # Errors
    /// When the program ended before it asked for a browser.
    ///
    /// # Panics
    /// When the program cannot be run.
    pub fn begin_login(&self, args: &[&str]) -> Result<Login, Said> {
        let mut child = self.command(args).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let first: Value = serde_json::from_str(&line).unwrap_or_default();
        let login = Login {
            child,
            out,
            line,
            url: first["authorize_url"].as_str().unwrap_or_default().to_owned(),
        };
        if login.url.is_empty() {
            Err(login.end())
        } else {
            Ok(login)
        }
    }

    /// Retries and syncs until everything is through.
    ///
    /// # Panics
    /// When it is not through after a good many syncs.
    pub fn settle(&self) -> Value {
        let mut last = Value::Null;
        for _ in 0..8 {
            self.run(&["outbox", "retry"]).ok();
            let said = self.run(&["sync"]);
            last = json!({"code": said.code, "said": said.objects});
            if said.code == Some(0) {
                return said.ok();
            }
        }
        panic!("it does not settle: {last:#}");
    }

    /// Files a report and gives its id.
    ///
    /// # Panics
    /// When it is refused.
    pub fn report(&self, text: &str, more: &[&str]) -> String {
        let args = [
            &["report", "new", "--category", "giao_thong", "--text", text],
            more,
        ]
        .concat();
        let object = self.run(&args).ok();
        object["report"]["id"].as_str().unwrap().to_owned()
    }

    /// Writes an answers file for a questionnaire as `questions` shows it: the precomputed answers are confirmed, every other
    /// question gets its first choice.
    ///
    /// # Panics
    /// When there is none.
    pub fn answers(&self, code: &str) -> String {
        let asked = self.run(&["questions", "--dossier", code]).ok();
        let questionnaire = &asked["questionnaire"];
        let mut answers = questionnaire["precomputed"].as_object().unwrap().clone();
        for item in questionnaire["items"].as_array().unwrap() {
            let id = item["id"].as_str().unwrap();
            let computed = item["precomputed"] == Value::Bool(true);
            if let (false, Some(choice)) = (computed, item["choices"].get(0)) {
                answers.insert(id.to_owned(), choice["value"].clone());
            }
        }
        let file = json!({"questionnaire": questionnaire["id"], "answers": answers});
        self.file("answers.json", file.to_string().as_bytes())
    }
}

/// A sign-in that waits for its browser.
pub struct Login {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
    line: String,
    /// Where the browser is to go.
    pub url: String,
}

impl Login {
    /// Kills it: nothing is closed, nothing is flushed.
    ///
    /// # Panics
    /// When it has ended already.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end, as Ctrl-C and a system that shuts down do, and waits until it has.
    ///
    /// # Panics
    /// When there is no `kill` on this system, or the program's output cannot be read.
    pub fn ask_to_end(self) -> Said {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(sent.success());
        self.end()
    }

    /// Waits for the end.
    ///
    /// # Panics
    /// When its output cannot be read.
    pub fn end(mut self) -> Said {
        let mut stdout = std::mem::take(&mut self.line).into_bytes();
        self.out.read_to_end(&mut stdout).unwrap();
        let mut output = self.child.wait_with_output().unwrap();
        output.stdout = stdout;
        Said::of(&output)
    }
}

/// A path as an argument.
///
/// # Panics
/// When it is no UTF-8.
pub fn arg(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// Runs a future to its end on this thread.
///
/// # Panics
/// When there is no runtime.
pub fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}
