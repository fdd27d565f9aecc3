//! README and the manual say what the program does: commands print what is shown, files are races, links lead somewhere.
//!
//! After a change of output `DOCS_UPDATE=1 cargo test docs` writes what the commands print now; read the difference.
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, thread};

use crossterm::event::{KeyCode, KeyEvent};

use crate::program::Folder;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use velodrome::lessons::{Lesson, Races};
use velodrome::player::Replay;
use velodrome::realism::numbers;
use velodrome::run::{Code, Run};
use velodrome::scenario;
use velodrome::tactics::When;
use velodrome::tui::app::App;
use velodrome::tui::keys::BINDINGS;
use velodrome::tui::message::Message;
use velodrome::tui::{Options, ThemeChoice};

/// What README may have at most.
const README_LINES: usize = 250;
const README_BYTES: usize = 16_000;

/// A page, by its path from the root of the package.
struct Page {
    path: String,
    text: String,
}

/// A block of a page between fences of three backticks.
struct Block {
    /// Number of its first line, from 1.
    line: usize,
    /// What stands behind the opening fence.
    language: String,
    /// The line above the opening fence.
    above: String,
    body: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// README, and every page of the manual.
fn pages() -> Vec<Page> {
    let folder = fs::read_dir(root().join("docs")).expect("the manual");
    let mut paths: Vec<String> = folder
        .map(|entry| format!("docs/{}", entry.unwrap().file_name().into_string().unwrap()))
        .filter(|path| path.ends_with(".md"))
        .collect();
    paths.push("README.md".to_owned());
    paths.sort_unstable();
    let page = |path: String| Page { text: fs::read_to_string(root().join(&path)).unwrap(), path };
    paths.into_iter().map(page).collect()
}

impl Page {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let (mut is_open, mut above) = (false, "");
        for (n, line) in (1..).zip(self.text.lines()) {
            match line.strip_prefix("```") {
                Some(_) if is_open => is_open = false,
                Some(language) => {
                    let language = language.to_owned();
                    blocks.push(Block { line: n + 1, language, above: above.to_owned(), body: String::new() });
                    is_open = true;
                }
                None if is_open => blocks.last_mut().unwrap().body += &format!("{line}\n"),
                None => above = line,
            }
        }
        assert!(!is_open, "{}: a block that does not end", self.path);
        blocks
    }

    /// The lines outside of blocks, with their numbers.
    fn prose(&self) -> Vec<(usize, &str)> {
        let mut is_open = false;
        let mut is_outside = |line: &str| {
            let is_fence = line.starts_with("```");
            is_open ^= is_fence;
            !is_open && !is_fence
        };
        (1..).zip(self.text.lines()).filter(|(_, line)| is_outside(line)).collect()
    }

    /// The page with the body of the block that begins in a line replaced.
    fn with(&self, bodies: &[(usize, String)]) -> String {
        let mut out = String::new();
        let mut skips = false;
        for (n, line) in (1..).zip(self.text.lines()) {
            if let Some((_, body)) = bodies.iter().find(|(first, _)| *first == n) {
                out += body;
                skips = true;
            }
            skips &= !line.starts_with("```");
            if !skips {
                out += &format!("{line}\n");
            }
        }
        out
    }

    /// What stands in backticks in the prose, with the number of its line.
    fn spans(&self) -> Vec<(usize, &str)> {
        let lines = self.prose().into_iter();
        lines.flat_map(|(n, line)| line.split('`').skip(1).step_by(2).map(move |span| (n, span))).collect()
    }
}

