use velodrome::course::Track;
use velodrome::event::*;
use velodrome::race::{self, Entrant, RaceSpec};
use velodrome::rider::{MEN, WOMEN};
use velodrome::rules::*;
use velodrome::tactics::*;
use velodrome::units::*;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let n: u64 = args.get(1).map_or(40, |a| a.parse().unwrap());
    let women = args.iter().any(|a| a == "women");
    let ed = if args.iter().any(|a| a == "2004") {
        EditionId::E2004
    } else if args.iter().any(|a| a == "2000") {
        EditionId::E2000
    } else {
        EditionId::E2026
    };
    let mut p = Params::STANDARD;
    for a in &args {
        if let Some((k, v)) = a.split_once('=') {
            if k == "chase" {
                p.chase = match v {
                    "always" => ChaseModel::Always,
                    "never" => ChaseModel::Never,
                    _ => ChaseModel::Volunteers,
                };
                continue;
            }
            let v: f64 = v.parse().unwrap();
            match k {
                "tempo" => p.tempo = v,
                "lull" => p.lull = v,
                "windup" => p.windup = v,
                "b0" => p.b0 = v,
                "b1" => p.b1 = v,
                "b2" => p.b2 = v,
                "b3" => p.b3 = v,
                "b4" => p.b4 = v,
                "price" => p.price = v,
                "kappa" => p.kappa = v,
                "fail" => p.fail = v,
                "crowd" => p.crowd = v,
                "misread" => p.misread = v,
                "chi" => p.chi = v,
                "phi" => p.phi = v,
                "noise" => p.noise = v,
                "beta" => p.sprint_beta = v,
                "horizon" => p.horizon_s = v,
                "turn" => p.turn_laps = v,
                "launch" => p.launch_m = v,
                _ => {}
            }
        }
    }
    let (laps, class, riders) = if women { (100, WOMEN, 20) } else { (160, MEN, 23) };
    let t0 = std::time::Instant::now();
    let results: Vec<_> = std::thread::scope(|s| {
        let hs: Vec<_> = (0..4u64)
            .map(|t| {
                s.spawn(move || {
                    let mut out = vec![];
                    let mut seed = t + 1;
                    while seed <= n {
                        let track = Track { lap_m: 250.0, laps, width_m: 7.0 };
                        let rules = Edition::get(ed).on(laps, 250_000, &Overrides::default()).unwrap();
                        let riders: Vec<Entrant> = (1..=riders)
                            .map(|b| Entrant { bib: Bib(b), legs: class.drawn(None, seed, Bib(b)) })
                            .collect();
                        let pairs: Vec<_> = riders.iter().map(|e| (e.bib, e.legs)).collect();
                        let bibs: Vec<Bib> = riders.iter().map(|e| e.bib).collect();
                        let spec = RaceSpec { track, riders, contact_m: 5.0 };
                        let ridden = race::ride(spec, Tactics::new(track, rules.clone(), &pairs, seed, p));
                        let (board, rulings) = Scoreboard::score(rules, &bibs, &ridden.facts);
                        out.push((seed, ridden, board.standings(), rulings, pairs));
                        seed += 4;
                    }
                    out
                })
            })
            .collect();
        hs.into_iter().flat_map(|h| h.join().unwrap()).collect()
    });
    let el = t0.elapsed().as_secs_f64();
    let stat = |name: &str, xs: Vec<f64>| {
        let n = xs.len() as f64;
        if n < 1.0 {
            println!("{name:32} none");
            return;
        }
        let m = xs.iter().sum::<f64>() / n;
        let sd = (xs.iter().map(|x| (x - m) * (x - m)).sum::<f64>() / n).sqrt();
        let mut v = xs.clone();
        v.sort_by(f64::total_cmp);
        println!("{name:32} {m:8.2} ± {sd:6.2}  [{:.1} {:.1} {:.1}] n {n}", v[0], v[v.len() / 2], v[v.len() - 1]);
    };
    println!(
        "{:.1} ms a race (4 threads wall {:.1}s), done {}",
        el * 4000.0 / results.len() as f64,
        el,
        results.iter().filter(|r| r.1.done && r.2.is_final).count()
    );
    let over: Vec<f64> = results
        .iter()
        .map(|r| {
            r.3.iter()
                .find_map(|x| match x {
                    Ruling::Over { at, .. } => Some(at.secs()),
                    _ => None,
                })
                .unwrap_or(1e9)
        })
        .collect();
    stat("speed km/h", over.iter().map(|t| 0.25 * f64::from(laps) * 3600.0 / t).collect());
    stat("winner total", results.iter().map(|r| f64::from(r.2.rows[0].total)).collect());
    stat("winner laps", results.iter().map(|r| f64::from(r.2.rows[0].laps)).collect());
    stat("winner sprint pts", results.iter().map(|r| f64::from(r.2.rows[0].sprint_points)).collect());
    stat("margin", results.iter().map(|r| f64::from(r.2.rows[0].total - r.2.rows[1].total)).collect());
    stat("riders with lap", results.iter().map(|r| r.2.rows.iter().filter(|x| x.laps > 0).count() as f64).collect());
    stat("riders lost a lap", results.iter().map(|r| r.2.rows.iter().filter(|x| x.laps < 0).count() as f64).collect());
    stat("no lap", results.iter().map(|r| f64::from(u8::from(!r.2.rows.iter().any(|x| x.laps > 0)))).collect());
    stat(
        "lap gains",
        results.iter().map(|r| r.3.iter().filter(|x| matches!(x, Ruling::Gain { .. })).count() as f64).collect(),
    );
    stat(
        "lap losses",
        results.iter().map(|r| r.3.iter().filter(|x| matches!(x, Ruling::Loss { .. })).count() as f64).collect(),
    );
    let share = |k: usize| {
        results
            .iter()
            .map(|r| {
                let mut v: Vec<i32> = r.2.rows.iter().map(|x| x.sprint_points).collect();
                v.sort();
                v.reverse();
                let t: i32 = v.iter().sum();
                f64::from(v[..k].iter().sum::<i32>()) / f64::from(t)
            })
            .collect::<Vec<_>>()
    };
    stat("top scorer", share(1));
    stat("top three", share(3));
    stat("top ten", share(10));
    stat(
        "score nothing",
        results
            .iter()
            .map(|r| r.2.rows.iter().filter(|x| x.sprint_points == 0).count() as f64 / r.2.rows.len() as f64)
            .collect(),
    );
    stat("on wheel", results.iter().map(|r| r.1.on_a_wheel).collect());
    stat("mean W", results.iter().map(|r| r.1.mean_w).collect());
    stat("above cp", results.iter().map(|r| r.1.above_cp).collect());
    stat("beyond", results.iter().map(|r| r.1.beyond_ticks as f64).collect());
    let count = |f: fn(&Note) -> bool| {
        results.iter().map(|r| r.1.notes.iter().filter(|x| f(&x.note)).count() as f64).collect::<Vec<_>>()
    };
    stat("attacks that got clear", count(|n| matches!(n, Note::Attack { .. })));
    stat("caught", count(|n| matches!(n, Note::Caught { .. })));
    stat("half lap", count(|n| matches!(n, Note::HalfLap { .. })));
    stat("bridge", count(|n| matches!(n, Note::Bridge { .. })));
    stat("chase", count(|n| matches!(n, Note::Chase { .. })));
    stat("nobody", count(|n| matches!(n, Note::NobodyPulls { .. })));
    stat("sits up", count(|n| matches!(n, Note::SitsUp { .. })));
    // rank correlation with cp
    stat(
        "rank~cp spearman",
        results
            .iter()
            .map(|r| {
                let rows = &r.2.rows;
                let n = rows.len();
                let cp = |b: Bib| r.4.iter().find(|e| e.0 == b).unwrap().1.cp_w;
                let mut o: Vec<usize> = (0..n).collect();
                o.sort_by(|&a, &b| cp(rows[b].bib).total_cmp(&cp(rows[a].bib)));
                let mut rk = vec![0.0; n];
                for (k, &i) in o.iter().enumerate() {
                    rk[i] = k as f64;
                }
                let d: f64 = (0..n).map(|i| (i as f64 - rk[i]).powi(2)).sum();
                let nn = n as f64;
                1.0 - 6.0 * d / (nn * (nn * nn - 1.0))
            })
            .collect(),
    );
    if args.iter().any(|a| a == "v") {
        let r = &results[0];
        let nm = |b: &[Bib]| b.iter().map(|x| x.to_string()).collect::<Vec<_>>().join(" ");
        let mut ev: Vec<(Micros, String)> =
            r.1.notes
                .iter()
                .map(|x| {
                    (
                        x.at,
                        match &x.note {
                            Note::Attack { bibs } => format!("attack {}", nm(bibs)),
                            Note::Caught { bibs } => format!("caught {}", nm(bibs)),
                            o => format!("{o:?}"),
                        },
                    )
                })
                .collect();
        for x in &r.3 {
            match x {
                Ruling::Place { sprint, place, bib, at, points, .. } if *points > 0 => {
                    ev.push((*at, format!("SPRINT {sprint} {place}: {bib}")))
                }
                Ruling::Gain { bib, at, .. } => ev.push((*at, format!("GAIN {bib}"))),
                Ruling::Loss { bib, at, .. } => ev.push((*at, format!("LOSS {bib}"))),
                Ruling::Over { at, .. } => ev.push((*at, "OVER".into())),
                _ => {}
            }
        }
        ev.sort_by_key(|e| e.0);
        for (at, e) in ev {
            println!("{at} {e}");
        }
    }
}
