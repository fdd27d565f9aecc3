//! What the program itself says of the races on record: three questions put to many pairs of races, and chances over a race.

use std::env;
use std::path::Path;
use std::process::Command;

use crate::{Size, block};

/// What is asked, the command without its number of races, and the lines of its answer that tell.
const QUESTIONS: [(&str, &str, usize); 3] = [
    (
        "Athens 2004: what if Ignatiev, with three laps in hand, had sat in from lap 130?",
        "velodrome compare athens-2004-men --free-from 130 --order-b '130 Ignatiev sit in'",
        9,
    ),
    (
        "Beijing 2008: what if Kluge had followed Llaneras wherever he went after sprint 13?",
        "velodrome compare beijing-2008-men --free-from 130 --order-b '130 Kluge follow Llaneras'",
        10,
    ),
    (
        "Athens 2004, women: what if the seven best of the others had let Carrara go at lap 51, and sat in for fifteen laps?",
        "velodrome compare athens-2004-women --free-from 51 \
         --order-b '51 Slyusareva sit in' --order-b '66 Slyusareva free' \
         --order-b '51 Guerrero sit in' --order-b '66 Guerrero free' \
         --order-b '51 Calle sit in' --order-b '66 Calle free' \
         --order-b '51 Mirabella sit in' --order-b '66 Mirabella free' \
         --order-b '51 Ulmer sit in' --order-b '66 Ulmer free' \
         --order-b '51 Pascual sit in' --order-b '66 Pascual free' \
         --order-b '51 Bates sit in' --order-b '66 Bates free'",
        16,
    ),
];

/// Each question with its command and its answer.
pub fn asked(size: Size) -> String {
    let races = size.of(1000, 50);
    let answer = |(question, command, lines): (&str, &str, usize)| {
        let command = format!("{command} --races {races}");
        let told: Vec<String> = printed(&command).lines().skip(3).take(lines - 3).map(str::to_owned).collect();
        format!("{question}\n\n```sh\n{command}\n```\n\n{}", block(&told.join("\n")))
    };
    QUESTIONS.map(answer).join("\n")
}

/// Who was likely to win the men's race of Athens, and when.
pub fn chances(size: Size) -> String {
    let command = format!("velodrome chances athens-2004-men --races {}", size.of(200, 10));
    format!("```sh\n{command}\n```\n\n{}", block(&printed(&command)))
}

/// What the shell prints for `command`, with this build of the program first in the path.
fn printed(command: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_velodrome")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), env::var("PATH").unwrap_or_default());
    let output = Command::new("/bin/sh").args(["-c", command]).env("PATH", path).output().expect("a shell");
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}
