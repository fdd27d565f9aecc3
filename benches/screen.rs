//! The screen: from start to first frame, and single frames. Prints times; no test depends on them.

use std::time::Duration;

use divan::{Bencher, black_box};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use velodrome::player::Replay;
use velodrome::scenario;
use velodrome::tui::Options;
use velodrome::tui::app::App;
use velodrome::tui::message::Message;

#[expect(dead_code, reason = "the tests use the rest of it")]
#[path = "../tests/pty/mod.rs"]
mod pty;

fn main() {
    divan::main();
}

/// The program in a terminal of its own, from its start until the screen names the race. Promise: at most 50 ms.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn first_frame(bencher: Bencher) {
    bencher.bench_local(|| {
        let terminal = pty::Terminal::velodrome(&["watch", "athens-2004-men"], 120, 40);
        terminal.until_shows("Athens 2004");
        terminal
    });
}

/// One frame of the race at 64 times its speed: move the clock, look up the race, draw. Promise: at most 2 ms at 200 × 60.
#[divan::bench(args = [(80, 24), (120, 40), (200, 60)], sample_size = 1, sample_count = 500)]
fn frame(bencher: Bencher, (width, height): (u16, u16)) {
    let scenario = scenario::load("athens-2004-men").expect("a built-in scenario");
    let replay = Replay::new(scenario, None, 1).expect("a race that was ridden");
    let mut app = App::new(replay, &Options { speed: 64.0, ..Options::default() });
    app.update(Message::Resize(width, height));
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    bencher.bench_local(|| {
        buffer.reset();
        app.update(Message::Tick(Duration::from_millis(33)));
        app.view(area, black_box(&mut buffer));
    });
}
