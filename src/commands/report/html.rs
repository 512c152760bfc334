//! The page as HTML: one file that fetches and runs nothing, black on white, for A4, Letter and a telephone.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Report, ReportBlock, ReportTable, Section, TableCell, chart};
use crate::cli::report::ReportPart;

/// Sections that share two columns if there is room.
const BESIDE: [ReportPart; 6] = [
    ReportPart::Activities,
    ReportPart::Where,
    ReportPart::Mornings,
    ReportPart::Notes,
    ReportPart::Exercises,
    ReportPart::SelfTests,
];

/// Sizes of print in points, the largest first, each after the most lines that fit one page. Our choice, by trial on A4
/// and Letter.
const SIZES: [(usize, f32); 7] = [(47, 9.3), (53, 8.4), (58, 7.9), (63, 7.6), (68, 7.3), (74, 6.9), (usize::MAX, 6.0)];

/// The size from which there is room between sections.
const ROOMY: f32 = 8.8;

/// The style. Greys are dark enough to read at any size (7:1), and colour has no meaning.
const STYLE: &str = "\
@page{margin:9mm 11mm}*{box-sizing:border-box}html{color-scheme:light}\
body{font:15px/1.4 Helvetica,Arial,'Liberation Sans','DejaVu Sans Condensed',system-ui,sans-serif;color:#111;background:#fff;max-width:54rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}\
h1{font-size:1.5em;line-height:1.2;margin:0}h2{font-size:1.02em;margin:0 0 .25em;border-bottom:1px solid #111;padding-bottom:.1em}\
p,ul{margin:.2em 0}ul{padding-left:1.1em}\
.who{display:flex;flex-wrap:wrap;gap:0 1.2em;font-weight:600;margin:.2em 0}.quiet,small,caption{color:#484848}\
.quiet{font-size:.9em;line-height:1.3}section{margin-top:.9em}.large{font-size:1.45em;font-weight:700;line-height:1.25}\
table{border-collapse:collapse;table-layout:fixed;width:100%;font-variant-numeric:tabular-nums;margin:.2em 0}\
caption{text-align:left;font-size:.9em;line-height:1.3}th:first-child{width:40%}.course th:first-child{width:17%}\
.exercises table+table th:nth-child(2){width:20%}.activities th:nth-child(2),.activities th:nth-child(3){width:18%}.activities th:first-child{width:36%}\
th,td{text-align:left;vertical-align:top;padding:.12em .5em .12em 0}td:last-child,th:last-child{padding-right:0}\
thead th{font-size:.9em;border-bottom:1px solid #666;vertical-align:bottom}tbody th{font-weight:400}b{font-weight:600}th b{font-weight:400}\
tbody tr+tr>*{border-top:1px solid #ddd}small{font-size:.86em;margin-left:.35em}\
svg{display:block;width:100%;height:auto;margin:.2em 0}svg.narrow{display:none}\
dl{margin:.2em 0}dl div{display:flex;gap:.6em}dt{flex:0 0 9.5em;font-weight:600}dd{margin:0;flex:1}\
.line{border-bottom:1px solid #666;height:2em}\
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\
footer{border-top:1px solid #111;margin-top:.9em;padding-top:.25em}\
@media(min-width:700px),print{.beside{columns:2;column-gap:1.6em;margin-top:.9em}.beside section{break-inside:avoid;margin:0 0 .8em}}\
@media screen and (max-width:480px){body{font-size:14px;padding:.7rem}.course td small,.course th small{display:block;margin:0}dl div{display:block}svg.wide{display:none}svg.narrow{display:block}.course th:first-child{width:19%}th,td{padding-right:.3em}thead th{font-size:.74em}}\
@media print{body{padding:0;max-width:none;line-height:1.17;font-size:var(--print)}.roomy{line-height:1.22}\
h1{font-size:1.4em}.large{font-size:1.3em}p,ul,table{margin:.12em 0}section,.beside{margin-top:.4em}.roomy section,.roomy .beside{margin-top:.55em}\
.beside section,.roomy .beside section{margin:0 0 .4em}th,td{padding-top:.05em;padding-bottom:.05em}.course td,.course tbody th{padding-top:0;padding-bottom:0}\
.line{height:1.75em}footer{margin-top:.8em}.safety ul{columns:2;column-gap:1.6em}}";

