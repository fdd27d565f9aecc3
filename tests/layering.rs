//! The architecture as a test: which module may import which, and which words belong to one layer only.
//!
//! Sources are read as text, without comments and string literals. A failure names file and line.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// (module, what it may import), from the lowest layer up. A module may always import itself.
const LAYERS: &[(&str, &[&str])] = &[
    // 0 · words and numbers
    ("text", &[]),
    ("units", &[]),
    ("math", &[]),
    ("params", &[]),
    ("rng", &["units"]),
    ("event", &["units"]),
    // 1 · metres and watts | rules
    ("course", &["math", "params", "units"]),
    ("physics", &["course", "math", "params", "units"]),
    ("rules", &["event", "text", "units"]),
    // 2 · legs
    ("rider", &["course", "math", "params", "physics", "rng", "units"]),
    // 3 · what riders did
    ("director", &["course", "event", "math", "params", "physics", "rider", "rng", "units"]),
    // 3 · what riders want
    ("tactics", &["course", "event", "math", "params", "physics", "rider", "rng", "rules", "units"]),
    // 3 · how people write what riders are told
    ("told", &["course", "tactics", "units"]),
    // 4 · the tick
    (
        "race",
        &["course", "director", "event", "math", "params", "physics", "rider", "rng", "rules", "tactics", "units"],
    ),
    // 5 · files, completion, replay
    ("card", &["event", "math", "params", "rng", "rules", "units"]),
    ("scenario", &["card", "course", "event", "physics", "rules", "tactics", "text", "told", "units"]),
    ("field", &["card", "params", "rider", "rng", "scenario", "units"]),
    ("run", &["course", "rider", "rules", "scenario", "tactics", "text", "told", "units"]),
    ("free", &["field", "params", "physics", "race", "rider", "rules", "run", "scenario", "tactics", "units"]),
    (
        "realism",
        &[
            "card", "director", "event", "field", "free", "params", "physics", "race", "rider", "rng", "rules",
            "scenario", "tactics", "units",
        ],
    ),
    (
        "player",
        &[
            "card", "course", "director", "event", "field", "free", "math", "physics", "race", "rider", "rng", "rules",
            "run", "scenario", "tactics", "units",
        ],
    ),
    // 6 · draw and print
    ("sweep", &["event", "player", "rng", "rules", "run", "scenario", "tactics", "units"]),
    ("vary", &["player", "rules", "run", "scenario", "sweep", "tactics", "text", "units"]),
    ("chances", &["player", "race", "rng", "rules", "sweep", "tactics", "units"]),
    (
        "report",
        &[
            "card", "chances", "course", "event", "field", "math", "player", "race", "realism", "rider", "rng",
            "rules", "run", "scenario", "sweep", "text", "units", "vary",
        ],
    ),
    ("commentary", &["card", "event", "player", "race", "report", "rng", "rules", "scenario", "text", "units"]),
    (
        "lessons",
        &[
            "card", "chances", "event", "player", "race", "report", "rules", "run", "scenario", "tactics", "text",
            "units",
        ],
    ),
    ("chart", &["chances", "player", "race", "report", "rules", "scenario", "sweep", "text", "units"]),
    ("page", &["chart", "player", "report", "scenario"]),
    (
        "tui",
        &[
            "card",
            "chances",
            "chart",
            "commentary",
            "course",
            "event",
            "lessons",
            "math",
            "player",
            "race",
            "report",
            "rng",
            "rules",
            "run",
            "scenario",
            "tactics",
            "text",
            "units",
        ],
    ),
    // 7 · arguments
    (
        "cli",
        &[
            "chances",
            "chart",
            "commentary",
            "field",
            "lessons",
            "page",
            "player",
            "realism",
            "report",
            "rules",
            "run",
            "scenario",
            "sweep",
            "tactics",
            "text",
            "tui",
            "units",
            "vary",
        ],
    ),
    ("main", &["cli"]),
];

