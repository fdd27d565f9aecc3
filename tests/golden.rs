//! The same run gives the same race on every machine, in debug and release: hashes to compare with.
//!
//! When a race differs, the message names the first part that does; each part follows from the one before. A change that
//! is meant to alter races copies the new line from the message into this file; any other has broken the promise.

use std::fmt::Debug;

use velodrome::player::Replay;
use velodrome::scenario;

/// (race, seed, completion, motion, facts, rulings, ticks). A free race has no completion: 0.
type Golden = (&'static str, u64, u64, u64, u64, u64, usize);

#[rustfmt::skip]
const GOLDEN: [Golden; 4] = [
    ("athens-2004-men", 1, 0x55162c63220fe6a1, 0x2f0a296722d87097, 0xdc5c1f4908ff61e3, 0x12af993292d9fff3, 11672),
    ("athens-2004-men", 25, 0xcb0dde646ff5a734, 0x12c20a501d1cbde7, 0x082c9a4d659c7cec, 0x23fdd05f5840b9a9, 11656),
    ("beijing-2008-men", 1, 0xdaed1a8956ff3b50, 0xd564d9fb03e6ce49, 0xd8a1e92e52b747fe, 0x071af17b5a53ad18, 11492),
    ("athens-2004-women", 1, 0x2f97df8a2664c2e3, 0x09f23386680b70e7, 0x68665d338a2cbe1f, 0x5357e80b112a537a, 7885),
];

#[rustfmt::skip]
const FREE: [Golden; 5] = [
    ("men-elite", 1, 0x0000000000000000, 0x7652b881bd477d99, 0xa42a5cf5f504c4e9, 0x26a497cbc3fcfc23, 11151),
    ("women-elite-2016", 7, 0x0000000000000000, 0xb5087f3034c79ed3, 0x5072cbbdd094eb41, 0xaf049008823fb978, 7877),
    ("tiny", 3, 0x0000000000000000, 0xeb656aec964f1ae7, 0x054e438ad8d0c36e, 0x217e7124cd11d8ab, 1372),
    ("athens-2004-men", 2, 0x0000000000000000, 0x4ec7d0666a26da3c, 0x73328cc67a45f285, 0xf71b4b44dbe3c5d3, 11690),
    ("junior-women", 11, 0x0000000000000000, 0x998be4b6ba79011a, 0x970643aad47eff46, 0x23442f6eeffca49b, 6177),
];

/// FNV-1a of 64 bits (Fowler, Noll and Vo): a few lines that give the same on every machine.
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn of(value: &impl Debug) -> u64 {
        let mut hash = Self::new();
        hash.bytes(format!("{value:?}").as_bytes());
        hash.0
    }
}

fn directed(race: &'static str, seed: u64) -> Golden {
    let replay = Replay::new(scenario::load(race).unwrap(), None, seed).unwrap();
    let completion = Hash::of(replay.completed().expect("a directed race"));
    golden(race, seed, completion, &replay)
}

fn free(race: &'static str, seed: u64) -> Golden {
    golden(race, seed, 0, &Replay::free(scenario::load(race).unwrap(), None, seed))
}

fn golden(race: &'static str, seed: u64, completion: u64, replay: &Replay) -> Golden {
    let tape = replay.tape();
    let mut motion = Hash::new();
    for tick in 0..tape.ticks() {
        for sample in tape.at(tick) {
            motion.bytes(&sample.ridden_m.to_bits().to_le_bytes());
            motion.bytes(&sample.power_w.to_bits().to_le_bytes());
        }
    }
    let (facts, rulings) = (Hash::of(&replay.facts()), Hash::of(&replay.rulings()));
    (race, seed, completion, motion.0, facts, rulings, tape.ticks())
}

#[test]
fn races_are_the_same_bit_for_bit() {
    compare(&GOLDEN, directed);
}

#[test]
fn free_races_are_the_same_bit_for_bit() {
    compare(&FREE, free);
}

fn compare(golden: &[Golden], ridden: fn(&'static str, u64) -> Golden) {
    let mut wrong = String::new();
    for golden in golden {
        let now = ridden(golden.0, golden.1);
        let parts = [
            ("completion", golden.2 == now.2),
            ("motion", golden.3 == now.3),
            ("facts", golden.4 == now.4),
            ("rulings", golden.5 == now.5),
            ("ticks", golden.6 == now.6),
        ];
        if let Some((part, _)) = parts.iter().find(|(_, same)| !same) {
            let (race, seed, c, m, f, r, t) = now;
            wrong += &format!("{race} seed {seed}: the {part} is another\n");
            wrong += &format!("    (\"{race}\", {seed}, {c:#018x}, {m:#018x}, {f:#018x}, {r:#018x}, {t}),\n");
        }
    }
    assert!(wrong.is_empty(), "DIVERGED\n{wrong}");
}

#[test]
fn threads_change_nothing() {
    let alone = directed("athens-2004-women", 2);
    let together: Vec<Golden> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..4).map(|_| scope.spawn(|| directed("athens-2004-women", 2))).collect();
        workers.into_iter().map(|w| w.join().unwrap()).collect()
    });
    assert!(together.iter().all(|race| *race == alone));
}
