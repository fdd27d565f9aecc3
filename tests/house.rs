//! What it takes to build this program: a true `rust-version`, few packages, no compiler but Rust's.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Packages that the program is built from, itself included, at most.
const MOST_PACKAGES: usize = 201;

/// Packages whose build runs a compiler of another language, or a tool that a bare Debian lacks.
const NEED_MORE: [&str; 7] = ["bindgen", "cc", "cmake", "git2", "nasm-rs", "pkg-config", "vcpkg"];

/// The packages of a build on Linux as cargo resolved them.
fn metadata() -> Value {
    let arguments = ["metadata", "--format-version", "1", "--locked", "--offline"];
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// `1.95` and `1.95.0` as numbers that compare.
fn version(text: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> = text.split('.').map(|n| n.parse().expect("a number")).collect();
    numbers.resize(3, 0);
    numbers
}

/// The ids of all packages that `root` needs, by dependencies of these kinds (cargo calls the ordinary kind `null`).
fn closure(metadata: &Value, root: &str, kinds: &[Option<&str>]) -> BTreeSet<String> {
    let nodes: BTreeMap<&str, &Value> =
        metadata["resolve"]["nodes"].as_array().unwrap().iter().map(|n| (text(n, "id"), n)).collect();
    let (mut seen, mut open) = (BTreeSet::new(), vec![root.to_owned()]);
    while let Some(id) = open.pop() {
        for dep in nodes[id.as_str()]["deps"].as_array().unwrap() {
            let wanted = dep["dep_kinds"].as_array().unwrap().iter().any(|k| kinds.contains(&k["kind"].as_str()));
            let dep = text(dep, "pkg");
            if wanted && !seen.contains(dep) {
                open.push(dep.to_owned());
            }
        }
        seen.insert(id);
    }
    seen
}

#[test]
fn rust_version_is_what_the_packages_need_and_no_less() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    let own = packages.iter().find(|p| text(p, "name") == "velodrome").expect("this package");
    let needed = packages
        .iter()
        .filter(|p| text(p, "name") != "velodrome" && p["rust_version"].is_string())
        .max_by_key(|p| version(text(p, "rust_version")))
        .expect("packages with a rust-version");
    assert_eq!(
        version(text(own, "rust_version")),
        version(text(needed, "rust_version")),
        "Cargo.toml says {}, {} needs {}",
        text(own, "rust_version"),
        text(needed, "name"),
        text(needed, "rust_version")
    );
}

#[test]
fn the_program_is_built_from_few_packages() {
    let metadata = metadata();
    let root = text(&metadata["resolve"], "root");
    let packages = closure(&metadata, root, &[None, Some("build")]);
    assert!((50..=MOST_PACKAGES).contains(&packages.len()), "{} packages", packages.len());
}

#[test]
fn building_and_testing_take_rust_and_a_linker_and_nothing_else() {
    let metadata = metadata();
    let root = text(&metadata["resolve"], "root");
    let all = closure(&metadata, root, &[None, Some("build"), Some("dev")]);
    let packages = metadata["packages"].as_array().unwrap();
    let names: BTreeSet<&str> =
        packages.iter().filter(|p| all.contains(text(p, "id"))).map(|p| text(p, "name")).collect();
    assert!(names.contains("serde") && names.contains("insta"), "{names:?}");
    let wrong: Vec<&&str> = names.iter().filter(|n| NEED_MORE.contains(*n)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_dependency_says_why_it_is_here() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let (mut of_dependencies, mut before, mut count) = (false, "", 0);
    for line in manifest.lines() {
        if line.starts_with('[') {
            of_dependencies = line.trim_end_matches(']').ends_with("dependencies");
        } else if of_dependencies && line.contains('=') && !line.starts_with('#') {
            assert!(before.starts_with("# "), "Cargo.toml: `{line}` does not say why");
            count += 1;
        }
        before = line;
    }
    assert!(count > 20, "only {count} dependencies were read");
}
