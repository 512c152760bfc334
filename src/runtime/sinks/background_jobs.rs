//! Silent sinks: notifications on the desktop, a program of the user's, and keeping the screen of the machine on.

use std::collections::VecDeque;
#[cfg(unix)]
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use serde_json::json;

use super::Tell;
use super::child::{ChildEnd, Guard, Job, Running};
use super::find::on_path;
use crate::domain::text::without_controls;
use crate::runtime::clock::Clock;
use crate::state::event::Event;
use crate::state::sinks::Signal;
use crate::state::sinks::name_of;

/// The longest time that a program may take.
const LIMIT: Duration = Duration::from_secs(5);
/// The time after which a program that keeps the screen on either does so or has ended.
const SETTLED: Duration = Duration::from_secs(1);
/// The most errands that wait; the oldest are dropped.
const MOST_WAITING: usize = 8;
/// The reason for keeping the machine awake, as the system shows it.
const WHY: &str = "a session is running";
/// Keeps system and screen on until its standard input ends.
const WINDOWS_AWAKE: &str = "$type = Add-Type -PassThru -Name Awake -MemberDefinition \
    '[DllImport(\"kernel32.dll\")] public static extern uint SetThreadExecutionState(uint flags);'; \
    [void]$type::SetThreadExecutionState([uint32]'0x80000003'); [void][Console]::In.ReadToEnd()";

/// Shows a silent notification with the texts of two variables.
const WINDOWS_TOAST: &str = "\
    [void][Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]; \
    $kind = [Windows.UI.Notifications.ToastTemplateType]::ToastText02; \
    $xml = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent($kind); \
    $lines = $xml.GetElementsByTagName('text'); \
    [void]$lines.Item(0).AppendChild($xml.CreateTextNode($env:SUPPLE_TITLE)); \
    [void]$lines.Item(1).AppendChild($xml.CreateTextNode($env:SUPPLE_TEXT)); \
    $audio = $xml.CreateElement('audio'); $audio.SetAttribute('silent', 'true'); \
    [void]$xml.DocumentElement.AppendChild($audio); \
    $app = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'; \
    $toast = New-Object Windows.UI.Notifications.ToastNotification $xml; \
    [Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($app).Show($toast)";

/// Kinds of errand.
#[derive(Debug)]
pub enum Errand {
    /// Show a notification. A failure is ignored.
    Notify(Job),
    /// Run the user's own program.
    Hook {
        /// The program, with the cue as its input.
        job: Job,
        /// True if the user tries it: a failure is reported.
        is_try: bool,
    },
    /// Keep the screen of the machine on with this program; `None` ends it.
    Awake(Option<Job>),
    /// Send a message when everything is done.
    Finish(Sender<()>),
}

/// Carries out errands until all senders are gone.
pub fn work(orders: &Receiver<Errand>, tell: &Tell, clock: Clock) {
    let guard = Guard::find();
    let mut waiting = VecDeque::new();
    let mut awake: Option<Running> = None;
    let mut was_told = false;
    let mut is_awake_told = false;
    loop {
        let errand = match waiting.pop_front() {
            Some(errand) => errand,
            None => match next(orders, awake.is_some() && !is_awake_told) {
                Ok(errand) => errand,
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(why) = awake.as_mut().and_then(Running::has_failed) {
                        (awake, is_awake_told) = (None, true);
                        tell(Event::SinkTrouble(format!("can't keep the screen on ({why})")));
                    }
                    continue;
                }
            },
        };
        let (job, is_hook, is_try) = match errand {
            Errand::Awake(job) => {
                keep_awake(job, &guard, &mut awake);
                continue;
            }
            Errand::Finish(finish) => {
                // The receiver may be gone meanwhile.
                let _ = finish.send(());
                continue;
            }
            Errand::Notify(job) => (job, false, false),
            Errand::Hook { job, is_try } => (job, true, is_try),
        };
        let deadline = clock.now().mono + LIMIT;
        let ended = Running::start(&job, &guard).map(|running| {
            running.attend(orders, clock, deadline, |errand| {
                match errand {
                    // The end of a session must not wait.
                    Errand::Awake(job) => keep_awake(job, &guard, &mut awake),
                    other => waiting.push_back(other),
                }
                if waiting.len() > MOST_WAITING {
                    waiting.pop_front();
                }
                None
            })
        });
        let trouble = match ended {
            Ok(ChildEnd::Ended(_)) => return,
            Ok(ChildEnd::Done) => continue,
            Ok(ChildEnd::Failed(why)) | Err(why) => why,
            Ok(ChildEnd::Hung) => "it took longer than 5 seconds".to_owned(),
        };
        if is_try || (is_hook && !was_told) {
            was_told = true;
            tell(Event::SinkTrouble(format!("on_cue: {trouble}")));
        }
    }
}

/// Returns the next errand. With `watches` it times out after a while without one.
fn next(orders: &Receiver<Errand>, watches: bool) -> Result<Errand, RecvTimeoutError> {
    if watches { orders.recv_timeout(SETTLED) } else { orders.recv().map_err(|_| RecvTimeoutError::Disconnected) }
}

fn keep_awake(job: Option<Job>, guard: &Guard, awake: &mut Option<Running>) {
    // If it cannot be started the screen goes dark as usual.
    *awake = job.and_then(|job| Running::start(&job, guard).ok());
}

