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
    ("athens-2004-men", 1, 0xac67eaafcc5099c8, 0x69b655ecd890bf7a, 0xea45c8c6effa6f04, 0x770fdfafc291424c, 11656),
    ("athens-2004-men", 25, 0xbc7582f69734fbf8, 0x52a2734012a055b4, 0x7dfdf9c3cbba4a15, 0x81aa1b4727cf9cfb, 11670),
    ("beijing-2008-men", 1, 0xcfaa109ec5d1efb1, 0xe1b0fd5ed72707e8, 0x263e142e6b2636c1, 0x13311992fac8c6b2, 11483),
    ("athens-2004-women", 1, 0xc35a7a99028bac81, 0x99ac8324cb119fb7, 0x8d00f2958dab5cb6, 0xe52c96d7ca22f4ee, 7877),
];

#[rustfmt::skip]
const FREE: [Golden; 5] = [
    ("men-elite", 1, 0x0000000000000000, 0x7652b881bd477d99, 0xa42a5cf5f504c4e9, 0xda195048038a0214, 11151),
    ("women-elite-2016", 7, 0x0000000000000000, 0xb5087f3034c79ed3, 0x5072cbbdd094eb41, 0xaf049008823fb978, 7877),
    ("tiny", 3, 0x0000000000000000, 0xeb656aec964f1ae7, 0x054e438ad8d0c36e, 0x174156867cb4cec3, 1372),
    ("athens-2004-men", 2, 0x0000000000000000, 0x6a42d765d3eaa8ab, 0xbc2f11251cde534f, 0x721c63f7cfc9c0ce, 11685),
    ("junior-women", 11, 0x0000000000000000, 0x998be4b6ba79011a, 0x970643aad47eff46, 0xb5b8f83607511e0b, 6177),
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
