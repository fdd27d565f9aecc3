//! The same run gives the same race on every machine, in debug and release: constants to compare with.
//!
//! When one differs, the first part that does is named, in the order in which one follows from the other. A change that is
//! meant to alter races puts the new line here; any other change has broken the promise.

use std::fmt::Debug;

use velodrome::player::Replay;
use velodrome::scenario;

/// (race, seed, completion, motion, facts, rulings, ticks); a free race completes nothing: 0
type Golden = (&'static str, u64, u64, u64, u64, u64, usize);

#[rustfmt::skip]
const GOLDEN: [Golden; 4] = [
    ("athens-2004-men", 1, 0x55162c63220fe6a1, 0xfa438d325dbb270e, 0x9af6cb9a19672def, 0x44c15123f2aa6777, 11672),
    ("athens-2004-men", 25, 0xcb0dde646ff5a734, 0xc94b0f9598b82099, 0xe44d19e033df0294, 0x31c302de2c52265a, 11656),
    ("beijing-2008-men", 1, 0xdaed1a8956ff3b50, 0xad9208c1c4357041, 0xa3413fb7ef517d2c, 0xf5f87682498a8c86, 11492),
    ("athens-2004-women", 1, 0x2f97df8a2664c2e3, 0xd978c0c5e50867b7, 0x2b7f91f9324a1845, 0x964cbcaefe174c94, 7885),
];

#[rustfmt::skip]
const FREE: [Golden; 5] = [
    ("men-elite", 1, 0, 0x27e3720c4c34fafc, 0x55c220b4f041a9e0, 0x14e6a34cea20ef58, 10977),
    ("women-elite-2016", 7, 0, 0x3de5f02b12561a6f, 0x49398ee35c96d55d, 0x8ec1cb591f2bb49f, 8110),
    ("tiny", 3, 0, 0xa7afe79e2e6a4320, 0x56240b87aa0d8a19, 0x14a3badeb37b2e6d, 1384),
    ("athens-2004-men", 2, 0, 0x6fabb6826107772b, 0x65484e09d88d86c5, 0x9105467c743fc68f, 11705),
    ("junior-women", 11, 0, 0x3e43e905758135e8, 0x46f91b61e2a00f1f, 0x7ad40c020dc087bf, 6222),
];

/// Fowler, Noll and Vo's hash 1a of 64 bits: a few lines that mean the same everywhere.
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
