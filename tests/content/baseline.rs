//! Doses and sources, compared with those that were read from the first articles: a number or a name changes only on
//! purpose, and the purpose is written down here.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::all::assert_none;

/// Ids, doses and sources of the exercises, routines and plans made from the first articles.
const BASELINE: &str = include_str!("baseline.json");

/// Fields with numbers, ids or sources; the rest of a file is words.
const COMPARED: [&str; 9] =
    ["dose", "doses", "steps", "parts", "rounds", "begin_rounds", "rest_between_s", "rest_between_rounds_s", "sources"];

/// Fields of steps and items that are words.
const WORDS: [&str; 6] = ["note", "value", "why", "task", "optional", "see"];

/// A place that differs from the baseline: kind and id, the field (or the beginning of its path), and the reason.
struct Change {
    item: &'static str,
    field: &'static str,
    reason: &'static str,
}

const CHANGES: &[Change] = &[
    Change {
        item: "exercise knee-on-table-low-back-stretch",
        field: "sources.1",
        reason: "the stretch is the physio's own",
    },
    Change { item: "exercise core-brace", field: "doses.0", reason: "the source gives no number" },
    Change { item: "exercise dancing", field: "sources", reason: "a headline of another page was taken for a source" },
    Change { item: "exercise rowing", field: "sources", reason: "a headline of another page was taken for a source" },
    Change {
        item: "exercise range-of-motion-drills",
        field: "dose",
        reason: "swings and circles for both legs take two minutes; ours",
    },
    Change {
        item: "exercise range-of-motion-drills",
        field: "doses",
        reason: "the former default by a name of its own",
    },
    Change {
        item: "exercise posture-mirror-check",
        field: "sources.2",
        reason: "a study that speaks against the idea",
    },
    Change { item: "exercise single-leg-stand-eyes-closed", field: "sources.2", reason: "balance by age" },
    Change {
        item: "exercise single-leg-stand-eyes-closed",
        field: "dose.by",
        reason: "two sources now: whose number it is",
    },
    Change { item: "exercise plank", field: "doses.0.name", reason: "the doctor's, not the trainer's" },
    Change {
        item: "exercise stability-ball-back-extension",
        field: "doses.0.name",
        reason: "the doctor's, not the trainer's",
    },
    Change { item: "exercise stability-ball-pike", field: "doses.0.name", reason: "the doctor's, not the trainer's" },
    Change {
        item: "exercise stability-ball-reverse-leg-raise",
        field: "doses.0.name",
        reason: "the doctor's, not the trainer's",
    },
    Change {
        item: "exercise crossed-arm-upper-back-stretch",
        field: "sources.1",
        reason: "the stretch is the physio's own",
    },
    Change { item: "exercise hip-thrust", field: "sources.2", reason: "bracing rather than the navel" },
    Change { item: "plan posture-programme", field: "sources.2", reason: "a study that speaks against the idea" },
    Change { item: "plan posture-programme", field: "sources.3", reason: "a review that speaks against the idea" },
    Change {
        item: "routine flare-up-care",
        field: "order",
        reason: "gentle moves and a walk in place of ice and a long stretch",
    },
    Change { item: "routine flare-up-care", field: "steps", reason: "gentle moves and a walk in place of ice" },
    Change { item: "routine flare-up-care", field: "sources", reason: "those of the gentle moves" },
    Change { item: "routine desk-break", field: "order", reason: "a chair does where the floor does not" },
    Change { item: "routine desk-break", field: "steps.seated-cat-cow", reason: "at a desk nobody kneels" },
    Change { item: "routine sore-back-swaps", field: "order", reason: "the machines first: no cold plank" },
    Change {
        item: "routine treadmill-warm-up",
        field: "steps.range-of-motion-drills.minutes",
        reason: "both legs take two minutes; ours",
    },
    Change {
        item: "routine tuttle-ball-quick",
        field: "steps.locust-pose",
        reason: "short holds make the quick round quick; ours",
    },
];

