//! A race as one HTML page: table, sprint card, charts and sources. The page needs no other file, no script and no
//! network, and every text in it is escaped. Knows no arguments and no files.

use crate::chart::{self, Chart, Size, Theme};
use crate::player::Replay;
use crate::report::sheet::{Disputed, SourceLine, SprintLine};
use crate::report::table::{Align, Table, escape_markup};
use crate::report::{Day, Sheet, power, result};

/// Size of each chart on the page, in pixels.
const CHART: Size = Size { width: 960, height: 560 };

/// The page of `replay`, with the table as it stood on `as_of`; `again` is the command that shows the race.
#[must_use]
pub fn html(replay: &Replay, as_of: Option<Day>, again: &str) -> String {
    let sheet = Sheet::of(replay, as_of);
    let winner = replay.standings().rows.first().and_then(|row| chart::power::chart(replay, row.bib, again));
    let charts = [chart::points::chart(replay, &[], again), chart::gap::chart(replay, &[], again)];
    write(&sheet, &charts.into_iter().chain(winner).collect::<Vec<_>>(), again)
}

/// The page of `sheet` with `charts`, in that order; `again` is the command that shows the race.
#[must_use]
pub fn write(sheet: &Sheet, charts: &[Chart], again: &str) -> String {
    let title = escape_markup(&result::heading(sheet));
    let mut out =
        format!("{HEAD}<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n");
    out += &format!("<p class=\"facts\">{}</p>\n", lines(&result::facts(sheet)));
    out += &wide(&result::standings(sheet).html());
    out += &result::notes(sheet)
        .iter()
        .map(|n| format!("<p class=\"note\">{}</p>\n", escape_markup(n)))
        .collect::<String>();
    if !sheet.adjudications.is_empty() {
        out += "<p class=\"note\">The charts show the race as it was ridden.</p>\n";
    }
    for chart in charts {
        out += &format!("<figure>{}</figure>\n", chart::svg::draw(chart, Theme::Auto, CHART));
    }
    out += &section("Sprint card", &wide(&card(sheet).html()));
    out += &section("Sprints", &wide(&result::sprints(sheet).html()));
    if !sheet.lap_changes.is_empty() {
        out += &section("Laps gained and lost", &wide(&result::lap_changes(sheet).html()));
    }
    let legend: Vec<String> = result::legend(sheet).iter().map(|&l| l.to_owned()).collect();
    out += &format!("<p class=\"note\">{}</p>\n", lines(&legend));
    let powers =
        format!("{}<p class=\"note\">{}</p>\n", wide(&power::table(sheet).html()), escape_markup(power::LEGEND));
    out += &section("Power", &powers);
    if !sheet.disputes.is_empty() {
        out += &section("Where sources disagree", &list(sheet.disputes.iter().map(dispute)));
    }
    if !sheet.sources.is_empty() {
        out += &section("Sources", &list(sheet.sources.iter().map(source)));
    }
    out += &format!(
        "<footer><p>Watch it: <code>{}</code></p></footer>\n</main>\n</body>\n</html>\n",
        escape_markup(again)
    );
    out
}

/// The sprint card: one row per rider who scored, with the marks that say how each cell is known.
fn card(sheet: &Sheet) -> Table {
    let numbers: Vec<String> = sheet.sprints.iter().map(|s| s.n.to_string()).collect();
    let mut columns = vec![("", Align::Right), ("rider", Align::Left)];
    columns.extend(numbers.iter().map(|n| (n.as_str(), Align::Right)));
    columns.push(("sum", Align::Right));
    let mut table = Table::new(&columns);
    for rider in sheet.standings.iter().filter(|r| r.sprint_points > 0) {
        let cell = |s: &SprintLine| {
            let mine = s.places.iter().find(|p| p.bib == rider.bib && p.points > 0);
            mine.map_or(String::new(), |p| {
                format!("{}{}{}", p.points, p.provenance.mark(), if p.likely { "?" } else { "" })
            })
        };
        let rank = rider.rank.map_or(String::new(), |n| format!("{n}."));
        let cells = sheet.sprints.iter().map(cell);
        table.row([rank, rider.family.clone()].into_iter().chain(cells).chain([rider.sprint_points.to_string()]));
    }
    table
}

