//! From the tables of a file to a [`Scenario`]: looks up references, fills in defaults, and reports statements that exclude
//! each other.

use super::cut_short::cut_short;
use super::file::{AdjudicationTable, DisputeTable, File};
use super::log::ProblemLog;
use super::own_rules::rules;
use super::preset::preset;
use super::read::Located;
use super::record::Lookup;
use super::roster::Roster;
use super::sources::Sources;
use super::word::{Who, slug};
use super::{Adjudication, Claim, Dispute, Level, Scenario};
use crate::physics::AIR_DENSITY;

/// The scenario that `file` describes; `None` only if a problem was reported.
pub(super) fn scenario(name: &str, file: &File, log: &mut ProblemLog) -> Option<Scenario> {
    for (key, is_there) in [("course", file.course.is_some()), ("rules", file.rules.is_some())] {
        if !is_there && !log.has_problems_under(key) {
            log.problem(key, 0..0, format!("the file: {key} is missing"), format!("add [{key}]"));
        }
    }
    let roster = Roster::new(file, log);
    let sources = Sources::new(&file.sources, log);
    let mut rules = rules(file, log);
    let mut lookup = Lookup::new(roster, sources, rules.as_ref().map(|r| &r.2));
    let card = file.record.as_ref().map(|record| lookup.card(&record.value, file.riders.is_empty(), log));
    for rider in &mut lookup.roster.riders {
        rider.starts = card.as_ref().is_none_or(|card| card.starts(rider.bib));
    }
    if let (Some((_, overrides, rules)), Some(card)) = (&mut rules, &card) {
        (overrides.rank_pulled, rules.rank_pulled) = (card.ranks_pulled(), card.ranks_pulled());
    }
    let disputes = file.disputes.iter().filter_map(|d| dispute(&d.value, &lookup, log)).collect();
    let adjudications = adjudications(&file.adjudications, &lookup, log);
    let laps = rules.as_ref().map(|(track, ..)| track.laps);
    let preset = preset(file, laps, file.record.is_some(), &lookup.roster, log);
    if log.has_problems() {
        return None;
    }
    assert_eq!(file.schema.as_ref()?.value.0, 1, "the reader lets only version 1 through");
    let (track, overrides, rules) = rules?;
    let field = file.field.as_ref().map(|f| &f.value);
    let id = file.id.as_ref().map_or_else(|| id_of(name), |id| id.value.0.clone());
    Some(Scenario {
        title: file.title.as_ref().map_or_else(|| id.clone(), |title| title.value.0.clone()),
        id,
        date: file.date.as_ref().map(|d| d.value.0.clone()),
        venue: file.venue.as_ref().map(|v| v.value.0.clone()),
        about: file.about.iter().map(|s| s.value.0.clone()).collect(),
        story: file.story.iter().map(|s| s.value.0.clone()).collect(),
        edition: rules.edition,
        overrides,
        track,
        level: field.and_then(|f| f.level.as_ref()).map_or(Level::Men, |l| l.value),
        drag: field.and_then(|f| f.drag.as_ref()).map_or(1.0, |d| d.value.0),
        chase: field.and_then(|f| f.chase.as_ref()).map_or(1.0, |c| c.value.0),
        incidents: field.and_then(|f| f.incidents.as_ref()).is_none_or(|i| i.value.0),
        air: file.course.as_ref().and_then(|c| c.value.air_density.as_ref()).map_or(AIR_DENSITY, |air| air.value.0),
        riders: lookup.roster.riders,
        card,
        cut: cut_short(file, &track),
        sources: lookup.sources.list,
        disputes,
        adjudications,
        preset,
    })
}

/// An id made of the name of the file.
pub(super) fn id_of(name: &str) -> String {
    let stem = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let id = slug(stem.strip_suffix(".toml").unwrap_or(stem));
    if id.is_empty() { "scenario".to_owned() } else { id }
}

fn dispute(table: &DisputeTable, lookup: &Lookup, log: &mut ProblemLog) -> Option<Dispute> {
    let bib = table.rider.as_ref().map(|who| lookup.roster.find(who, log));
    let claims = table.claims.iter().filter_map(|Located { value: claim, .. }| {
        let source = claim.source.as_ref().map(|s| lookup.sources.check_one(s, log));
        Some(Claim { value: claim.value.as_ref()?.value.0.clone(), source: source? })
    });
    let claims = claims.collect();
    Some(Dispute {
        bib: bib.flatten(),
        about: table.about.as_ref()?.value.0.clone(),
        lap: table.lap.as_ref().map(|lap| lap.value.0),
        claims,
        decided: table.decided.as_ref()?.value.0.clone(),
        because: table.because.as_ref()?.value.0.clone(),
    })
}

fn adjudications(tables: &[Located<AdjudicationTable>], lookup: &Lookup, log: &mut ProblemLog) -> Vec<Adjudication> {
    let mut list = Vec::new();
    for Located { value: table, .. } in tables {
        let find = |who: &[Located<Who>], log: &mut ProblemLog| {
            who.iter().filter_map(|w| lookup.roster.find(w, log)).collect()
        };
        let disqualified = find(&table.disqualified, log);
        let restored = find(&table.restored, log);
        let source = table.source.as_ref().map(|s| lookup.sources.check_one(s, log));
        let (Some(date), Some(text)) = (&table.date, &table.text) else { continue };
        let (date, text) = (date.value.0.clone(), text.value.0.clone());
        list.push(Adjudication { date, text, disqualified, restored, source });
    }
    list.sort_by(|a, b| a.date.cmp(&b.date));
    list
}