/// A source that goes by another name now, and the reason.
struct Renamed {
    from: &'static str,
    to: &'static str,
    reason: &'static str,
}

const RENAMED: &[Renamed] = &[
    Renamed {
        from: "Audrey Lynn Millar, told to Nicole Clancy | What to Do If You Have… | ",
        to: "Audrey Lynn Millar, told to Nicole Clancy | What to Do If You Have Lower-Back Pain from Running | ",
        reason: "a reader finds a text by its full title",
    },
    Renamed {
        from: " | How To Fix Your Running Back… | ",
        to: " | How To Fix Your Running Back Injury | ",
        reason: "a reader finds a text by its full title",
    },
    Renamed {
        from: "Jade Alexis and Ceasar F. Barajas | 7 Lower Back Stretches… | Aaptiv",
        to: "Jade Alexis and Ceasar F. Barajas | 7 Lower Back Stretches to Combat Tightness and Pain | Aaptiv",
        reason: "a reader finds a text by its full title",
    },
    Renamed {
        from: " | How To Avoid Injury… (treadmill article) | ",
        to: " | How To Avoid Injury When Using A Treadmill | ",
        reason: "a reader finds a text by its full title",
    },
    Renamed {
        from: " | Symptoms, Causes and Prevention For Runners… | ",
        to: " | Symptoms, Causes and Prevention For Runners With Lower Back Pain | ",
        reason: "a reader finds a text by its full title",
    },
    Renamed {
        from: " | 5 Workouts To Avoid… | ",
        to: " | 5 Workouts To Avoid With Lower Back Pain, Because We Know The Struggle Is Real | ",
        reason: "a reader finds a text by its full title",
    },
    Renamed {
        from: "Ajit Chaudhari | The Surprising Reason… | ",
        to: "Ajit Chaudhari, told to Shape | The Surprising Reason Your Lower Back Hurts When You Run | ",
        reason: "a reader finds a text by its full title",
    },
    Renamed {
        from: " | Why squats hurt the back (article) | ",
        to: " | Have lower back pain from squats? | ",
        reason: "the title it has, and not one of ours",
    },
    Renamed {
        from: " | Squats, posture and back pain (article) | ",
        to: " | Lower Back Pain During Squats (Fix Muscular Imbalances) | ",
        reason: "the title it has, and not one of ours",
    },
    Renamed {
        from: "Hollis Tuttle | Metzl's Running Strong (article after the book by Jordan Metzl) | ",
        to: "Jordan Metzl (shown by Hollis Tuttle) | Running Strong (excerpt) | ",
        reason: "the doctor wrote it, the trainer shows the moves",
    },
    Renamed {
        from: "Reza Daneshmand | Back stretches for runners (running-shop article) | ",
        to: " | Running-shop article on back pain in runners | ",
        reason: "only two of its stretches are the physio's",
    },
];

/// `author | title | publisher`.
fn source_name(source: &Value) -> String {
    let part = |name: &str| source.get(name).and_then(Value::as_str).unwrap_or_default();
    format!("{} | {} | {}", part("author"), part("title"), part("publisher"))
}

fn renamed(source: String) -> String {
    RENAMED.iter().find(|renamed| renamed.from == source).map_or(source, |renamed| renamed.to.to_owned())
}

/// The numbers and names in `value`, each with its path. Steps go by their exercise, with
/// their order by itself; sources by their place.
fn flatten(path: &str, value: &Value, out: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields.iter().filter(|(name, _)| !WORDS.contains(&name.as_str())) {
                flatten(&format!("{path}.{name}"), field, out);
            }
        }
        Value::Array(items) => {
            let steps: Vec<&str> = items.iter().filter_map(|item| item.get("exercise")?.as_str()).collect();
            if path == "steps" {
                out.insert("order".to_owned(), steps.join(" "));
            }
            for (at, item) in items.iter().enumerate() {
                match steps.get(at) {
                    Some(exercise) if path == "steps" => flatten(&format!("{path}.{exercise}"), item, out),
                    _ if path == "sources" => {
                        out.insert(format!("{path}.{}", at + 1), source_name(item));
                    }
                    _ => flatten(&format!("{path}.{at}"), item, out),
                }
            }
        }
        plain => {
            out.insert(path.to_owned(), plain.to_string());
        }
    }
}

