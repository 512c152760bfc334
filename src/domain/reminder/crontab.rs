//! The user's table of cron, of which only the lines between our own markers are ours.

use super::quoting::cron;
use super::{LaunchVariable, Reminder, SCHEDULE};
use crate::domain::reminder::schedule::ReminderDays;

const BEGIN: &str = "# supple remind: begin";
const END: &str = "# supple remind: end";

/// Returns the lines of a reminder with their markers.
///
/// # Errors
/// A path has a backslash, which crons and shells read in different ways, or an equals sign that would set a variable.
pub fn block(reminder: &Reminder) -> Result<String, String> {
    let launch = &reminder.launch;
    if let Some(path) = launch.texts().find(|text| text.contains('\\')) {
        return Err(format!("cron cannot start anything with a backslash in its path: {path}"));
    }
    if !launch.variables.is_empty() && launch.program.contains('=') {
        return Err(format!("cron cannot start anything with an equals sign in its path: {}", launch.program));
    }
    let env = (!launch.variables.is_empty()).then(|| "/usr/bin/env".to_owned());
    let variables = launch.variables.iter().map(|LaunchVariable { name, value }| cron(&format!("{name}={value}")));
    let words: Vec<String> = env.into_iter().chain(variables).chain(launch.words().map(cron)).collect();
    let days = match reminder.schedule.days {
        ReminderDays::DAILY => "*".to_owned(),
        days => days.list(|day| (day.num_days_from_monday() + 1).to_string()).replace('7', "0"),
    };
    let lines = reminder.schedule.times.by_hour().into_iter().map(|times| {
        // Output on success would come as mail every time; only a failure may.
        format!("{} {} * * {days} {} >/dev/null\n", times.minutes(u16::to_string), times.hour, words.join(" "))
    });
    let lines: String = lines.collect();
    Ok(format!("{BEGIN}\n# {SCHEDULE}{}\n{lines}{END}\n", reminder.schedule))
}

/// Returns our lines of `table` with their markers; `None` if there are none.
///
/// # Errors
/// A marker is there without the other one.
pub fn block_in(table: &str) -> Result<Option<String>, String> {
    Ok(parts(table)?.map(|parts| parts.ours.concat()))
}

/// Returns `table` with our lines replaced by `block`, or added at the end; removed if `block` is empty.
///
/// # Errors
/// A marker is there without the other one.
pub fn with_block(table: &str, block: &str) -> Result<String, String> {
    if let Some(CronParts { before, after, .. }) = parts(table)? {
        return Ok([before.concat().as_str(), block, after.concat().as_str()].concat());
    }
    let gap = if table.is_empty() || table.ends_with('\n') || block.is_empty() { "" } else { "\n" };
    Ok([table, gap, block].concat())
}

/// The lines of a table, each with its end.
struct CronParts<'a> {
    before: Vec<&'a str>,
    ours: Vec<&'a str>,
    after: Vec<&'a str>,
}

fn parts(table: &str) -> Result<Option<CronParts<'_>>, String> {
    let lines: Vec<&str> = table.split_inclusive('\n').collect();
    match (places(&lines, BEGIN).as_slice(), places(&lines, END).as_slice()) {
        ([], []) => Ok(None),
        ([begin], [end]) if begin < end => {
            let (before, rest) = lines.split_at(*begin);
            let (ours, after) = rest.split_at(end - begin + 1);
            Ok(Some(CronParts { before: before.to_vec(), ours: ours.to_vec(), after: after.to_vec() }))
        }
        _ => Err(format!("the lines `{BEGIN}` and `{END}` in your crontab do not match; mend them with crontab -e")),
    }
}

/// Returns the numbers of the lines that are `marker`.
fn places(lines: &[&str], marker: &str) -> Vec<usize> {
    lines.iter().enumerate().filter(|(_, line)| line.trim() == marker).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "# supple remind: begin\n# x\n# supple remind: end\n";

    #[test]
    fn only_the_lines_between_the_markers_change() {
        let table = format!("MAILTO=me\n0 1 * * * a\n{OURS}5 1 * * * b\n");
        assert_eq!(with_block(&table, "new\n").unwrap(), "MAILTO=me\n0 1 * * * a\nnew\n5 1 * * * b\n");
        assert_eq!(with_block(&table, "").unwrap(), "MAILTO=me\n0 1 * * * a\n5 1 * * * b\n");
        assert_eq!(block_in(&table).unwrap().as_deref(), Some(OURS));
    }

    #[test]
    fn a_table_without_them_gets_them_at_its_end() {
        assert_eq!(with_block("", OURS).unwrap(), OURS);
        assert_eq!(with_block("a", OURS).unwrap(), format!("a\n{OURS}"));
        assert_eq!(with_block("a\n", OURS).unwrap(), format!("a\n{OURS}"));
        assert_eq!(with_block("a", "").unwrap(), "a");
        assert_eq!(block_in("a\n"), Ok(None));
    }

    #[test]
    fn a_marker_alone_takes_no_line_of_the_user_with_it() {
        for table in [&format!("{BEGIN}\na\n"), &format!("a\n{END}\n"), &format!("{END}\n{BEGIN}\n"), &OURS.repeat(2)] {
            assert!(with_block(table, "").is_err() && block_in(table).is_err(), "{table}");
        }
    }
}