/// A dispute: who claims what, what was decided, and why.
fn dispute(d: &Disputed) -> String {
    let who = d.name.as_ref().map_or(String::new(), |name| format!("{name}, "));
    let claims: Vec<String> = d.claims.iter().map(|c| format!("{} ({})", c.value, c.source)).collect();
    let because = d.because.trim_end_matches('.');
    escape_markup(&format!("{who}{}: {}. Decided: {}. {because}.", d.about, claims.join("; "), d.decided))
}

/// A source with its key. Its address becomes a link only if it is http or https.
fn source(s: &SourceLine) -> String {
    let title = escape_markup(&s.title);
    let web = s.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    let title = web.map_or(title.clone(), |url| {
        format!("<a href=\"{}\" rel=\"noreferrer nofollow\">{title}</a>", escape_markup(url))
    });
    format!("<b>{}</b> {title}", escape_markup(&s.key))
}

fn section(title: &str, inside: &str) -> String {
    format!("<section>\n<h2>{}</h2>\n{inside}</section>\n", escape_markup(title))
}

/// Wraps something that may be wider than the page in a box that scrolls.
fn wide(inside: &str) -> String {
    format!("<div class=\"wide\">{inside}</div>\n")
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("<ul>\n{}</ul>\n", items.map(|item| format!("<li>{item}</li>\n")).collect::<String>())
}

fn lines(lines: &[String]) -> String {
    lines.iter().map(|l| escape_markup(l)).collect::<Vec<_>>().join("<br>\n")
}

/// The policy forbids every fetch and every script.
const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n";

