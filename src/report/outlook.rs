//! What must happen, in words: who has won, who can still win, and what the first five need. Adds nothing up itself.

use super::words::{count, list, ordinal};
use crate::rules::Outlook;
use crate::rules::outlook::{Need, Needs, Prospect, WinChance};
use crate::text::clean;
use crate::units::Bib;

/// How many riders a line names; more are only counted.
const NAMED: usize = 6;

/// One sentence or rider per line. `name` gives a rider's name, which need not be safe to print.
#[must_use]
pub fn lines(outlook: &Outlook, name: impl Fn(Bib) -> String) -> Vec<String> {
    let name = |bib: Bib| clean(&name(bib));
    let several = |bibs: &[Bib]| {
        if bibs.len() > NAMED {
            count(bibs.len() as u32, "rider")
        } else {
            list(&bibs.iter().map(|b| name(*b)).collect::<Vec<_>>())
        }
    };
    let mut lines = Vec::new();
    lines.extend(premise(outlook));
    let says = |chance: WinChance, what: &str| {
        Some(outlook.with(chance)).filter(|bibs| !bibs.is_empty()).map(|bibs| format!("{} {what}.", several(&bibs)))
    };
    lines.extend(says(
        WinChance::Won,
        if outlook.sprints.is_empty() { "wins" } else { "has won, whatever the sprints bring" },
    ));
    lines.extend(says(WinChance::Sprints, "can still win on sprints"));
    let laps = |chance: &WinChance| if let WinChance::Laps(laps) = *chance { Some(laps) } else { None };
    let mut needed: Vec<u32> = outlook.chances.iter().filter_map(|(_, chance)| laps(chance)).collect();
    needed.sort_unstable();
    needed.dedup();
    for n in needed {
        lines.extend(says(WinChance::Laps(n), &format!("can win only by gaining {}", count(n, "lap"))));
    }
    if !outlook.sprints.is_empty() {
        lines.extend(says(WinChance::Beaten, "cannot win any more"));
        lines.extend(outlook.foremost.iter().map(|prospect| line(prospect, &name)));
    }
    lines
}

/// The assumption behind the lines that follow; `None` when no sprint is left.
fn premise(outlook: &Outlook) -> Option<String> {
    let to_come = match *outlook.sprints.as_slice() {
        [] => return None,
        [one] => format!("sprint {one}"),
        [one, other] => format!("sprints {one} and {other}"),
        [first, .., last] => format!("sprints {first} to {last}"),
    };
    Some(format!("If nobody gains or loses a lap or leaves the race, with {to_come} to come:"))
}

/// "KLUGE: 1st to 3rd. Winning all sprints left makes sure of at least 2nd. Beaten if LLANERAS wins sprint 15 or 16."
fn line(prospect: &Prospect, name: &impl Fn(Bib) -> String) -> String {
    let reach = match (prospect.can_reach, prospect.sure) {
        (Some(best), Some(worst)) if best == worst => format!("{} for sure", ordinal(best)),
        (Some(best), Some(worst)) if best + 1 == worst => format!("{} or {}", ordinal(best), ordinal(worst)),
        (Some(best), Some(worst)) => format!("{} to {}", ordinal(best), ordinal(worst)),
        (Some(best), None) => format!("{} at best", ordinal(best)),
        (None, Some(worst)) => format!("{} at worst", ordinal(worst)),
        (None, None) => ordinal(prospect.place) + " now",
    };
    let secured = match (prospect.can_secure, prospect.can_reach) {
        (Some(place), Some(best)) if prospect.sure.is_none_or(|sure| place < sure) => {
            let all = if prospect.last.is_some() { "all sprints left" } else { "the sprint left" };
            let even = if place == best { "" } else { "at least " };
            Some(format!("Winning {all} makes sure of {even}{}", ordinal(place)))
        }
        _ => None,
    };
    // With one sprint left, the needs say the same and more.
    let secured = secured.filter(|_| !matches!(prospect.next, Some(Needs { to_be_sure: Need::Place(_), .. })));
    let needs = match (prospect.next, prospect.last) {
        // Needs that are the same in the next sprint and in the last are said once.
        (Some(next), Some(last)) if (Needs { sprint: last.sprint, ..next }) == last => {
            in_words(&next, &|word| format!("sprint {} {word} {}", next.sprint, last.sprint), name)
        }
        (next, last) => {
            let words = |needs: Needs| in_words(&needs, &|_| format!("sprint {}", needs.sprint), name);
            [next, last].into_iter().flatten().flat_map(words).collect()
        }
    };
    let all: Vec<String> = std::iter::once(reach).chain(secured).chain(needs).collect();
    format!("{}: {}.", name(prospect.bib), all.join(". "))
}

/// The needs in sentences. `sprint` names the sprint, or two with the same needs, joined by the word it is given.
fn in_words(needs: &Needs, sprint: &impl Fn(&str) -> String, name: &impl Fn(Bib) -> String) -> Vec<String> {
    let goal = needs.goal;
    let mut all = Vec::new();
    let sure = |place: u32| {
        let with = if place == 1 { "Winning".into() } else { or_better(place) + " in" };
        format!("{with} {} makes sure of {}", sprint("or"), ordinal(goal))
    };
    let unless = needs.unless.map(|(rival, need)| (format!("if {} scores nothing", name(rival)), need));
    match (needs.to_be_sure, unless) {
        (Need::Place(place), Some((condition, Need::Place(less)))) => {
            all.push(format!("{}; {} is enough {condition} there", sure(place), or_better(less)));
        }
        (Need::Place(place), Some((condition, _))) => {
            all.push(format!("{}; so does nothing at all, {condition} there", sure(place)));
        }
        (Need::Place(place), None) => all.push(sure(place)),
        (_, Some((condition, Need::Place(less)))) => all.push(format!("{} {condition} there", sure(less))),
        (_, Some((condition, _))) => all.push(format!("Sure of {} {condition} in {}", ordinal(goal), sprint("or"))),
        (_, None) => {}
    }
    if let Need::Place(place) = needs.to_hope {
        let must = if place == 1 { "Must win".into() } else { format!("Needs {} in", or_better(place)) };
        let to = if goal == 1 { "win".into() } else { format!("come {}", ordinal(goal)) };
        all.push(format!("{must} {} to {to}", sprint("and")));
    }
    if let Some((leader, place)) = needs.lost_by {
        let comes = if place == 1 { "wins".into() } else { format!("is {} in", or_better(place)) };
        all.push(format!("Beaten if {} {comes} {}", name(leader), sprint("or")));
    }
    all
}

