//! Scenario files of the working directory: the program is started in a folder that has some.

use std::fs;

use velodrome::scenario::builtins;

use crate::program::Folder;

const CLUB: &str = "schema = 1\nid = \"club-race\"\n[course]\nlaps = 40\n[rules]\nedition = 2004\n[record]\ntable = [\n\
    { rider = \"Anna Berg\", sprint_points = 20, laps = 0 },\n\
    { rider = \"Bea Costa\", sprint_points = 12, laps = 0 },\n\
    { rider = \"Cleo Durand\", sprint_points = 7, laps = 0 },\n\
    { rider = \"Dora Evans\", sprint_points = 5, laps = 0 },\n]\n";

#[test]
fn files_in_the_folder_scenarios_are_listed_and_loaded_by_id() {
    let folder = Folder::new("local");
    fs::create_dir(folder.file("scenarios")).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.file("scenarios").join(name), text).unwrap();
    write("club.toml", CLUB);
    write("copy.toml", builtins()[0].text);
    write("broken.toml", "schema = 1\n");
    write("notes.txt", "not a scenario");

    // The broken file is complained of, and the copy of a built-in race is left out.
    let (listed, complaints) = folder.done(&["list", "--format", "json"]);
    let listed: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
    let paths: Vec<&str> =
        listed["scenarios"].as_array().expect("scenarios").iter().filter_map(|s| s["path"].as_str()).collect();
    assert_eq!(paths, ["scenarios/club.toml"]);
    let broken = "scenarios/broken.toml:1:1: the file: course is missing";
    assert!(complaints.contains(broken) && !complaints.contains("notes.txt"), "{complaints}");

    let (result, _) = folder.done(&["result", "club-race", "--format", "csv"]);
    let rows: Vec<Vec<&str>> = result.lines().skip(1).map(|line| line.split(',').take(3).collect()).collect();
    assert_eq!(
        rows,
        [["1", "1", "Anna Berg"], ["2", "2", "Bea Costa"], ["3", "3", "Cleo Durand"], ["4", "4", "Dora Evans"]],
        "in the order of the file"
    );
    assert!(folder.refused(&["result", "broken"]).contains(broken));
    assert!(folder.refused(&["result", "club-rice"]).contains("did you mean club-race?"));
}

#[cfg(unix)]
mod other_kinds_of_files {
    use std::process::{Command, Stdio};
    use std::{fs, io};

    use super::{CLUB, Folder};
    use crate::program::command;

    /// A named pipe that nobody writes to: whoever opens it waits for ever.
    fn pipe(folder: &Folder, name: &str) {
        assert!(Command::new("mkfifo").arg(folder.file(name)).status().expect("mkfifo").success());
    }

    #[test]
    fn lists_and_searches_pass_over_pipes_devices_and_large_files() {
        let folder = Folder::new("kinds");
        fs::create_dir(folder.file("scenarios")).unwrap();
        fs::create_dir(folder.file("runs")).unwrap();
        folder.write("scenarios/club.toml", CLUB);
        pipe(&folder, "scenarios/a.toml");
        pipe(&folder, "runs/a.run.toml");
        std::os::unix::fs::symlink("/dev/zero", folder.file("scenarios/b.toml")).unwrap();
        fs::File::create(folder.file("scenarios/c.toml")).unwrap().set_len((1 << 20) + 1).unwrap();

        let (listed, said) = folder.done(&["list"]);
        assert!(listed.contains("scenarios/club.toml"), "{listed}");
        for what in [
            "scenarios/a.toml:1:1: is a pipe",
            "runs/a.run.toml:1:1: is a pipe",
            "scenarios/b.toml:1:1: is a terminal or another device",
            "scenarios/c.toml:1:1: the file is larger than 1024 KiB",
        ] {
            assert!(said.contains(what), "{said}");
        }
        // An id is sought in the same folder.
        folder.done(&["result", "club-race"]);
        let said = folder.refused(&["check", "scenarios/a.toml", "runs/a.run.toml", "scenarios/b.toml"]);
        assert_eq!(said.lines().filter(|line| line.contains(":1:1: is a ")).count(), 3, "{said}");
    }