fn compared(file: &Value) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for (name, value) in COMPARED.iter().filter_map(|name| Some((*name, file.get(*name)?))) {
        flatten(name, value, &mut out);
    }
    out
}

/// The items of a plan's part that name a routine or a number: the rest are words.
fn parts_of(plan: &mut Value) {
    let parts = plan.get_mut("parts").and_then(Value::as_array_mut).into_iter().flatten();
    for part in parts {
        let items = part.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        let counted = items.into_iter().filter(|item| item.get("routine").is_some() || item.get("times").is_some());
        *part = Value::Array(counted.collect());
    }
}

fn today(kind: &str, id: &str) -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content").join(kind).join(format!("{id}.json"));
    let mut file: Value = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
    if kind == "plans" {
        parts_of(&mut file);
    }
    Some(file)
}

/// Every difference between the baseline and the files of today: item, field, what was and what is.
fn differences() -> Vec<(String, String, String)> {
    let baseline: BTreeMap<String, BTreeMap<String, Value>> = serde_json::from_str(BASELINE).unwrap();
    let mut differences = Vec::new();
    for (kind, items) in &baseline {
        for (id, was) in items {
            let item = format!("{} {id}", kind.trim_end_matches('s'));
            let Some(is) = today(kind, id) else {
                differences.push((item, String::new(), "gone".to_owned()));
                continue;
            };
            let (mut was, is) = (compared(was), compared(&is));
            for (_, source) in was.iter_mut().filter(|(field, _)| field.starts_with("sources.")) {
                *source = renamed(std::mem::take(source));
            }
            let fields = was.keys().chain(is.keys().filter(|field| !was.contains_key(*field)));
            for field in fields.filter(|field| was.get(*field) != is.get(*field)) {
                let name =
                    |of: &BTreeMap<String, String>| of.get(field).cloned().unwrap_or_else(|| "nothing".to_owned());
                differences.push((item.clone(), field.clone(), format!("was {}, is {}", name(&was), name(&is))));
            }
        }
    }
    differences
}

impl Change {
    fn covers(&self, (item, field, _): &(String, String, String)) -> bool {
        self.item == item && field.strip_prefix(self.field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

#[test]
fn doses_and_sources_are_those_of_the_baseline_or_changed_on_purpose() {
    let differences = differences();
    let new = differences.iter().filter(|found| !CHANGES.iter().any(|change| change.covers(found)));
    assert_none("changed without a reason", new.map(|(item, field, what)| format!("{item}, {field}: {what}")));
    let idle = CHANGES.iter().filter(|change| !differences.iter().any(|found| change.covers(found)));
    assert_none("listed as changed, but is not", idle.map(|c| format!("{}, {}: {}", c.item, c.field, c.reason)));
}

#[test]
fn what_was_renamed_is_named_so_no_more() {
    let mut old = Vec::new();
    let baseline: BTreeMap<String, BTreeMap<String, Value>> = serde_json::from_str(BASELINE).unwrap();
    for (kind, id) in baseline.iter().flat_map(|(kind, items)| items.keys().map(move |id| (kind, id))) {
        let names = today(kind, id).map(|file| compared(&file)).unwrap_or_default();
        let stale = RENAMED.iter().filter(|renamed| names.values().any(|name| name == renamed.from));
        old.extend(stale.map(|renamed| format!("{kind} {id}: {} ({})", renamed.from, renamed.reason)));
    }
    assert_none("sources by their old name", old);
}
