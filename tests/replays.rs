//! The three Olympic races, replayed: scratch measurements while staging is tuned.
use velodrome::player::Replay;
use velodrome::units::Micros;

#[test]
fn measure() {
    let from: u64 = std::env::var("FROM").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let to: u64 = std::env::var("TO").ok().and_then(|s| s.parse().ok()).unwrap_or(6);
    for id in ["athens-2004-men", "beijing-2008-men", "athens-2004-women"] {
        for seed in from..=to {
            let scenario = velodrome::scenario::load(id).unwrap();
            let start = std::time::Instant::now();
            match Replay::new(scenario, None, seed) {
                Ok(r) => {
                    let took = start.elapsed();
                    let s = r.standings();
                    let beyond: f64 = s.rows.iter().filter_map(|row| r.effort(row.bib)).map(|e| e.beyond_s).sum();
                    let top = s.rows.iter().filter_map(|row| r.effort(row.bib)).map(|e| e.max_kmh).fold(0.0, f64::max);
                    println!(
                        "{id} {seed}: {took:?} time {:.2} beyond {beyond:.0} top {top:.1} first {:?} moves {}",
                        r.race_time().secs(),
                        s.rows.iter().take(4).map(|x| (x.bib.0, x.sprint_points, x.laps, x.total)).collect::<Vec<_>>(),
                        r.completed().moves.len()
                    );
                    let v = r.view(Micros::from_secs(2500.0));
                    if seed == from {
                        println!(
                            "{:?}",
                            v.groups
                                .iter()
                                .map(|g| (g.kind, g.riders.len(), g.gap_m as i32, g.sentence.clone()))
                                .collect::<Vec<_>>()
                        );
                    }
                }
                Err(e) => println!("{id} {seed}: {:?} ERR {e}", start.elapsed()),
            }
        }
    }
}
