//! Races that had fewer laps than planned: where a file says that one was shortened or stopped, and whether its result stands.
//! Knows no riders.

use super::CutShort;
use super::file::{File, StoppedTable};
use super::log::ProblemLog;
use super::read::Located;
use crate::course::Track;
use crate::rules::{Edition, EditionId, Overrides, RaceRules, Restart};

/// Cuts the race of `track` and `overrides` short as the record of `file` says; `None` after reporting why it cannot be replayed.
pub(super) fn cut(
    file: &File,
    edition: &Edition,
    track: &mut Track,
    overrides: &mut Overrides,
    log: &mut ProblemLog,
) -> Option<()> {
    let Some(record) = file.record.as_ref().map(|record| &record.value) else { return Some(()) };
    if let Some(stopped) = &record.stopped {
        stop(&stopped.value, edition, track, overrides, log)?;
    }
    let Some(planned) = &record.planned_laps else { return Some(()) };
    if record.stopped.is_some() {
        planned.complain(log, "beside stopped", "give the planned laps as course.laps, and leave this out");
    } else if planned.value.0 <= track.laps {
        planned.complain(log, format!("the race had {} laps", track.laps), "write more, or leave it out");
    } else {
        note_share(planned, track.laps, planned.value.0, edition, track, log);
    }
    Some(())
}

/// Warns if the race of `rules`, stopped for good, was too short for its result to stand.
pub(super) fn note_stop(file: &File, rules: &RaceRules, track: &Track, log: &mut ProblemLog) {
    let stopped = file.record.as_ref().and_then(|record| record.value.stopped.as_ref());
    if let Some(stopped) = stopped.filter(|_| rules.stopped_of.is_some() && !log.has_problems()) {
        note_share(stopped, track.laps, rules.planned_laps(), Edition::get(rules.edition), track, log);
    }
}

/// Ends the race of `track` where it was stopped, or lets it go on from there; `None` after reporting why it cannot be
/// replayed.
fn stop(
    stopped: &StoppedTable,
    edition: &Edition,
    track: &mut Track,
    overrides: &mut Overrides,
    log: &mut ProblemLog,
) -> Option<()> {
    let at_lap = stopped.at_lap.as_ref()?;
    let planned = track.laps;
    if at_lap.value.0 >= planned {
        let remedy = format!("write the lap at which it was stopped, up to {}", planned.saturating_sub(1));
        at_lap.complain(log, format!("the race was to have {planned} laps"), remedy);
        return None;
    }
    // Whatever is wrong with the rules of the whole race is reported with its laps.
    let Ok(whole) = edition.on(planned, track.lap_mm(), overrides) else { return Some(()) };
    let Some(restart) = Restart::of(&whole, at_lap.value.0) else {
        let remedy = "such a race is run again in full: there is nothing to replay";
        at_lap.complain(log, "no sprint had been held by then", remedy);
        return None;
    };
    match stopped.restarted.as_ref().filter(|restarted| restarted.value.0) {
        Some(restarted) if edition.id < EditionId::E2023 => {
            let why = format!("edition {} does not say what the counter shows at a restart", edition.id);
            restarted.complain(log, why, "leave it out, or name the edition whose rule was followed: 2023 or 2026");
            return None;
        }
        Some(_) => (overrides.restart, track.laps) = (Some(restart), restart.ridden()),
        None => (overrides.stopped_of, track.laps) = (Some(planned), at_lap.value.0),
    }
    Some(())
}

/// Warns if `ridden` of `planned` laps are too few for the result to stand.
fn note_share<T>(at: &Located<T>, ridden: u32, planned: u32, edition: &Edition, track: &Track, log: &mut ProblemLog) {
    let rule = &edition.result_stands;
    if !rule.value.holds(ridden, planned, track.lap_mm()) {
        let stands = rule.value.words(planned, track.lap_mm());
        let what = format!("{}: {ridden} of {planned} laps; by {} the result stands {stands}", at.place, rule.article);
        log.warning(&at.place, at.span.clone(), what, "check the laps, and that this was the result");
    }
}

/// How the race of `file`, ridden on `track`, came to have fewer laps than planned.
pub(super) fn cut_short(file: &File, track: &Track) -> Option<CutShort> {
    let record = &file.record.as_ref()?.value;
    let shortened = record.planned_laps.as_ref().map(|planned| planned.value.0);
    let is_restarted = |stopped: &&Located<StoppedTable>| stopped.value.restarted.as_ref().is_some_and(|r| r.value.0);
    let stopped = record
        .stopped
        .as_ref()
        .filter(|stopped| !is_restarted(stopped))
        .and(file.course.as_ref()?.value.laps.as_ref())
        .map(|laps| laps.value.0);
    let cut = stopped.map(|planned| CutShort { planned, stopped: true });
    cut.or(shortened.map(|planned| CutShort { planned, stopped: false })).filter(|cut| cut.planned > track.laps)
}