    #[test]
    fn a_pipe_named_on_the_command_line_is_read_once() {
        let folder = Folder::new("pipe");
        folder.write("club.toml", CLUB);
        let (want, _) = folder.done(&["result", "club.toml", "--format", "csv"]);
        for args in [&["result", "club", "--format", "csv"][..], &["result", "/dev/stdin", "--format", "csv"]] {
            let _ = fs::remove_file(folder.file("club"));
            pipe(&folder, "club");
            let mut run = command(args);
            run.stdin(Stdio::piped()).stdout(Stdio::piped());
            let mut child = run.current_dir(folder.path("")).spawn().expect("the binary runs");
            // Opening the named pipe waits until the program opens it.
            let mut writer: Box<dyn io::Write> = match args[1] {
                "club" => Box::new(fs::OpenOptions::new().write(true).open(folder.file("club")).unwrap()),
                _ => Box::new(child.stdin.take().unwrap()),
            };
            writer.write_all(CLUB.as_bytes()).unwrap();
            drop(writer);
            let output = child.wait_with_output().unwrap();
            assert_eq!(
                (output.status.code(), String::from_utf8_lossy(&output.stdout)),
                (Some(0), want.as_str().into())
            );
        }
    }

    #[test]
    fn a_saved_run_leads_to_nothing_but_a_scenario_in_its_folder() {
        let folder = Folder::new("leads");
        fs::create_dir_all(folder.file("home/runs")).unwrap();
        fs::create_dir_all(folder.file("home/races")).unwrap();
        folder.write("outside.toml", CLUB);
        folder.write("home/races/club.toml", CLUB);
        pipe(&folder, "home/races/pipe.toml");
        std::os::unix::fs::symlink("../../outside.toml", folder.file("home/races/link.toml")).unwrap();
        let run = |name: &str, to: &str| {
            let text = format!("schema = \"velodrome.run/1\"\nrun = \"run:5:{to}:s1\"\n");
            folder.write(&format!("home/runs/{name}.run.toml"), &text);
        };
        run("good", "races/club.toml");
        let wrong = [
            ("terminal", "/dev/tty", "which is a terminal or another device"),
            ("device", "/dev/zero", "which is a terminal or another device"),
            ("pipe", "races/pipe.toml", "which is a pipe"),
            ("folder", "races", "which is a folder"),
            ("up", "../outside.toml", "outside its folder"),
            ("link", "races/link.toml", "outside its folder"),
            ("root", "/etc/passwd", "outside its folder"),
        ];
        wrong.iter().for_each(|(name, to, _)| run(name, to));
        let said = |args: &[&str], code| {
            let output = command(args).current_dir(folder.path("home")).output().expect("the binary runs");
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
            said
        };
        assert_eq!(said(&["result", "runs/good.run.toml"], 0), "");
        // From elsewhere too, for the file lies in the folder of the run, or of the ./runs that it is in.
        let elsewhere =
            format!("schema = \"velodrome.run/1\"\nrun = \"run:5:{}:s1\"\n", folder.path("home/races/club.toml"));
        folder.write("home/runs/full.run.toml", &elsewhere);
        let output = command(&["result", &folder.path("home/runs/full.run.toml")]).output().expect("the binary runs");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let listed = said(&["list"], 0);
        for (name, to, what) in wrong {
            let path = format!("runs/{name}.run.toml");
            let line = format!("{path}:1:1: its run leads to {to}, {what}");
            assert!(listed.contains(&line), "{listed}");
            for verb in ["result", "check", "watch"] {
                let said = said(&[verb, &path], 2);
                assert!(said.contains(&line), "{said}");
            }
        }
    }
}