/// (word, where it may stand, why). Places are folders or files below `src/`.
const WORDS: &[(&str, &[&str], &str)] = &[
    ("ratatui", &["tui/"], "only the screen draws"),
    ("crossterm", &["tui/"], "only the screen reads keys"),
    ("ctrlc", &["cli/out.rs"], "interrupts come in at one place"),
    ("rustix", &["tui/reader.rs", "tui/terminal.rs"], "only the screen reads keys"),
    ("terminput", &["tui/decoder.rs"], "only the screen reads keys"),
    ("resvg", &["chart/png.rs", "chart/svg.rs"], "charts are painted from their SVG"),
    ("skrifa", &["chart/font.rs"], "widths of words come from one place"),
    ("indicatif", &["cli/"], "only the command line shows how far it is"),
    ("clap", &["cli/"], "only the command line reads arguments"),
    ("annotate_snippets", &["scenario/draw.rs"], "problems of files are drawn in one place"),
    ("toml", &["scenario/", "card/", "report/", "cli/", "text/quoted.rs"], "file formats stay at the border"),
    (
        "serde_json",
        &["scenario/", "card/", "report/", "lessons/progress.rs", "cli/"],
        "file formats stay at the border",
    ),
    ("csv", &["scenario/", "card/", "report/", "cli/", "text/quoted.rs"], "file formats stay at the border"),
    ("pumpkin_core", &["card/"], "only the completion solves"),
    ("pumpkin_constraints", &["card/"], "only the completion solves"),
    ("pumpkin_conflict_resolvers", &["card/"], "only the completion solves"),
    ("strsim", &["text/near.rs"], "what was meant is guessed in one place"),
    ("rand", &["rng.rs"], "random numbers come from named streams"),
    ("rand_chacha", &["rng.rs"], "random numbers come from named streams"),
    ("Instant", &["tui/clock.rs", "cli/"], "only the screen's clock knows the time"),
    ("SystemTime", &["tui/clock.rs", "cli/"], "only the screen's clock knows the time"),
    ("thread_rng", &[], "random numbers come from named streams"),
    ("HashMap", &["tui/", "report/", "cli/"], "its order differs from run to run"),
    ("HashSet", &["tui/", "report/", "cli/"], "its order differs from run to run"),
];

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some((_, allowed)) = LAYERS.iter().find(|(m, _)| *m == source.module) else {
            // `lib.rs` names every module, so it has no layer.
            if source.module != "lib" {
                wrong.push(format!("src/{}: module `{}` has no layer; give it one here", source.path, source.module));
            }
            continue;
        };
        for (line, target) in imports(&source.code) {
            if target != source.module && !allowed.contains(&target.as_str()) {
                wrong.push(format!("src/{}:{line}: `{}` may not import `{target}`", source.path, source.module));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_table_of_layers_has_no_cycle() {
    for (i, (module, allowed)) in LAYERS.iter().enumerate() {
        for target in *allowed {
            let below = LAYERS[..i].iter().any(|(m, _)| m == target);
            assert!(below, "`{module}` may import `{target}`, which does not stand below it");
        }
    }
}

#[test]
fn words_of_one_layer_do_not_stand_in_another() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (word, places, why) in WORDS {
            if places.iter().any(|p| source.path.starts_with(p)) {
                continue;
            }
            for line in lines_with_word(&source.code, word) {
                wrong.push(format!("src/{}:{line}: `{word}`: {why}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_rules_know_no_floating_point() {
    let mut wrong = Vec::new();
    for source in sources().into_iter().filter(|s| s.module == "rules" || s.module == "event") {
        for word in ["f32", "f64"] {
            wrong.extend(lines_with_word(&source.code, word).into_iter().map(|l| format!("src/{}:{l}", source.path)));
        }
    }
    assert!(wrong.is_empty(), "a ruling would rest on a float:\n{}\n", wrong.join("\n"));
}

/// Files whose numbers are the model's.
const MODEL: [&str; 7] =
    ["card/shares.rs", "card/splits.rs", "director/", "physics.rs", "race/", "rider.rs", "tactics/"];

/// Numbers that are arithmetic rather than model: identities, halves, powers of ten, units of time and speed.
const ARITHMETIC: [&str; 14] =
    ["0", "0.0", "0.5", "1", "1.0", "1e-6", "1e6", "1_000_000", "1000.0", "2", "2.0", "3", "3.6", "60.0"];

#[test]
fn numbers_of_the_model_stand_in_tables_with_their_sources() {
    let (mut wrong, mut files) = (Vec::new(), 0);
    for source in sources().into_iter().filter(|s| MODEL.iter().any(|place| s.path.starts_with(place))) {
        files += 1;
        for (line, number) in bare_numbers(&source.code) {
            wrong.push(format!("src/{}:{line}: {number} stands in no table (`params!`)", source.path));
        }
    }
    assert!(files > 40, "only {files} files were read");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn type_names_say_enough_to_be_told_apart() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources() {
        for line in source.code.lines() {
            let mut words = line.split_whitespace().filter(|w| !w.starts_with("pub"));
            if matches!(words.next(), Some("struct" | "enum" | "trait" | "type")) && !line.starts_with("    ") {
                let name = word(words.next().unwrap_or_default());
                places.entry(name).or_default().push(source.path.clone());
            }
        }
    }
    assert!(places.len() > 300, "only {} types were found", places.len());
    let vague: Vec<_> = places.iter().filter(|(_, places)| places.len() > 2).collect();
    assert!(vague.is_empty(), "three modules use the same name for different things: {vague:#?}");
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let silent: Vec<String> =
        sources().into_iter().filter(|s| !s.text.starts_with("//! ")).map(|s| format!("src/{}", s.path)).collect();
    assert!(silent.is_empty(), "without an opening `//!` sentence:\n{}\n", silent.join("\n"));
}

#[test]
fn the_binary_is_one_expression() {
    let main = sources().into_iter().find(|s| s.path == "main.rs").expect("src/main.rs");
    let (_, body) = main.code.split_once('{').expect("a body");
    assert_eq!(body.matches(';').count(), 0, "src/main.rs does more than hand over");
}

struct Source {
    /// From `src/`, with forward slashes.
    path: String,
    /// The module at the top of the crate that it belongs to.
    module: String,
    text: String,
    /// The text with comments and literals blanked; lines keep their numbers.
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let source = |file: PathBuf| {
        let parts: Vec<String> =
            file.strip_prefix(&root).unwrap().iter().map(|p| p.to_string_lossy().into_owned()).collect();
        let text = fs::read_to_string(&file).unwrap();
        let module = parts[0].trim_end_matches(".rs").to_owned();
        Source { path: parts.join("/"), module, code: code_only(&text), text }
    };
    files.into_iter().map(source).collect()
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// Modules named after `crate::`, with the line of each: `crate::a::b`, and every branch of `crate::{a::b, c}`.
fn imports(code: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let line = 1 + code[..at].matches('\n').count();
        match rest.strip_prefix('{') {
            None => out.push((line, word(rest))),
            Some(branches) => out.extend(branch_heads(branches).into_iter().map(|(below, name)| (line + below, name))),
        }
    }
    // Types and macros of the root are not modules.
    out.retain(|(_, name)| name.starts_with(|c: char| c.is_ascii_lowercase()));
    out
}

/// The first word of each branch up to the closing brace, with its distance in lines.
fn branch_heads(text: &str) -> Vec<(usize, String)> {
    let (mut depth, mut line, mut fresh, mut out) = (0usize, 0usize, true, Vec::new());
    for (i, c) in text.char_indices() {
        match c {
            '\n' => line += 1,
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && depth == 0 && (c.is_alphanumeric() || c == '_') => {
                out.push((line, word(&text[i..])));
                fresh = false;
            }
            _ => {}
        }
    }
    out
}

/// Numbers of the code that stand neither in a table, nor in a constant, nor in tests, each with its line.
fn bare_numbers(code: &str) -> Vec<(usize, String)> {
    let (mut out, mut in_table) = (Vec::new(), false);
    for (n, line) in code.lines().enumerate() {
        if line.starts_with("#[cfg(test)]") {
            break;
        }
        if line.starts_with("params! {") {
            in_table = true;
        } else if in_table && line.starts_with('}') {
            in_table = false;
        }
        let declares = line.split_whitespace().take(2).any(|w| w == "const" || w == "static");
        if !in_table && !declares {
            let bare = numbers(line).into_iter().filter(|number| !ARITHMETIC.contains(&number.as_str()));
            out.extend(bare.map(|number| (n + 1, number)));
        }
    }
    out
}

/// The numbers of a line, without their types: not the digits of names, nor the fields of tuples.
fn numbers(line: &str) -> Vec<String> {
    let chars: Vec<char> = line.chars().collect();
    let (mut out, mut i) = (Vec::new(), 0);
    while i < chars.len() {
        let begins = chars[i].is_ascii_digit() && !continues_word(&chars, i) && !(i > 0 && chars[i - 1] == '.');
        let is_range = i > 1 && chars[i].is_ascii_digit() && chars[i - 1] == '.' && chars[i - 2] == '.';
        if !begins && !is_range {
            i += 1;
            continue;
        }
        let start = i;
        while i < chars.len() {
            let decimal = chars[i] == '.' && chars.get(i + 1).is_some_and(char::is_ascii_digit);
            let exponent = chars[i] == '-' && chars[i - 1] == 'e';
            if !(chars[i].is_alphanumeric() || chars[i] == '_' || decimal || exponent) {
                break;
            }
            i += 1;
        }
        let text: String = chars[start..i].iter().collect();
        let untyped = ["f64", "f32", "usize", "u8", "u16", "u32", "u64", "i8", "i32", "i64"]
            .iter()
            .find_map(|kind| text.strip_suffix(kind))
            .map_or(text.as_str(), |rest| rest.trim_end_matches('_'));
        out.push(untyped.to_owned());
    }
    out
}

#[test]
fn the_reader_of_numbers_sees_those_that_are_not_in_tables() {
    let code = "params! {\n    A: f64 = 4.5;\n}\nconst B: f64 = 7.5;\nlet x = pair.1 * 1.05 + b2 * 0.5;\nfor i in 4..n_7 { (0_u8, 12_u32, -5.0..25.0) }\n#[cfg(test)]\nlet y = 9.9;\n";
    let seen = bare_numbers(code);
    let expected = [(5, "1.05"), (6, "4"), (6, "12"), (6, "5.0"), (6, "25.0")];
    assert_eq!(seen, expected.map(|(line, number)| (line, number.to_owned())));
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn lines_with_word(code: &str, wanted: &str) -> Vec<usize> {
    let part_of_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let hit = |line: &str| {
        line.match_indices(wanted).any(|(i, _)| {
            !part_of_word(line[..i].chars().next_back()) && !part_of_word(line[i + wanted.len()..].chars().next())
        })
    };
    code.lines().enumerate().filter(|(_, l)| hit(l)).map(|(i, _)| i + 1).collect()
}

/// `text` with comments, strings and characters replaced by blanks; line breaks stay.
fn code_only(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let end = match chars[i] {
            '/' if chars.get(i + 1) == Some(&'/') => line_end(&chars, i),
            '/' if chars.get(i + 1) == Some(&'*') => block_end(&chars, i),
            '"' => string_end(&chars, i),
            'r' if !continues_word(&chars, i) => raw_string_end(&chars, i).unwrap_or(i),
            '\'' => char_end(&chars, i).unwrap_or(i),
            _ => i,
        };
        if end == i {
            out.push(chars[i]);
            i += 1;
        } else {
            out.extend(chars[i..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            i = end;
        }
    }
    out
}

fn continues_word(chars: &[char], i: usize) -> bool {
    i > 0 && (chars[i - 1].is_alphanumeric() || chars[i - 1] == '_')
}

fn line_end(chars: &[char], i: usize) -> usize {
    (i..chars.len()).find(|&k| chars[k] == '\n').unwrap_or(chars.len())
}

fn block_end(chars: &[char], mut i: usize) -> usize {
    let mut depth = 0;
    while i < chars.len() {
        match (chars[i], chars.get(i + 1)) {
            ('/', Some('*')) => (depth, i) = (depth + 1, i + 2),
            ('*', Some('/')) => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
        if depth == 0 {
            break;
        }
    }
    i
}

fn string_end(chars: &[char], start: usize) -> usize {
    let mut i = start + 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(chars.len())
}

fn raw_string_end(chars: &[char], start: usize) -> Option<usize> {
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    let open = start + 1 + hashes;
    (chars.get(open) == Some(&'"')).then_some(())?;
    let closes =
        |&k: &usize| chars[k] == '"' && chars[k + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
    Some((open + 1..chars.len()).find(closes).map_or(chars.len(), |k| k + 1 + hashes))
}

/// The end of a character literal; `None` for a lifetime.
fn char_end(chars: &[char], start: usize) -> Option<usize> {
    if chars.get(start + 1) == Some(&'\\') {
        return (start + 3..chars.len()).find(|&k| chars[k] == '\'').map(|k| k + 1);
    }
    (chars.get(start + 2) == Some(&'\'')).then_some(start + 3)
}

#[test]
fn the_reader_of_sources_sees_only_code() {
    let text = "use crate::{event::Fact, rules::{A, B},\n  units::Bib};\n// crate::tui\nlet s = \"crate::cli\"; let c = '\"'; let r = r#\"crate::x\"#;\nlet l: &'a str = crate::math::f();\n";
    let seen: Vec<(usize, String)> = imports(&code_only(text));
    let expected = [(1, "event"), (1, "rules"), (2, "units"), (5, "math")];
    assert_eq!(seen, expected.map(|(l, m)| (l, m.to_owned())));
}