/// What the shell prints for `command`, with this build first in the path and a folder of its own for what it makes there.
fn shell(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_velodrome")).parent().unwrap();
    let path = format!("{}:{}", program.display(), env::var("PATH").unwrap_or_default());
    fs::create_dir_all(folder).unwrap();
    let output = Command::new("/bin/sh")
        .args(["-c", command])
        .current_dir(root())
        .env("PATH", path)
        .env("TMPDIR", folder)
        .env("LANG", "C.UTF-8")
        .env("XDG_STATE_HOME", folder)
        .output()
        .expect("a shell");
    assert!(output.stderr.is_empty(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The screen as the comment above a picture asks for it: `<!-- screen: SCENARIO LAP WIDTHxHEIGHT KEYS -->`, _ for a space.
fn screen(asked: &str) -> String {
    let [id, lap, size, keys] = asked.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{asked}") };
    let (width, height) = size.split_once('x').map(|(w, h)| (w.parse().unwrap(), h.parse().unwrap())).expect(asked);
    let replay = Replay::new(scenario::load(id).unwrap(), None, 1).unwrap();
    let options =
        Options { theme: ThemeChoice::Dark, start: When::Lap(lap.parse().expect(asked)), ..Options::default() };
    let mut app = App::new(replay, &options);
    app.update(Message::Resize(width, height));
    for key in keys.chars() {
        let key = if key == '_' { ' ' } else { key };
        let event = KeyEvent::from(KeyCode::Char(key));
        app.update(app.message(event).expect(asked));
    }
    let area = Rect::new(0, 0, width, height);
    let mut cells = Buffer::empty(area);
    app.view(area, &mut cells);
    let row = |row: &[ratatui::buffer::Cell]| row.iter().map(|cell| cell.symbol()).collect::<String>();
    cells.content.chunks(usize::from(width)).map(|cells| format!("{}\n", row(cells).trim_end())).collect()
}

/// Does `work` for each of `0..n` on a few threads.
fn on_threads<R: Send>(n: usize, work: impl Fn(usize) -> R + Sync) -> Vec<R> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from).min(4) {
            scope.spawn(|| {
                while let k @ 0.. = next.fetch_add(1, Ordering::Relaxed)
                    && k < n
                {
                    let result = work(k);
                    done.lock().unwrap().push((k, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(k, _)| *k);
    done.into_iter().map(|(_, result)| result).collect()
}

#[test]
fn commands_and_screens_print_what_is_shown() {
    let (pages, folder) = (pages(), Folder::new("docs"));
    let shown = |block: &Block| block.language == "text" && (block.body.starts_with("$ ") || is_screen(block));
    let blocks: Vec<(usize, Block)> = (0..pages.len())
        .flat_map(|page| pages[page].blocks().into_iter().filter(shown).map(move |block| (page, block)))
        .collect();
    assert!(blocks.len() > 20, "only {} blocks show what is printed", blocks.len());
    let printed = on_threads(blocks.len(), |k| {
        let block = &blocks[k].1;
        if is_screen(block) {
            return screen(block.above.trim_start_matches(SCREEN).trim_end_matches("-->"));
        }
        let command = block.body.lines().next().unwrap();
        format!("{command}\n{}", shell(&command[2..], &folder.file(&k.to_string())))
    });
    let mut wrong = Vec::new();
    for (n, page) in pages.iter().enumerate() {
        let of_page = blocks.iter().zip(&printed).filter(|((page, _), _)| *page == n);
        let bodies: Vec<(usize, String)> = of_page.map(|((_, block), now)| (block.line, now.clone())).collect();
        if env::var_os("DOCS_UPDATE").is_some() {
            let now = page.with(&bodies);
            if now != page.text {
                fs::write(root().join(&page.path), now).unwrap();
            }
            continue;
        }
        for (block, (_, now)) in page.blocks().iter().filter(|b| shown(b)).zip(&bodies) {
            if let Some((line, now, then)) = first_difference(now, &block.body) {
                wrong.push(format!("{}:{}: shown {then:?}, printed {now:?}", page.path, block.line + line));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\nwrite what is printed: DOCS_UPDATE=1 cargo test docs\n", wrong.join("\n"));
}

#[test]
fn the_page_of_numbers_has_every_table() {
    let path = root().join("docs/numbers.md");
    let page = fs::read_to_string(&path).unwrap();
    let [open, close] = ["<!-- numbers -->\n", "<!-- /numbers -->\n"];
    let (before, rest) = page.split_once(open).expect("a place for the tables");
    let (shown, after) = rest.split_once(close).expect("the end of the tables");
    let tables = format!("\n{}\n", numbers::markdown());
    if env::var_os("DOCS_UPDATE").is_some() {
        fs::write(path, format!("{before}{open}{tables}{close}{after}")).unwrap();
    } else if let Some((line, now, then)) = first_difference(&tables, shown) {
        panic!("docs/numbers.md, line {line} of the tables: shown {then:?}, in the code {now:?}");
    }
}

const SCREEN: &str = "<!-- screen: ";

fn is_screen(block: &Block) -> bool {
    block.above.starts_with(SCREEN)
}

/// The first line in which two texts differ, from 0, and how it reads in each.
fn first_difference(a: &str, b: &str) -> Option<(usize, String, String)> {
    let line = |text: &str, n: usize| text.lines().nth(n).unwrap_or("nothing").to_owned();
    let longest = a.lines().count().max(b.lines().count());
    (0..longest).map(|n| (n, line(a, n), line(b, n))).find(|(_, a, b)| a != b)
}

#[test]
fn the_readme_is_short_and_asks_for_the_rust_that_the_package_does() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let (lines, bytes) = (text.lines().count(), text.len());
    assert!(lines <= README_LINES && bytes <= README_BYTES, "README.md has {lines} lines and {bytes} bytes");
    let rust = concat!("Rust ", env!("CARGO_PKG_RUST_VERSION"));
    assert!(text.contains(rust), "README.md does not say {rust}");
}

#[test]
fn the_readme_and_the_model_tell_how_many_statistics_stand() {
    let pages = pages();
    let of = |path: &str| &pages.iter().find(|page| page.path == path).expect(path).text;
    let (told, _) = of("docs/figures.md").split_once(" statistics stand (").expect("a summary of realism");
    let told = told.lines().last().unwrap();
    for path in ["README.md", "docs/model.md"] {
        assert!(of(path).contains(told), "{path} does not say that {told} statistics stand");
    }
}

#[test]
fn every_page_is_in_the_index_and_the_readme_leads_there() {
    let pages = pages();
    let of = |path: &str| &pages.iter().find(|page| page.path == path).expect(path).text;
    assert!(of("README.md").contains("](docs/README.md)"));
    for page in pages.iter().filter(|page| !page.path.ends_with("README.md")) {
        let link = format!("]({})", page.path.trim_start_matches("docs/"));
        assert!(of("docs/README.md").contains(&link), "docs/README.md does not link {}", page.path);
    }
}

#[test]
fn links_lead_somewhere() {
    let mut wrong = Vec::new();
    for page in pages() {
        for (n, line) in page.prose() {
            for link in line.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
                if !link.contains("://") && !leads_somewhere(&page, link) {
                    wrong.push(format!("{}:{n}: {link}", page.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "links that lead nowhere:\n{}\n", wrong.join("\n"));
}

fn leads_somewhere(page: &Page, link: &str) -> bool {
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
    let here = root().join(&page.path);
    let target: PathBuf = if path.is_empty() { here } else { here.parent().unwrap().join(path) };
    let has = |anchor: &str| {
        let text = fs::read_to_string(&target).unwrap_or_default();
        let page = Page { path: path.to_owned(), text };
        page.prose().iter().filter_map(|(_, line)| heading(line)).any(|heading| slug(heading) == anchor)
    };
    target.exists() && anchor.is_none_or(has)
}

/// The words of a heading, if `line` is one.
fn heading(line: &str) -> Option<&str> {
    line.strip_prefix('#')?.trim_start_matches('#').strip_prefix(' ')
}

/// The anchor of a heading.
fn slug(heading: &str) -> String {
    let kept = heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect::<String>();
    kept.replace(' ', "-")
}

#[test]
fn every_command_that_is_shown_is_one() {
    let mut wrong = Vec::new();
    for page in pages() {
        let of_block = |block: &Block| -> Vec<(usize, String)> {
            let lines = (block.line..).zip(block.body.lines());
            match block.language.as_str() {
                "sh" => lines.map(|(n, line)| (n, line.to_owned())).collect(),
                _ => lines.filter_map(|(n, line)| Some((n, line.strip_prefix("$ ")?.to_owned()))).collect(),
            }
        };
        let mut lines: Vec<(usize, String)> = page.blocks().iter().flat_map(of_block).collect();
        // In the prose, what has a word in capitals (FILE, SCENARIO) or an ellipsis is a form of a command.
        let is_whole = |span: &str| {
            let is_form = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
            !span.contains('…') && !span.split(|c: char| !c.is_alphanumeric()).any(is_form)
        };
        let spans = page.spans();
        lines.extend(spans.into_iter().filter(|(_, s)| is_whole(s)).map(|(n, s)| (n, s.to_owned())));
        for (n, args) in lines.iter().flat_map(|(n, line)| calls(line).into_iter().map(move |args| (n, args))) {
            let parsed = |more: &[&str]| {
                velodrome::cli::parse(args.iter().map(String::as_str).chain(more.iter().copied()).map(OsString::from))
            };
            // Two words name a command without calling it.
            let result = parsed(&[]).or_else(|message| match args.len() {
                2 => parsed(&["--help"]).map_err(|_| message),
                _ => Err(message),
            });
            if let Err(message) = result {
                wrong.push(format!("{}:{n}: {message}", page.path));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The calls of the program in a line of the shell, each as the program gets it.
fn calls(line: &str) -> Vec<Vec<String>> {
    let mut calls = Vec::new();
    for mut words in commands(line) {
        words.retain(|word| word != "do");
        let args = match words.first().map(String::as_str) {
            Some("velodrome") => words.split_off(1),
            Some("cargo") if words.get(1).is_some_and(|w| w == "run") => {
                words.iter().position(|word| word == "--").map_or_else(Vec::new, |at| words.split_off(at + 1))
            }
            _ => continue,
        };
        calls.push([vec!["velodrome".to_owned()], args].concat());
    }
    calls
}

/// The commands of a line of the shell as words: as much of its grammar as the manual uses.
fn commands(line: &str) -> Vec<Vec<String>> {
    let mut commands = vec![Vec::new()];
    let mut chars = line.chars().peekable();
    let (mut word, mut is_word, mut into_file) = (String::new(), false, false);
    let mut end = |commands: &mut Vec<Vec<String>>, word: &mut String, is_word: &mut bool| {
        let word = std::mem::take(word);
        if std::mem::take(is_word) && !std::mem::take(&mut into_file) {
            commands.last_mut().unwrap().push(word);
        } else if word == ">" || word == "<" {
            into_file = true;
        }
    };
    while let Some(c) = chars.next() {
        match c {
            '\'' | '"' => {
                is_word = true;
                word.extend(chars.by_ref().take_while(|next| *next != c));
            }
            '#' if !is_word => break,
            ' ' => end(&mut commands, &mut word, &mut is_word),
            '|' | ';' | '&' | '(' | ')' => {
                end(&mut commands, &mut word, &mut is_word);
                commands.push(Vec::new());
            }
            '>' | '<' => {
                // "2>" is no word of the command.
                is_word &= word != "2";
                end(&mut commands, &mut word, &mut is_word);
                word = c.to_string();
                end(&mut commands, &mut word, &mut is_word);
            }
            '$' if chars.peek().is_some_and(|next| next.is_alphabetic()) => {
                // A variable of a loop over numbers.
                chars.next();
                (is_word, word) = (true, word + "1");
            }
            c => {
                is_word = true;
                word.push(c);
            }
        }
    }
    end(&mut commands, &mut word, &mut is_word);
    commands
}

#[test]
fn commands_are_found_in_lines_of_the_shell() {
    let line = "for i in 1 2; do velodrome sweep tiny --order '2 1 sit in' --shard $i/2 > $i.txt; done; velodrome list | head # x";
    assert_eq!(
        calls(line),
        [vec!["velodrome", "sweep", "tiny", "--order", "2 1 sit in", "--shard", "1/2"], vec!["velodrome", "list"]]
    );
    assert_eq!(calls("cargo run --release -- watch tiny"), [["velodrome", "watch", "tiny"]]);
    assert!(velodrome::cli::parse(["velodrome", "wacth"].map(OsString::from)).is_err());
}

#[test]
fn every_command_and_only_options_there_are_stand_in_the_manual() {
    let help = shell("velodrome man", &Folder::new("docs-man").file("")).replace("\\-", "-");
    let pages = pages();
    let shown: Vec<Vec<String>> = pages
        .iter()
        .flat_map(|page| page.blocks().iter().flat_map(|b| b.body.lines().map(str::to_owned)).collect::<Vec<_>>())
        .flat_map(|line| calls(line.trim_start_matches("$ ")))
        .collect();
    for name in names(&help) {
        assert!(shown.iter().any(|args| args.get(1) == Some(&name)), "no page shows velodrome {name}");
    }
    let options: Vec<&str> = words(&help).filter_map(|word| word.find("--").map(|at| &word[at..])).collect();
    let mut wrong = Vec::new();
    for page in &pages {
        for (n, span) in page.spans().into_iter().filter(|(_, span)| !span.starts_with("cargo ")) {
            let is_unknown = |word: &&str| word.starts_with("--") && word.len() > 2 && !options.contains(word);
            wrong.extend(words(span).filter(is_unknown).map(|word| format!("{}:{n}: {word}", page.path)));
        }
    }
    assert!(wrong.is_empty(), "options that no command has:\n{}\n", wrong.join("\n"));
}

/// Words of letters, digits and hyphens.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
}

/// The names of the commands in the page that `velodrome man` prints.
fn names(help: &str) -> Vec<String> {
    let name = |line: &str| Some(line.strip_prefix(".SH \"VELODROME ")?.trim_end_matches('"').to_lowercase());
    let names: Vec<String> = help.lines().filter_map(name).collect();
    assert!(names.len() > 10, "{names:?}");
    names
}

#[test]
fn every_key_is_in_the_table_of_keys() {
    let pages = pages();
    let watching = pages.iter().find(|page| page.path == "docs/watching.md").expect("a page about watching");
    let rows: Vec<String> = watching.text.lines().filter(|line| line.starts_with('|')).map(keys_of).collect();
    for binding in BINDINGS {
        let label = keys_of(&format!("|{}|", binding.label));
        assert!(rows.contains(&label), "docs/watching.md does not tell of {}", binding.label);
    }
}

#[test]
fn every_module_has_a_layer_in_the_manual() {
    let pages = pages();
    let page = pages.iter().find(|page| page.path == "docs/architecture.md").expect("a page about the architecture");
    let rows = || page.text.lines().filter(|line| line.starts_with('|') && keys_of(line).len() == 1);
    let named: Vec<&str> =
        rows().filter_map(|row| row.split('|').nth(2)).flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    for module in library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')) {
        assert!(named.contains(&module), "docs/architecture.md gives {module} no layer");
    }
    for module in named {
        let there =
            [format!("src/{module}.rs"), format!("src/{module}/mod.rs")].iter().any(|path| root().join(path).exists());
        assert!(there, "docs/architecture.md has a layer for {module}, which is not there");
    }
}

/// The first cell of a row, without backticks and blanks.
fn keys_of(row: &str) -> String {
    row.split('|').nth(1).unwrap_or_default().chars().filter(|c| !c.is_whitespace() && *c != '`').collect()
}

#[test]
fn files_in_the_manual_are_scenarios_saved_runs_and_lessons() {
    let mut kinds = [0; 4];
    for page in pages() {
        for block in page.blocks().iter().filter(|block| block.language == "toml") {
            let name = format!("{}:{}", page.path, block.line);
            kinds[file(&name, &block.body)] += 1;
        }
    }
    assert!(kinds.iter().all(|kind| *kind >= 1), "{kinds:?}");
}

/// Reads and rides the file `text`; tells a race on record (0) from a what-if (1), a saved run (2) and a lesson (3).
fn file(name: &str, text: &str) -> usize {
    if text.contains("velodrome.lesson/") {
        let lesson = Lesson::read(name, name, text).unwrap_or_else(|p| panic!("{p}"));
        lesson.check(&mut Races::default()).unwrap_or_else(|p| panic!("{p}"));
        return 3;
    }
    if text.contains("velodrome.run/") {
        let saved = scenario::parse_saved(name, text).unwrap_or_else(|p| panic!("{p}"));
        let code = Code::read(&saved.code).unwrap_or_else(|e| panic!("{name}: {e}"));
        let race = scenario::load(&code.scenario).unwrap_or_else(|e| panic!("{name}: {e}"));
        code.run(&race).unwrap_or_else(|e| panic!("{name}: {e}"));
        return 2;
    }
    let race = scenario::parse(name, text).unwrap_or_else(|p| panic!("{p}"));
    let run = Run::of_file(&race, 1);
    let known = race.card.as_ref().map_or_else(Vec::new, |card| card.table.clone());
    let is_replay = race.preset.is_empty() && !known.is_empty();
    let replay = Replay::of(race, &run).and_then(Replay::obeyed).unwrap_or_else(|e| panic!("{name}: {e}"));
    let standings = replay.standings();
    assert!(standings.is_final, "{name}");
    if !is_replay {
        return 1;
    }
    for (row, seen) in known.iter().zip(standings.rows) {
        assert_eq!((row.bib, row.status), (seen.bib, seen.status), "{name}");
        assert!(row.rank.is_none_or(|rank| Some(rank) == seen.rank), "{name}: {}", row.bib);
        let same = |known: Option<i32>, seen: i32| known.is_none_or(|known| known == seen);
        assert!(same(row.sprint_points, seen.sprint_points), "{name}: {}", row.bib);
        assert!(same(row.laps, seen.laps), "{name}: {}", row.bib);
    }
    0
}