/// Returns the whole page. Every value is escaped.
pub(super) fn page(report: &Report) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (report.title) }
                style { (PreEscaped(STYLE)) }
            }
            body class=[(size(report) > ROOMY).then_some("roomy")] style=(format!("--print:{}pt", size(report))) {
                header {
                    h1 { (report.title) }
                    p.who {
                        @if let Some(name) = &report.name { span { (name) } }
                        span { (report.days) }
                    }
                    @for line in &report.legend { p.quiet { (line) } }
                }
                main { (all(&report.sections)) }
                footer { p.quiet { "Recorded with supple, a workout companion. It does not examine, diagnose or treat." } }
            }
        }
    }
}

/// Returns the sections in their order, neighbours that share two columns in one box.
fn all(sections: &[Section]) -> Markup {
    html! {
        @for group in sections.chunk_by(|one, next| is_beside(one) && is_beside(next)) {
            @if group.first().is_some_and(is_beside) {
                div.beside { @for one in group { (section(one)) } }
            } @else {
                @for one in group { (section(one)) }
            }
        }
    }
}

fn is_beside(section: &Section) -> bool {
    BESIDE.contains(&section.part)
}

fn section(section: &Section) -> Markup {
    let id = format!("{:?}", section.part).to_lowercase();
    html! {
        section class=(id) aria-labelledby=(id) {
            h2 id=(id) { (section.title) }
            @for block in &section.blocks { (piece(block)) }
        }
    }
}

fn piece(block: &ReportBlock) -> Markup {
    html! {
        @match block {
            ReportBlock::Large(text) => p.large { (text) },
            ReportBlock::Text(text) => p { (text) },
            ReportBlock::Quiet(text) => p.quiet { (text) },
            ReportBlock::List(lines) => ul { @for line in lines { li { (line) } } },
            ReportBlock::Facts(facts) => dl { @for fact in facts { div { dt { (fact.name) } dd { (fact.text) } } } },
            ReportBlock::Table(table) => (rows(table)),
            ReportBlock::Chart(chart) => (chart::svg(chart)),
            ReportBlock::Lines(count) => {
                p.vh { "Space to write." }
                @for _ in 0..*count { div.line {} }
            },
        }
    }
}

fn rows(table: &ReportTable) -> Markup {
    html! {
        table {
            caption { (table.caption) }
            thead { tr { @for head in &table.heads { th scope="col" { (head) } } } }
            tbody {
                @for row in &table.rows {
                    tr {
                        @for (at, cell) in row.iter().enumerate() {
                            @if at == 0 { th scope="row" { (inside(cell)) } } @else { td { (inside(cell)) } }
                        }
                    }
                }
            }
        }
    }
}

fn inside(cell: &TableCell) -> Markup {
    html! {
        @if cell.main.is_empty() { span.vh { "not recorded" } } @else { b { (cell.main) } }
        @if !cell.quiet.is_empty() { small { (cell.quiet) } }
    }
}

/// Returns the size of print, in points, with which all fits one page.
fn size(report: &Report) -> f32 {
    let [.., (_, least)] = SIZES;
    let all = estimated(report);
    SIZES.into_iter().find(|(most, _)| all <= *most).map_or(least, |(_, points)| points)
}

/// Estimates the number of lines of the page.
fn estimated(report: &Report) -> usize {
    let (mut whole, mut beside) = (0, 0);
    for section in &report.sections {
        let all: usize = section.blocks.iter().map(lines).sum();
        if is_beside(section) {
            beside += all;
        } else {
            whole += all;
        }
    }
    whole + beside.div_ceil(2)
}

/// Estimates the number of lines of print.
fn lines(block: &ReportBlock) -> usize {
    /// The characters in a line of a column, and of the whole page.
    const COLUMN: usize = 58;
    const LINE: usize = 120;
    match block {
        ReportBlock::Large(_) => 3,
        ReportBlock::Text(text) => text.len().div_ceil(COLUMN),
        ReportBlock::Quiet(text) => text.len().div_ceil(LINE),
        ReportBlock::List(items) => items.iter().map(|item| item.len().div_ceil(LINE)).sum(),
        ReportBlock::Facts(facts) => facts.len(),
        ReportBlock::Table(table) => table.rows.len() + 3,
        ReportBlock::Chart(_) => 10,
        ReportBlock::Lines(count) => 2 * count,
    }
}