const STYLE: &str = "\
:root{--ground:#ffffff;--ink:#16191d;--quiet:#5d646d;--rule:#e4e6e9;--link:#0062a8}\
@media (prefers-color-scheme:dark){:root{--ground:#14171b;--ink:#f0f2f4;--quiet:#a3abb5;--rule:#2a2f36;--link:#62b5f5}}\
body{margin:0;overflow-wrap:anywhere;background:var(--ground);color:var(--ink);font:15px/1.5 Inter,'Helvetica Neue',Helvetica,Arial,sans-serif}\
main{max-width:960px;margin:0 auto;padding:32px 20px 48px}h1{font-size:28px;line-height:1.2;margin:0 0 8px}\
h2{font-size:18px;margin:40px 0 8px}.facts,.note,footer{color:var(--quiet)}.note{font-size:13px;margin:8px 0}\
.wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;white-space:nowrap}\
th{font-weight:600;font-size:13px;color:var(--quiet);text-align:left;border-bottom:1px solid var(--quiet)}\
th,td{padding:3px 12px 3px 0}td{border-bottom:1px solid var(--rule)}.right{text-align:right}\
figure{margin:32px 0}figure svg{width:100%;height:auto;display:block}ul{padding-left:18px}li{font-size:13px;margin:6px 0}\
a{color:var(--link)}code{font:13px ui-monospace,Menlo,Consolas,monospace}";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_page_has_the_table_the_sprint_card_with_its_marks_and_the_disputes() {
        let scenario = sample::scenario();
        let page = write(&Sheet::from_input(&sample::sheet_input(&scenario), None), &[], "velodrome watch sample");
        assert!(page.contains("<td>Ada ÁM</td><td>AUT</td>"), "{page}");
        // Ám took the first sprint on record; the three points in the second follow by arithmetic.
        let row = "<tr><td class=\"right\">1.</td><td>ÁM</td><td class=\"right\">5</td><td class=\"right\">3=</td><td class=\"right\">8</td></tr>";
        assert!(page.contains(row), "{page}");
        assert!(page.contains("Bo Be, sprint points: 18 (a book). Decided: 8. A sprint hands out 11 points."));
        assert!(page.contains("<code>velodrome watch sample</code>"));
    }

    #[test]
    fn no_text_of_a_scenario_becomes_markup_and_only_web_addresses_become_links() {
        let hostile = "</td><script>alert('x')</script><img src=x onerror=\"y\">&\u{1b}[2J";
        let mut scenario = sample::scenario();
        for text in [&mut scenario.title, &mut scenario.disputes[0].because, &mut scenario.adjudications[0].text] {
            *text = hostile.into();
        }
        scenario.venue = Some(hostile.into());
        for rider in &mut scenario.riders {
            (rider.name, rider.family, rider.noc) = (hostile.into(), hostile.into(), Some(hostile.into()));
        }
        let source =
            |url: &str| crate::scenario::Source { key: hostile.into(), title: hostile.into(), url: Some(url.into()) };
        scenario.sources = vec![source("javascript:alert(1)"), source("https://a.b/\"><script>")];
        let sheet = Sheet::from_input(&sample::sheet_input(&scenario), None);
        let page = write(&sheet, &[], hostile);
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains('\u{1b}'), "{page}");
        assert!(!page.contains("href=\"javascript") && page.matches("href=").count() == 1, "{page}");
        assert!(page.contains("href=\"https://a.b/&quot;&gt;&lt;script&gt;\""));
    }

    /// Splits `text` into the rules for dark ground and everything before them.
    fn split_dark(text: &str) -> (String, String) {
        let (light, dark) = text.split_once("@media (prefers-color-scheme:dark){").expect("a dark variant");
        let end = dark.find("}}").expect("its end");
        (dark[..end].to_owned(), light.to_owned())
    }

    #[test]
    fn everything_drawn_or_written_has_a_colour_of_its_own_on_dark_ground_too() {
        let page = html(&Replay::free(crate::scenario::load("tiny").unwrap(), None, 1), None, "again");
        let style = page.split("<style>").nth(1).expect("the style of the page");
        let (dark, light) = split_dark(style);
        assert_eq!(page.matches("<svg ").count(), 3);
        for name in ["--ground:", "--ink:", "--quiet:", "--rule:", "--link:"] {
            assert!(dark.contains(name) && light.contains(name), "{name}");
        }
        for drawing in page.split("<svg ").skip(1).map(|rest| rest.split("</svg>").next().unwrap()) {
            let (colours, body) = drawing.split_once("</style>").expect("a style of its own");
            let (of_dark, of_light) = split_dark(colours);
            for element in body.split('<').filter(|e| !e.starts_with('/') && !e.trim().is_empty()) {
                let Some((_, class)) = element.split_once("class=\"") else {
                    let shapes = ["text", "path", "rect", "circle", "line", "poly"];
                    assert!(!shapes.iter().any(|shape| element.starts_with(shape)), "without a class: {element}");
                    continue;
                };
                let class = class.split('"').next().unwrap();
                let coloured = |style: &str| {
                    class.split(' ').any(|c| style.contains(&format!(".{c}{{")) || style.contains(&format!(".{c},")))
                };
                assert!(coloured(&of_dark) && coloured(&of_light), "{class}");
            }
            // The drawing's ground is the page's ground, and no colour is fixed in the markup, where no style could
            // change it.
            for (part, ground) in [(&of_dark, &dark), (&of_light, &light)] {
                let fill =
                    part.split(".ground{fill:").nth(1).and_then(|rest| rest.split('}').next()).expect("a ground");
                assert!(ground.contains(&format!("--ground:{fill};")), "{fill}");
            }
            assert!(!body.contains("fill=\"") && !body.contains("stroke=\"") && !body.contains("style=\""));
        }
    }

    #[test]
    fn a_page_fetches_nothing_and_runs_nothing() {
        let replay = Replay::free(crate::scenario::load("tiny").unwrap(), None, 1);
        let page = html(&replay, None, "velodrome watch tiny --seed 1");
        assert_eq!(page.matches("<svg ").count(), 3);
        for outside in ["<script", "<link", "<img", "<iframe", "src=", "url(", "@import", "<object"] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert!(page.contains("prefers-color-scheme:dark"));
    }
}
