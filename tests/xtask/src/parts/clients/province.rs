use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// `citizen province serve --demo` on loopback; ends, and its data go, when dropped.
pub(super) struct Province {
    child: Child,
    base_url: String,
    data: PathBuf,
}

impl Province {
    /// Starts one and waits until it answers.
    pub(super) fn start(citizen: &Path, more: &[&str]) -> Result<Self, String> {
        let data = std::env::temp_dir().join(format!("citizen-interop-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&data);
        let mut child = Command::new(citizen)
            .args(["--json", "province", "serve", "--demo", "--data"])
            .arg(&data)
            .args(more)
            .current_dir(crate::command::root())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|e| format!("the province does not start: {e}"))?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            let _ = BufReader::new(out).read_line(&mut line);
        }
        let base_url = line
            .split_once("\"base_url\":\"")
            .and_then(|(_, rest)| rest.split_once('"'))
            .map(|(url, _)| url.to_owned());
        let mut province = Self {
            child,
            base_url: String::new(),
            data,
        };
        province.base_url = base_url.ok_or_else(|| format!("the province does not start: {line}"))?;
        Ok(province)
    }

    /// Where its operator's token is.
    pub(super) fn data(&self) -> &Path {
        &self.data
    }

    pub(super) fn base_url(&self) -> &str {
        &self.base_url
    }
}

impl Drop for Province {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.data);
    }
}
