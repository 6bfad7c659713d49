//! What is typed at a terminal and not shown.

use citizen_domain::Secret;
use rustix::termios::{
    LocalModes, OptionalActions, SpecialCodeIndex, SpecialCodes, Termios, tcgetattr, tcsetattr,
};
use std::fs::File;
use std::io::{Error, ErrorKind, Read as _, Result, Write as _};

/// Longest passphrase in bytes.
const LONGEST: usize = 4096;
/// What Ctrl-C sends.
const INTERRUPT: u8 = 3;

/// Asks `question` and reads a line. The terminal stops showing what is typed before it asks, and forgets what was typed too early:
/// somebody quick would see half of it otherwise.
pub(super) fn ask(question: &str) -> Result<Secret<String>> {
    let mut terminal = File::options().read(true).write(true).open("/dev/tty")?;
    let shown = tcgetattr(&terminal)?;
    let mut hidden = shown.clone();
    // Ctrl-C ends the line instead of this program, which would leave the terminal hidden.
    hidden.local_modes.remove(LocalModes::ECHO | LocalModes::ISIG);
    hidden.local_modes.insert(LocalModes::ICANON | LocalModes::ECHONL);
    set(&mut hidden.special_codes, INTERRUPT);
    let again = Shown(terminal.try_clone()?, shown);
    tcsetattr(&terminal, OptionalActions::Flush, &hidden)?;
    terminal.write_all(question.as_bytes())?;
    terminal.flush()?;
    let line = line(&mut terminal);
    drop(again);
    line
}

fn set(codes: &mut SpecialCodes, end: u8) {
    codes[SpecialCodeIndex::VEOL] = end;
}

fn line(terminal: &mut File) -> Result<Secret<String>> {
    let mut typed = zeroize::Zeroizing::new(Vec::with_capacity(LONGEST));
    let mut byte = [0];
    // One at a time: a buffer would keep what it has read.
    while typed.len() < LONGEST && terminal.read(&mut byte)? > 0 {
        match byte {
            [b'\n' | b'\r'] => break,
            [INTERRUPT] => return Err(ErrorKind::Interrupted.into()),
            [byte] => typed.push(byte),
        }
    }
    let text = std::str::from_utf8(&typed).map_err(|_| Error::from(ErrorKind::InvalidData))?;
    Ok(Secret::new(text.to_owned()))
}

/// Shows again what is typed, whatever happens.
struct Shown(File, Termios);

impl Drop for Shown {
    fn drop(&mut self) {
        let _ = tcsetattr(&self.0, OptionalActions::Flush, &self.1);
    }
}
