//! The same run gives the same race on every machine, in debug and release: constants to compare with.
//!
//! When one differs, the first part that does is named, in the order in which one follows from the other. A change that is
//! meant to alter races puts the new line here; any other change has broken the promise.

use std::fmt::Debug;

use velodrome::player::Replay;
use velodrome::scenario;

/// (race, seed, completion, motion, facts, rulings, ticks)
type Golden = (&'static str, u64, u64, u64, u64, u64, usize);

#[rustfmt::skip]
const GOLDEN: [Golden; 4] = [
    ("athens-2004-men", 1, 0x5a290166f121b8d8, 0x3f0d93d1507222ea, 0xe8ef587f8bdb0167, 0xfe0a7338131bbdcb, 11672),
    ("athens-2004-men", 25, 0x31cdcb2fd9fa2a47, 0xedbe5d9018cb9c9a, 0x8454a7d482a43ac0, 0xb76d75f02f7f6ee8, 11656),
    ("beijing-2008-men", 1, 0xf04fa31cbb12400a, 0x64ec0fa3a40b556c, 0xd61496017f879910, 0x4d21c2b604a6dbd4, 11632),
    ("athens-2004-women", 1, 0xf404651be0ee5836, 0xb1ec85e368d5028a, 0x6243a5a73fc42ac7, 0xec88843bb31d2b24, 7839),
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

fn ridden(race: &'static str, seed: u64) -> Golden {
    let replay = Replay::new(scenario::load(race).unwrap(), None, seed).unwrap();
    let tape = replay.tape();
    let mut motion = Hash::new();
    for tick in 0..tape.ticks() {
        for sample in tape.at(tick) {
            motion.bytes(&sample.ridden_m.to_bits().to_le_bytes());
            motion.bytes(&sample.power_w.to_bits().to_le_bytes());
        }
    }
    let (completion, facts, rulings) =
        (Hash::of(replay.completed()), Hash::of(&replay.facts()), Hash::of(&replay.rulings()));
    (race, seed, completion, motion.0, facts, rulings, tape.ticks())
}

#[test]
fn races_are_the_same_bit_for_bit() {
    let mut wrong = String::new();
    for golden in GOLDEN {
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
    let alone = ridden("athens-2004-women", 2);
    let together: Vec<Golden> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..4).map(|_| scope.spawn(|| ridden("athens-2004-women", 2))).collect();
        workers.into_iter().map(|w| w.join().unwrap()).collect()
    });
    assert!(together.iter().all(|race| *race == alone));
}
