//! What depends on what, from `cargo metadata`.

use crate::command;
use cargo_metadata::{DependencyKind, Metadata};

/// One package of the workspace and what its manifest asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// Folder below the root, with `/`.
    pub(crate) folder: String,
    pub(crate) needs: Vec<Need>,
    /// Whether it has benchmarks.
    pub(crate) benches: bool,
}

/// A line of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Need {
    pub(crate) name: String,
    /// For tests and examples only.
    pub(crate) dev: bool,
}

/// The members of this workspace.
pub(crate) fn members() -> Result<Vec<Member>, String> {
    let json = command::output(command::cargo(&[
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
    ]))?;
    members_of(&json)
}

/// The members in the text that `cargo metadata` printed.
pub(crate) fn members_of(json: &str) -> Result<Vec<Member>, String> {
    let metadata: Metadata = serde_json::from_str(json).map_err(|e| format!("cargo metadata: {e}"))?;
    let root = metadata.workspace_root.clone();
    let member = |package: &cargo_metadata::Package| Member {
        name: package.name.to_string(),
        folder: package
            .manifest_path
            .parent()
            .and_then(|dir| dir.strip_prefix(&root).ok())
            .map(|dir| dir.as_str().replace('\\', "/"))
            .unwrap_or_default(),
        needs: package
            .dependencies
            .iter()
            .map(|d| Need {
                name: d.name.clone(),
                dev: d.kind == DependencyKind::Development,
            })
            .collect(),
        benches: package.targets.iter().any(cargo_metadata::Target::is_bench),
    };
    Ok(metadata.workspace_packages().into_iter().map(member).collect())
}
