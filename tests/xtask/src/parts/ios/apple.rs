//! What of `ios/` only Apple's machine can compile. Elsewhere it is type-checked against stubs, and that this is all is said.

use crate::command::root;
use crate::tally::Report;
use std::fs;
use std::path::Path;

/// Compiles it all, on a Mac. The library for the simulator is of one kind (`framework::TARGETS`), and packages do not read the project's settings.
const THERE: &str = "cargo xtask xcframework && cd ios && xcodegen --spec App/project.yml && \
    xcodebuild -project App/Citizen.xcodeproj -scheme Citizen -destination 'generic/platform=iOS Simulator' ARCHS=arm64 build";

/// Names what this machine leaves out, counted as one thing that runs elsewhere.
pub(super) fn left_out() -> Result<Report, String> {
    let mut files = Vec::new();
    let ios = root().join("ios");
    for folder in ["Sources/CitizenPlatform", "Sources/CitizenUI", "App"] {
        behind(&ios.join(folder), &mut files)?;
    }
    if files.is_empty() {
        return Err(
            "ios/ has nothing behind Apple's frameworks any more: this check looks in the wrong place"
                .to_owned(),
        );
    }
    files.sort();
    Ok(Report::elsewhere(format!(
        "type-checked against stubs alone, for want of Apple's SDK, {} files: {}; on a Mac: {THERE}",
        files.len(),
        files.join(", ")
    )))
}

fn behind(folder: &Path, files: &mut Vec<String>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let path = entry.map_err(|e| e.to_string())?.path();
        if path.is_dir() {
            behind(&path, files)?;
        } else if path.extension().is_some_and(|kind| kind == "swift") {
            let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            if needs_apple(&text) {
                files.push(
                    path.file_name()
                        .unwrap_or_default()
                        .to_string_lossy()
                        .into_owned(),
                );
            }
        }
    }
    Ok(())
}

/// Whether something in a file is compiled only with a framework of Apple's. For `SwiftUI` the package has a stub.
fn needs_apple(text: &str) -> bool {
    text.lines().map(str::trim).any(|line| {
        line == "import UIKit"
            || line
                .strip_prefix("#if canImport(")
                .is_some_and(|rest| !rest.starts_with("SwiftUI)"))
    })
}

#[cfg(test)]
mod tests {
    use super::needs_apple;

    #[test]
    fn what_has_a_stub_is_compiled_and_what_has_none_is_not() {
        assert!(needs_apple(
            "#if canImport(Security) && canImport(CryptoKit)\nimport Security\n#endif\n"
        ));
        assert!(needs_apple("import SwiftUI\nimport UIKit\n"));
        assert!(!needs_apple("#if canImport(SwiftUI)\nimport SwiftUI\n#endif\n"));
        assert!(!needs_apple("import Foundation\n// import UIKit\n"));
    }
}
