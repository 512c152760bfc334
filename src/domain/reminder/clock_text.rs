//! The files by which systemd, launchd and Windows know of a reminder.

use chrono::Weekday;

use super::quoting::{systemd, windows, xml};
use super::schedule::{DayTime, ReminderDays, ReminderTimes};
use super::{LaunchVariable, NAME, Reminder, SCHEDULE};

/// The description of the reminder in each of them.
const ABOUT: &str = "A reminder to move, by supple";

/// A day without meaning, on which times that recur begin.
const SOME_DAY: &str = "2026-01-01";

/// A shell that becomes the program whose path and arguments follow.
const SHELL: [&str; 3] = ["/bin/sh", "-c", "exec \"$0\" \"$@\""];

/// Returns the service that is started at each time.
pub fn systemd_service(reminder: &Reminder) -> String {
    let launch = &reminder.launch;
    // Systemd starts no program with quotes in its path; a shell does, which sees each word as it is.
    let is_refused = launch.program.contains(['"', '\'', '\\']);
    let shell = if is_refused { &SHELL[..] } else { &[] };
    // The colon keeps a `$` from naming a variable.
    let colon = if is_refused || launch.words().any(|word| word.contains('$')) { ":" } else { "" };
    let words: Vec<String> = shell.iter().copied().chain(launch.words()).map(systemd).collect();
    let variables: String = launch.variables.iter().map(environment).collect();
    let words = words.join(" ");
    format!("[Unit]\nDescription={ABOUT}\n\n[Service]\nType=oneshot\n{variables}ExecStart={colon}{words}\n")
}

/// Returns the line of a service that sets a variable.
fn environment(LaunchVariable { name, value }: &LaunchVariable) -> String {
    format!("Environment={}\n", systemd(&format!("{name}={value}")))
}

/// Returns the timer that starts the service.
pub fn systemd_timer(reminder: &Reminder) -> String {
    let days = match reminder.schedule.days {
        ReminderDays::DAILY => String::new(),
        days => format!("{} ", days.list(|day| day.to_string())),
    };
    let times = reminder.schedule.times.by_hour().into_iter().map(|times| {
        format!("OnCalendar={days}*-*-* {:02}:{}:00\n", times.hour, times.minutes(|minute| format!("{minute:02}")))
    });
    let (schedule, times) = (reminder.schedule, times.collect::<String>());
    format!(
        "# {SCHEDULE}{schedule}\n[Unit]\nDescription={ABOUT}\n\n[Timer]\n{times}\n[Install]\nWantedBy=timers.target\n"
    )
}

/// Returns the agent of launchd.
pub fn launchd_agent(reminder: &Reminder) -> String {
    let launch = &reminder.launch;
    let words: String = launch.words().map(|word| format!("    <string>{}</string>\n", xml(word))).collect();
    let variables: String = launch
        .variables
        .iter()
        .map(|LaunchVariable { name, value }| format!("    <key>{name}</key>\n    <string>{}</string>\n", xml(value)))
        .collect();
    let variables = if variables.is_empty() {
        variables
    } else {
        format!("  <key>EnvironmentVariables</key>\n  <dict>\n{variables}  </dict>\n")
    };
    let days: Vec<Option<Weekday>> = match reminder.schedule.days {
        ReminderDays::DAILY => vec![None],
        days => days.days().map(Some).collect(),
    };
    let times = reminder.schedule.times.all();
    let times: String = days.iter().flat_map(|day| times.iter().map(|time| launchd_time(*day, *time))).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <!-- {SCHEDULE}{} -->\n<plist version=\"1.0\">\n<dict>\n  <key>Label</key>\n  <string>{NAME}</string>\n  \
         <key>ProgramArguments</key>\n  <array>\n{words}  </array>\n{variables}  \
         <key>StartCalendarInterval</key>\n  <array>\n{times}  </array>\n</dict>\n</plist>\n",
        reminder.schedule
    )
}

/// Returns a time of launchd; on every day without one.
fn launchd_time(day: Option<Weekday>, time: DayTime) -> String {
    let day = day.map(|day| format!("<key>Weekday</key><integer>{}</integer>", day.num_days_from_sunday()));
    let (day, hour, minute) = (day.unwrap_or_default(), time.hour(), time.minute());
    format!(
        "    <dict>{day}<key>Hour</key><integer>{hour}</integer><key>Minute</key><integer>{minute}</integer></dict>\n"
    )
}

/// Returns the task of Windows.
///
/// # Errors
/// A path has two percent signs, between which Windows would look for a variable.
pub fn windows_task(reminder: &Reminder) -> Result<String, String> {
    let launch = &reminder.launch;
    if let Some(path) = launch.texts().find(|text| text.matches('%').count() > 1) {
        return Err(format!("the Task Scheduler cannot start anything with two percent signs in its path: {path}"));
    }
    let arguments: Vec<String> = launch.arguments.iter().map(|word| windows(word)).collect();
    let days: String = reminder.schedule.days.days().map(|day| format!("<{}/>", full_name(day))).collect();
    let (first, again) = match reminder.schedule.times {
        ReminderTimes::At(time) => (time, String::new()),
        ReminderTimes::Every(interval, hours) => (hours.from, repetition(interval.minutes(), reminder)),
    };
    let (program, arguments) = (xml(&launch.program), xml(&arguments.join(" ")));
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<!-- {SCHEDULE}{} -->\n\
         <Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\n  \
         <RegistrationInfo><Description>{ABOUT}</Description></RegistrationInfo>\n  <Triggers>\n    \
         <CalendarTrigger>\n{again}      <StartBoundary>{SOME_DAY}T{first}:00</StartBoundary>\n      \
         <ScheduleByWeek><DaysOfWeek>{days}</DaysOfWeek><WeeksInterval>1</WeeksInterval></ScheduleByWeek>\n    \
         </CalendarTrigger>\n  </Triggers>\n  <Settings>\n    \
         <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>\n    \
         <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>\n    \
         <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>\n    \
         <ExecutionTimeLimit>PT5M</ExecutionTimeLimit>\n  </Settings>\n  <Actions>\n    \
         <Exec><Command>{program}</Command><Arguments>{arguments}</Arguments></Exec>\n  </Actions>\n</Task>\n",
        reminder.schedule
    ))
}

/// Returns the repetition of a trigger. It ends a minute after the last time, so that this one still comes.
fn repetition(minutes: u16, reminder: &Reminder) -> String {
    let times = reminder.schedule.times.all().len();
    let length = usize::from(minutes) * times.saturating_sub(1) + 1;
    format!("      <Repetition><Interval>PT{minutes}M</Interval><Duration>PT{length}M</Duration></Repetition>\n")
}

const fn full_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
