//! Races that had fewer laps than planned: where a file says that one was shortened or stopped, and whether its result stands.
//! Knows no riders.

use super::CutShort;
use super::file::{File, StoppedTable};
use super::log::ProblemLog;
use super::read::Located;
use crate::course::Track;
use crate::rules::{Edition, Overrides, RaceRules, RulesError};

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

/// Ends the race of `track` where it was stopped; `None` after reporting why it cannot be replayed.
fn stop(
    stopped: &StoppedTable,
    edition: &Edition,
    track: &mut Track,
    overrides: &mut Overrides,
    log: &mut ProblemLog,
) -> Option<()> {
    if let Some(restarted) = stopped.restarted.as_ref().filter(|restarted| restarted.value.0) {
        let why = "a race that is stopped and ridden on cannot be replayed yet";
        restarted.complain(
            log,
            why,
            "leave the race out, or give only the part up to the stop, as if it had ended there",
        );
        return None;
    }
    let at_lap = stopped.at_lap.as_ref()?;
    if at_lap.value.0 >= track.laps {
        let remedy = format!("write the lap at which it was stopped, up to {}", track.laps.saturating_sub(1));
        at_lap.complain(log, format!("the race was to have {} laps", track.laps), remedy);
        return None;
    }
    let planned = track.laps;
    let cut = Overrides { stopped_of: Some(planned), ..overrides.clone() };
    if let Err(RulesError::NoSprintHeld(_)) = edition.on(at_lap.value.0, track.lap_mm(), &cut) {
        let remedy = "such a race is run again in full: there is nothing to replay";
        at_lap.complain(log, "no sprint had been held by then", remedy);
        return None;
    }
    (overrides.stopped_of, track.laps) = (Some(planned), at_lap.value.0);
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
    let stopped = record.stopped.as_ref().and(file.course.as_ref()?.value.laps.as_ref()).map(|laps| laps.value.0);
    let cut = stopped.map(|planned| CutShort { planned, stopped: true });
    cut.or(shortened.map(|planned| CutShort { planned, stopped: false })).filter(|cut| cut.planned > track.laps)
}