/// "2nd or better"
fn or_better(place: u32) -> String {
    format!("{} or better", ordinal(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bib: Bib) -> String {
        ["A", "B", "C", "D\u{1b}[2J"][usize::from(bib.0) % 4].to_owned()
    }

    fn needs(sprint: u32, to_hope: Need, to_be_sure: Need, lost_by: Option<(Bib, u32)>) -> Needs {
        Needs { sprint, goal: 1, to_hope, to_be_sure, unless: None, lost_by }
    }

    fn outlook() -> Outlook {
        let first = Prospect {
            bib: Bib(0),
            place: 1,
            sure: Some(3),
            can_secure: Some(1),
            can_reach: Some(1),
            next: Some(needs(15, Need::Nothing, Need::Place(2), None)),
            last: Some(needs(16, Need::Nothing, Need::Place(1), None)),
        };
        let second = Prospect {
            bib: Bib(3),
            place: 2,
            sure: Some(3),
            can_secure: Some(2),
            can_reach: Some(1),
            next: Some(needs(15, Need::Place(2), Need::TooMuch, Some((Bib(0), 3)))),
            last: Some(needs(16, Need::Place(2), Need::TooMuch, Some((Bib(0), 3)))),
        };
        Outlook {
            sprints: vec![15, 16],
            last: 16,
            chances: vec![
                (Bib(0), WinChance::Sprints),
                (Bib(3), WinChance::Sprints),
                (Bib(1), WinChance::Laps(1)),
                (Bib(2), WinChance::Laps(2)),
            ],
            foremost: vec![first, second],
        }
    }

    #[test]
    fn every_line_says_one_thing_and_no_name_reaches_the_terminal_as_it_is() {
        let expected = [
            "If nobody gains or loses a lap or leaves the race, with sprints 15 and 16 to come:",
            "A and D[2J can still win on sprints.",
            "B can win only by gaining 1 lap.",
            "C can win only by gaining 2 laps.",
            "A: 1st to 3rd. 2nd or better in sprint 15 makes sure of 1st. Winning sprint 16 makes sure of 1st.",
            "D[2J: 1st to 3rd. Winning all sprints left makes sure of at least 2nd. \
             Needs 2nd or better in sprint 15 and 16 to win. Beaten if A is 3rd or better in sprint 15 or 16.",
        ];
        assert_eq!(lines(&outlook(), name), expected);
    }

    #[test]
    fn what_is_enough_if_another_scores_nothing_is_said_where_it_asks_less() {
        let says = |to_be_sure: Need, less: Need| {
            let needs = Needs { unless: Some((Bib(0), less)), ..needs(15, Need::Nothing, to_be_sure, None) };
            in_words(&needs, &|_| "sprint 15".to_owned(), &name).join(". ")
        };
        let third = "3rd or better in sprint 15 makes sure of 1st if A scores nothing there";
        assert_eq!(says(Need::TooMuch, Need::Place(3)), third);
        let more = "Winning sprint 15 makes sure of 1st; 3rd or better is enough if A scores nothing there";
        assert_eq!(says(Need::Place(1), Need::Place(3)), more);
        assert_eq!(says(Need::TooMuch, Need::Nothing), "Sure of 1st if A scores nothing in sprint 15");
        let whatever = "Winning sprint 15 makes sure of 1st; so does nothing at all, if A scores nothing there";
        assert_eq!(says(Need::Place(1), Need::Nothing), whatever);
    }

    #[test]
    fn it_says_who_has_won_and_who_cannot_win() {
        let mut outlook = outlook();
        outlook.sprints = vec![16];
        outlook.chances = vec![(Bib(0), WinChance::Won), (Bib(1), WinChance::Beaten), (Bib(2), WinChance::Beaten)];
        outlook.foremost = vec![Prospect { sure: Some(1), next: None, last: None, ..outlook.foremost[0].clone() }];
        let expected = [
            "If nobody gains or loses a lap or leaves the race, with sprint 16 to come:",
            "A has won, whatever the sprints bring.",
            "B and C cannot win any more.",
            "A: 1st for sure.",
        ];
        assert_eq!(lines(&outlook, name), expected);
    }

    #[test]
    fn after_the_last_sprint_the_winner_is_all_there_is_to_say() {
        let outlook = Outlook {
            sprints: Vec::new(),
            chances: vec![(Bib(0), WinChance::Won), (Bib(1), WinChance::Beaten)],
            ..outlook()
        };
        assert_eq!(lines(&outlook, name), ["A wins."]);
    }

    #[test]
    fn many_riders_are_only_counted() {
        let chances = (0..8).map(|bib| (Bib(bib), WinChance::Sprints)).collect();
        let lines = lines(&Outlook { chances, foremost: Vec::new(), ..outlook() }, name);
        assert_eq!(lines[1], "8 riders can still win on sprints.");
    }
}
