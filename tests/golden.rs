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
    ("athens-2004-men", 1, 0x55162c63220fe6a1, 0xa5cce4a3b592f398, 0xf005f5afaae3cf32, 0xae1e9c082765760f, 11672),
    ("athens-2004-men", 25, 0xcb0dde646ff5a734, 0x7b404901b752c7d0, 0x7a206f1290bb5857, 0x758a88947386febf, 11656),
    ("beijing-2008-men", 1, 0xdaed1a8956ff3b50, 0x5ae4d46e7570b6ef, 0x057e700e6b406951, 0x164e9737c5ea3191, 11492),
    ("athens-2004-women", 1, 0x2f97df8a2664c2e3, 0x72a6173e79cf9c91, 0x46d9a383d7d1a862, 0x286727aba0486040, 7885),
];

#[rustfmt::skip]
const FREE: [Golden; 5] = [
    ("men-elite", 1, 0x0000000000000000, 0x94becbddd4846fd0, 0x1ffbc75613223187, 0x548d538addf3aad9, 11278),
    ("women-elite-2016", 7, 0x0000000000000000, 0x760ad4f5f9d05d66, 0xd4251ae802db4889, 0xf12609c26f7f2330, 7878),
    ("tiny", 3, 0x0000000000000000, 0xeb656aec964f1ae7, 0x054e438ad8d0c36e, 0x217e7124cd11d8ab, 1372),
    ("athens-2004-men", 2, 0x0000000000000000, 0xa9472939d01e64ff, 0xab8cc375972ab3d0, 0x38a247b4d03092c1, 11567),
    ("junior-women", 11, 0x0000000000000000, 0xc93aba4b1d84d5cb, 0x17fe831e879bdce9, 0x7c1952dffff358e3, 6178),
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