/// Returns the job that shows a notification with `program`.
pub fn notification(program: &str, title: &str, text: &str) -> Job {
    let (title, text) = (without_markup(title), without_markup(text));
    match name_of(program) {
        "osascript" => {
            let show = "display notification (item 2 of argv) with title (item 1 of argv)";
            Job::new(program, &["-e", "on run argv", "-e", show, "-e", "end run", &title, &text])
        }
        _ => Job::new(program, &["--app-name=supple", "--expire-time=8000", "--", &title, &text]),
    }
}

/// Shows a quiet notification of a reminder, and waits until that is done.
///
/// # Errors
/// No program shows notifications here, or it fails; for people.
pub fn remind(title: &str, text: &str) -> Result<(), String> {
    let path = std::env::var("PATH").unwrap_or_default();
    let names: &[&str] = if cfg!(windows) { &["powershell"] } else { &["notify-send", "osascript"] };
    let program = names.iter().find_map(|name| on_path(name, &path));
    let program = program.ok_or_else(|| format!("there is no {} to show it", names.join(" or ")))?;
    let job = reminder(&program, title, text);
    let mut command = Command::new(&job.program);
    command.args(&job.arguments).envs(job.variables.iter().map(|(name, value)| (name, value)));
    #[cfg(unix)]
    if let Some(bus) = desktop_bus() {
        command.env(BUS, bus);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("{} cannot show the reminder", job.name())),
        Err(error) => Err(format!("{} cannot be run: {error}", job.name())),
    }
}

/// Returns the job that shows a reminder with `program`, without a sound.
fn reminder(program: &str, title: &str, text: &str) -> Job {
    match name_of(program) {
        "powershell" => {
            let variables = vec![("SUPPLE_TITLE", without_controls(title)), ("SUPPLE_TEXT", without_controls(text))];
            let arguments = ["-NoProfile", "-NonInteractive", "-WindowStyle", "Hidden", "-Command", WINDOWS_TOAST];
            Job { variables, ..Job::new(program, &arguments) }
        }
        "notify-send" => {
            let (title, text) = (without_markup(title), without_markup(text));
            let quiet = ["--app-name=supple", "--urgency=low", "--hint=boolean:suppress-sound:true"];
            Job::new(program, &[&quiet[..], &["--", &title, &text]].concat())
        }
        _ => notification(program, title, text),
    }
}

/// The variable with the address of the desktop's message bus.
#[cfg(unix)]
const BUS: &str = "DBUS_SESSION_BUS_ADDRESS";

/// Returns the address of the desktop's message bus where it is usual, if none is set: cron sets none.
#[cfg(unix)]
fn desktop_bus() -> Option<String> {
    let bus = format!("/run/user/{}/bus", rustix::process::getuid().as_raw());
    let is_needed = std::env::var_os(BUS).is_none() && Path::new(&bus).exists();
    is_needed.then(|| format!("unix:path={bus}"))
}

/// Returns the text without characters that notification servers read as markup.
fn without_markup(text: &str) -> String {
    without_controls(text).replace(['<', '>', '&'], " ")
}

/// Returns the job that keeps the screen of the machine on with `program`, as long as its input stays open.
pub fn awake(program: &str) -> Job {
    let own = std::process::id().to_string();
    let why = format!("--why={WHY}");
    let arguments: &[&str] = match name_of(program) {
        "caffeinate" => &["-d", "-i", "-w", &own],
        "gnome-session-inhibit" => &["--app-id", "supple", "--reason", WHY, "--inhibit", "idle:suspend", "cat"],
        "powershell" => &["-NoProfile", "-NonInteractive", "-Command", WINDOWS_AWAKE],
        _ => &["--what=idle:sleep", "--who=supple", &why, "--mode=block", "cat"],
    };
    Job { is_held: true, ..Job::new(program, arguments) }
}

/// Returns the cue as the user's program gets it: one line of JSON. Outside of a session the exercise is `null`.
pub fn cue(signal: &Signal) -> String {
    let about = signal.about.as_ref();
    let cue = json!({
        "v": 1,
        "cue": signal.cue.as_str(),
        "tone": signal.tone.map(crate::domain::tone::Tone::as_str),
        "says": signal.says.as_str(),
        "routine": about.map(|about| about.routine.as_str()),
        "exercise": about.map(|about| about.exercise.as_str()),
        "name": about.map(|about| about.name.as_str()),
        "side": about.and_then(|about| about.side).map(crate::domain::journal::entry::Side::as_str),
        "set": about.map(|about| about.set),
        "sets": about.map(|about| about.sets),
    });
    format!("{cue}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::cue::CueKind;

    #[test]
    fn a_notification_is_neither_an_option_nor_markup() {
        let job = notification("/a/notify-send", "--help", "<b>a</b> & b\x1b[0m");
        assert_eq!(job.arguments[2..], ["--", "--help", " b a /b    b"]);
    }

    #[test]
    fn the_screen_stays_on_as_long_as_the_pipe_is_open() {
        let job = awake("/a/systemd-inhibit");
        assert!(job.is_held && job.arguments.contains(&"--mode=block".to_owned()));
        assert_eq!(job.arguments.last().unwrap(), "cat");
    }

    #[test]
    fn a_cue_is_one_line_of_json() {
        let told = cue(&Signal::new(CueKind::Rated(Some(3)), "Pain 3"));
        let json: serde_json::Value = serde_json::from_str(told.trim_end()).unwrap();
        assert_eq!((&json["v"], &json["cue"], &json["says"]), (&json!(1), &json!("rated"), &json!("Pain 3")));
        assert_eq!((&json["tone"], &json["routine"]), (&json!("heard"), &json!(null)));
        assert_eq!(told.lines().count(), 1);
    }
}
