//! The thread that reads the terminal while a screen is up. It knows bytes and times, and not what they mean.

use std::io::{self, PipeWriter, Read as _};
use std::os::fd::{AsFd as _, OwnedFd};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};

use super::clock::Stopwatch;

/// Ctrl-c, whatever it stands in.
const CTRL_C: u8 = 0x03;

/// What the thread and the signals report.
#[derive(Debug)]
pub enum Report {
    /// Bytes that came together, at this time.
    Bytes(Vec<u8>, Duration),
    /// Nothing to read, but something to look at: a signal came.
    Wake,
    /// The terminal has gone.
    Gone(io::Error),
}

/// Bytes from a terminal, as they come.
#[derive(Debug)]
pub struct Reader {
    input: OwnedFd,
    reports: Receiver<Report>,
    sender: Sender<Report>,
    watch: Stopwatch,
    thread: Option<ReadingThread>,
}

/// The thread while it reads. It ends when the pipe does.
#[derive(Debug)]
struct ReadingThread {
    end: PipeWriter,
    thread: JoinHandle<()>,
}

impl Reader {
    /// A reader of standard input, which reads once it is started. (The standard library's own reader has a buffer: what is in
    /// it would be lost to whoever reads next.)
    ///
    /// # Errors
    /// If there is no standard input.
    pub fn of_stdin() -> io::Result<Self> {
        Ok(Self::of(io::stdin().as_fd().try_clone_to_owned()?))
    }

    fn of(input: OwnedFd) -> Self {
        let (sender, reports) = channel();
        Self { input, reports, sender, watch: Stopwatch::start(), thread: None }
    }

    /// Begins to read, unless it does so already.
    ///
    /// # Errors
    /// If the system gives no pipe.
    pub fn start(&mut self) -> io::Result<()> {
        if self.thread.is_none() {
            let (ended, end) = io::pipe()?;
            let (mut input, to, watch) =
                (std::fs::File::from(self.input.try_clone()?), self.sender.clone(), self.watch);
            let thread = thread::spawn(move || {
                let mut buffer = [0; 4096];
                loop {
                    let mut waiting = [PollFd::new(&input, PollFlags::IN), PollFd::new(&ended, PollFlags::IN)];
                    let polled = poll(&mut waiting, None);
                    if !waiting[1].revents().is_empty() {
                        return;
                    }
                    let read = polled.map_err(io::Error::from).and_then(|_| input.read(&mut buffer));
                    let report = match read {
                        Ok(0) => Report::Gone(io::ErrorKind::UnexpectedEof.into()),
                        Ok(read) => Report::Bytes(buffer[..read].to_vec(), watch.elapsed()),
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                        Err(error) => Report::Gone(error),
                    };
                    let is_last = matches!(report, Report::Gone(_));
                    let interrupts = matches!(&report, Report::Bytes(bytes, _) if bytes.contains(&CTRL_C));
                    if to.send(report).is_err() || is_last {
                        return;
                    }
                    if interrupts {
                        // Nobody decodes the bytes while a frame is written to a terminal that takes none.
                        let _ = signal_hook::low_level::raise(signal_hook::consts::SIGINT);
                    }
                }
            });
            self.thread = Some(ReadingThread { end, thread });
        }
        Ok(())
    }

    /// Reads no more: from here on bytes are left to whoever has the terminal next.
    pub fn stop(&mut self) {
        if let Some(ReadingThread { end, thread }) = self.thread.take() {
            drop(end);
            // A thread that panicked has said so.
            let _ = thread.join();
        }
    }

    /// Waits at most `wait` for a report.
    ///
    /// # Errors
    /// If the terminal has gone.
    pub fn next(&mut self, wait: Duration) -> io::Result<Option<Report>> {
        match self.reports.recv_timeout(wait) {
            Ok(Report::Gone(error)) => {
                // It stays so, however often somebody asks.
                let _ = self.sender.send(Report::Gone(error.kind().into()));
                Err(error)
            }
            Ok(report) => Ok(Some(report)),
            Err(_) => Ok(None),
        }
    }

    /// The time by the clock of the reports.
    #[must_use]
    pub fn now(&self) -> Duration {
        self.watch.elapsed()
    }

    /// The clock of the reports.
    #[must_use]
    pub fn clock(&self) -> Stopwatch {
        self.watch
    }

    /// Where to report that there is something to look at.
    #[must_use]
    pub fn sender(&self) -> Sender<Report> {
        self.sender.clone()
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(60);

    #[test]
    fn bytes_are_reported_as_they_come_and_then_that_the_writer_has_gone() {
        let (input, mut output) = io::pipe().unwrap();
        let mut reader = Reader::of(input.into());
        reader.start().unwrap();
        for bytes in [&b"\x1b["[..], b"A"] {
            output.write_all(bytes).unwrap();
            let report = reader.next(PATIENCE).unwrap();
            let right = matches!(&report, Some(Report::Bytes(read, at)) if read == bytes && *at <= reader.now());
            assert!(right, "{report:?}");
        }
        reader.sender().send(Report::Wake).unwrap();
        assert!(matches!(reader.next(PATIENCE), Ok(Some(Report::Wake))));
        assert!(reader.next(Duration::ZERO).unwrap().is_none());
        drop(output);
        assert!(reader.next(PATIENCE).is_err());
        assert!(reader.next(PATIENCE).is_err(), "and it stays so");
    }

    #[test]
    fn once_stopped_it_takes_no_byte_and_started_again_it_goes_on() {
        let (input, mut output) = io::pipe().unwrap();
        let mut other = input.try_clone().unwrap();
        let mut reader = Reader::of(input.into());
        reader.start().unwrap();
        reader.stop();
        output.write_all(b"ls").unwrap();
        let mut left = [0];
        other.read_exact(&mut left).unwrap();
        assert_eq!((&left, reader.next(Duration::ZERO).unwrap().is_none()), (b"l", true));
        reader.start().unwrap();
        assert!(matches!(reader.next(PATIENCE), Ok(Some(Report::Bytes(read, _))) if read == b"s"));
    }
}
