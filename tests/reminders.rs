//! Reminders by the system's clock: the texts of each, and `supple remind` on machines made for the test.
#![cfg(unix)]
#![cfg(test)] // So that clippy takes its helpers for tests, too.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use supple::domain::reminder::clock_text::{launchd_agent, systemd_service, systemd_timer, windows_task};
use supple::domain::reminder::{LaunchVariable, Reminder, ReminderLaunch, crontab, schedule_in};
use tempfile::TempDir;

#[path = "reminders/machine.rs"]
mod machine;
#[path = "common/ran.rs"]
mod ran;

use machine::Machine;

fn reminder(schedule: &str, program: &str, arguments: &[&str]) -> Reminder {
    let arguments = arguments.iter().map(ToString::to_string).collect();
    let launch = ReminderLaunch { program: program.to_owned(), arguments, variables: Vec::new() };
    Reminder { schedule: schedule.parse().unwrap(), launch }
}

/// Everything that a path could break: blanks, quotes, percent and dollar signs, markup.
const AWKWARD: &str = "/o d/it's 100% \"$x\" <&>";

fn awkward() -> Reminder {
    let arguments = ["--home", "/h o/50%$y", "remind", "--now"];
    let mut made = reminder("mon,wed,fri 07:30", &format!("{AWKWARD}/supple"), &arguments);
    made.launch.variables = vec![LaunchVariable { name: "XDG_DATA_HOME", value: "/d 1%".to_owned() }];
    made
}

fn breaks() -> Reminder {
    reminder("mon,sun every 30m 09:00-10:15", "/usr/bin/supple", &["remind", "--now", "--break"])
}

#[test]
fn a_timer_of_systemd() {
    assert_eq!(
        systemd_service(&breaks()),
        "[Unit]\nDescription=A reminder to move, by supple\n\n[Service]\nType=oneshot\n\
         ExecStart=/usr/bin/supple remind --now --break\n"
    );
    assert_eq!(
        systemd_timer(&breaks()),
        "# schedule: mon,sun every 30m 09:00-10:15\n[Unit]\nDescription=A reminder to move, by supple\n\n[Timer]\n\
         OnCalendar=Mon,Sun *-*-* 09:00,30:00\nOnCalendar=Mon,Sun *-*-* 10:00:00\n\n[Install]\n\
         WantedBy=timers.target\n"
    );
    assert!(systemd_timer(&reminder("daily 0:05", "/s", &[])).contains("\nOnCalendar=*-*-* 00:05:00\n"));
    let service = systemd_service(&awkward());
    let started = service.lines().last().unwrap();
    assert_eq!(
        started,
        r#"ExecStart=:/bin/sh -c "exec \"$0\" \"$@\"" "/o d/it's 100%% \"$x\" <&>/supple" --home "/h o/50%%$y" remind --now"#
    );
    assert!(service.contains("\nEnvironment=\"XDG_DATA_HOME=/d 1%%\"\n"), "{service}");
    let dollar = systemd_service(&reminder("mon 7:30", "/a $b/supple", &["remind"]));
    assert!(dollar.ends_with("ExecStart=:\"/a $b/supple\" remind\n"), "{dollar}");
}

#[test]
fn lines_of_cron() {
    assert_eq!(
        crontab::block(&breaks()).unwrap(),
        "# supple remind: begin\n# schedule: mon,sun every 30m 09:00-10:15\n\
         0,30 9 * * 1,0 /usr/bin/supple remind --now --break >/dev/null\n\
         0 10 * * 1,0 /usr/bin/supple remind --now --break >/dev/null\n# supple remind: end\n"
    );
    assert_eq!(
        crontab::block(&awkward()).unwrap().lines().nth(2).unwrap(),
        r#"30 7 * * 1,3,5 /usr/bin/env 'XDG_DATA_HOME=/d 1\%' '/o d/it'"'"'s 100\% "$x" <&>/supple' --home '/h o/50\%$y' remind --now >/dev/null"#
    );
    assert!(crontab::block(&reminder("daily 7:30", "/s", &[])).unwrap().contains("\n30 7 * * * /s >/dev/null\n"));
    assert!(crontab::block(&reminder("daily 7:30", "/a\\b/s", &[])).is_err());
}

#[test]
fn a_shell_reads_the_line_of_cron_as_it_was_meant() {
    let folder = TempDir::new().unwrap();
    let program = folder.path().join("it's 100% \"$x\" <&>");
    fs::write(&program, format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > '{}/seen'\n", folder.path().display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
    let arguments = ["--home", "/h 'o'/50%$y;`z`", "remind"];
    let block = crontab::block(&reminder("mon 7:30", program.to_str().unwrap(), &arguments)).unwrap();
    let line = block.lines().nth(2).unwrap();
    // Cron takes the backslash away from before a percent sign, and hands the rest to a shell.
    let command = line.splitn(6, ' ').last().unwrap().replace("\\%", "%");
    assert!(Command::new("/bin/sh").args(["-c", &command]).status().unwrap().success(), "{command}");
    assert_eq!(fs::read_to_string(folder.path().join("seen")).unwrap(), arguments.join("\n") + "\n");
}

#[test]
fn an_agent_of_launchd() {
    let agent = launchd_agent(&awkward());
    for part in [
        "<!-- schedule: mon,wed,fri 07:30 -->\n",
        "  <key>Label</key>\n  <string>supple-remind</string>\n",
        "  <array>\n    <string>/o d/it's 100% \"$x\" &lt;&amp;&gt;/supple</string>\n    <string>--home</string>\n",
        "  <dict>\n    <key>XDG_DATA_HOME</key>\n    <string>/d 1%</string>\n  </dict>\n",
        "    <dict><key>Weekday</key><integer>1</integer><key>Hour</key><integer>7</integer>\
         <key>Minute</key><integer>30</integer></dict>\n",
    ] {
        assert!(agent.contains(part), "{part}\n{agent}");
    }
    let daily = launchd_agent(&reminder("daily 18:05", "/s", &[]));
    assert_eq!(
        daily,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <!-- schedule: mon,tue,wed,thu,fri,sat,sun 18:05 -->\n<plist version=\"1.0\">\n<dict>\n  <key>Label</key>\n  \
         <string>supple-remind</string>\n  <key>ProgramArguments</key>\n  <array>\n    <string>/s</string>\n  \
         </array>\n  <key>StartCalendarInterval</key>\n  <array>\n    \
         <dict><key>Hour</key><integer>18</integer><key>Minute</key><integer>5</integer></dict>\n  \
         </array>\n</dict>\n</plist>\n"
    );
    assert_eq!(launchd_agent(&breaks()).matches("<key>Weekday</key>").count(), 6);
}

#[test]
fn a_task_of_windows() {
    let made = reminder("mon,sun 07:30", r"C:\Program Files\supple.exe", &["--home", "D:\\a b\\", "remind", "--now"]);
    let task = windows_task(&made).unwrap();
    for part in [
        "<!-- schedule: mon,sun 07:30 -->\n<Task version=\"1.2\"",
        "<StartBoundary>2026-01-01T07:30:00</StartBoundary>\n",
        "<DaysOfWeek><Monday/><Sunday/></DaysOfWeek>",
        "<Exec><Command>C:\\Program Files\\supple.exe</Command>\
         <Arguments>--home \"D:\\a b\\\\\" remind --now</Arguments></Exec>",
    ] {
        assert!(task.contains(part), "{part}\n{task}");
    }
    assert!(!task.contains("Repetition"));
    let task = windows_task(&breaks()).unwrap();
    assert!(task.contains("<Repetition><Interval>PT30M</Interval><Duration>PT61M</Duration></Repetition>"), "{task}");
    assert!(windows_task(&reminder("mon 7:30", r"C:\%a%\s.exe", &[])).is_err());
    assert!(windows_task(&reminder("mon 7:30", r"C:\100%\s.exe", &[])).is_ok());
}

#[test]
fn each_text_tells_its_schedule() {
    for made in [awkward(), breaks()] {
        let block = crontab::block(&made).unwrap();
        for text in [systemd_timer(&made), launchd_agent(&made), windows_task(&made).unwrap(), block] {
            assert_eq!(schedule_in(&text), Some(made.schedule), "{text}");
        }
    }
    assert_eq!(schedule_in("[Timer]\n"), None);
    assert_eq!(schedule_in("# schedule: whenever\n"), None);
}

/// What systemd says of the units, if this machine has it. In CI it has to.
fn verified(made: &Reminder, folder: &Path) -> Option<String> {
    let (service, timer) = (folder.join("supple-remind.service"), folder.join("supple-remind.timer"));
    fs::write(&service, systemd_service(made)).unwrap();
    fs::write(&timer, systemd_timer(made)).unwrap();
    let mut command = Command::new("systemd-analyze");
    command.args(["--user", "verify"]).args([&timer, &service]).env("XDG_RUNTIME_DIR", folder).env("HOME", folder);
    let Ok(output) = command.output() else {
        assert!(std::env::var_os("CI").is_none(), "no systemd-analyze; CI installs systemd");
        eprintln!("skipped: no systemd-analyze");
        return None;
    };
    Some(String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn systemd_takes_the_units_whatever_the_path() {
    for name in ["plain", AWKWARD.trim_start_matches('/'), "a \\b 50% $c"] {
        let folder = TempDir::new().unwrap();
        let program = folder.path().join(name).join("supple");
        fs::create_dir_all(program.parent().unwrap()).unwrap();
        fs::write(&program, "#!/bin/sh\n").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
        for schedule in ["daily 7:30", "mon,wed,sun 0:00", "fri every 35m 8:05-19:59"] {
            let mut made = awkward();
            made.launch.program = program.to_str().unwrap().to_owned();
            made.schedule = schedule.parse().unwrap();
            let Some(said) = verified(&made, folder.path()) else { return };
            // Only what it says of these units: others belong to the machine.
            let ours: Vec<&str> = said.lines().filter(|line| line.contains("supple")).collect();
            assert_eq!(ours, [""; 0], "{schedule}, {name}");
        }
    }
}

#[test]
fn without_install_it_only_shows() {
    for machine in [Machine::with_systemd(), Machine::with_cron(""), Machine::bare()] {
        let said = machine.done(&["remind", "wed,mon", "7:30", "split"]);
        assert!(said.starts_with("A reminder Mon, Wed at 07:30, by "), "{said}");
        assert!(said.contains("remind --now split-hip-stop"), "{said}");
        assert!(said.contains("nothing here would start it") == machine.is_bare(), "{said}");
        assert_eq!(machine.ran("enable"), 0);
        assert!(!machine.timer().exists() && machine.table().unwrap_or_default().is_empty());
    }
}

#[test]
fn systemd_gets_a_timer_another_one_in_its_place_and_none_in_the_end() {
    let machine = Machine::with_systemd();
    assert!(
        machine.done(&["remind", "mon,wed", "07:30", "--install"]).starts_with("Set: Mon, Wed at 07:30, by systemd")
    );
    let (timer, service) = (fs::read(machine.timer()).unwrap(), fs::read_to_string(machine.service()).unwrap());
    let home = machine.home().display().to_string();
    assert!(service.contains(&format!(" --home \"{home}\" remind --now\n")), "{service}");
    assert_eq!(fs::metadata(machine.timer()).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!((machine.ran("daemon-reload"), machine.ran("restart")), (1, 1));

    assert!(machine.done(&["remind", "wed,mon", "7:30", "--install"]).starts_with("Already set: "));
    assert_eq!((fs::read(machine.timer()).unwrap(), machine.ran("restart")), (timer, 1));

    let said = machine.done(&["remind", "--every", "1h", "--between", "9:00-11:00", "--install"]);
    assert!(said.starts_with("Set: daily, every 60 min from 09:00 to 11:00, by systemd; next "), "{said}");
    assert!(machine.done(&["remind"]).starts_with("Reminder: daily, every 60 min"));
    assert_eq!(machine.ran("restart"), 2);
    let doctor: Value = serde_json::from_str(&machine.done(&["doctor", "--json"])).unwrap();
    assert_eq!(doctor["reminder"]["clock"], "systemd");
    assert!(
        machine.done(&["doctor"]).contains("\n  set           daily, every 60 min from 09:00 to 11:00, by systemd")
    );

    assert_eq!(machine.done(&["remind", "--remove"]), "The reminder is gone.\n");
    assert!(!machine.timer().exists() && !machine.service().exists());
    assert_eq!(machine.ran("disable"), 1);
    assert_eq!(machine.done(&["remind", "--remove"]), "No reminder was set.\n");
    assert!(machine.done(&["remind"]).starts_with("No reminder is set."));
}

#[test]
fn cron_gets_lines_between_markers_and_keeps_the_others() {
    let own = "MAILTO=me\n5 4 * * * own '100\\%'";
    let machine = Machine::with_cron(own);
    assert!(
        machine.done(&["remind", "sun", "18:05", "--install"]).starts_with("Set: Sun at 18:05, by cron; next Sun ")
    );
    let table = machine.table().unwrap();
    assert!(
        table.starts_with(&format!("{own}\n# supple remind: begin\n# schedule: sun 18:05\n5 18 * * 0 ")),
        "{table}"
    );
    assert!(machine.done(&["remind", "sun", "18:05", "--install"]).starts_with("Already set: "));
    assert_eq!(machine.table().unwrap(), table);
    machine.done(&["remind", "mon", "18:05", "--install"]);
    assert!(machine.table().unwrap().contains("\n5 18 * * 1 ") && !machine.table().unwrap().contains("* * 0"));
    assert!(machine.done(&["remind"]).starts_with("Reminder: Mon at 18:05, by cron; next Mon "));
    assert_eq!(machine.done(&["remind", "--remove"]), "The reminder is gone.\n");
    assert_eq!(machine.table().unwrap(), format!("{own}\n"));
    assert_eq!(machine.done(&["remind", "--remove"]), "No reminder was set.\n");
}

#[test]
fn a_table_with_half_of_the_markers_is_left_alone() {
    let broken = "# supple remind: begin\n5 4 * * * own\n";
    let machine = Machine::with_cron(broken);
    for arguments in [&["remind", "mon", "7:30", "--install"][..], &["remind", "--remove"], &["remind"]] {
        let ran = machine.run(arguments);
        assert_eq!(ran.code, 1, "{arguments:?}");
        assert!(ran.err.contains("do not match"), "{}", ran.err);
        assert_eq!(machine.table().unwrap(), broken);
    }
}

#[test]
fn wrong_use_says_what_is_right_and_writes_nothing() {
    let machine = Machine::with_systemd();
    for (arguments, said) in [
        (&["mon"][..], "expected days and a time"),
        (&["7:30", "mon"], "`7:30` is no day of the week"),
        (&["mon,", "7:30"], "expected days like mon,wed,fri"),
        (&["mon-fri", "7:30"], "`mon-fri` is no day of the week"),
        (&["mon", "7.30"], "`7.30` is no time of day"),
        (&["mon", "24:00"], "`24:00` is no time of day"),
        (&["--every", "30"], "a length like 30m or 2h"),
        (&["--every", "-5m"], "a length like 30m or 2h"),
        (&["--every", "30m", "--between", "17:00-9:00"], "the earlier time first"),
        (&["mon", "7:30", "--every", "30m"], "--every has no single time"),
        (&["mon,fru", "--every", "30m"], "`fru` is no day of the week"),
        (&["--between", "9:00-17:00"], "--every"),
        (&["--remove", "mon", "7:30"], "cannot be used with"),
    ] {
        for more in [&[][..], &["--install"]] {
            let arguments = [&["remind"], arguments, more].concat();
            let ran = machine.run(&arguments);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
            assert!(ran.err.contains(said) || ran.err.contains("cannot be used with"), "{arguments:?}: {}", ran.err);
        }
    }
    let ran = machine.run(&["remind", "--install"]);
    assert!(ran.code == 2 && ran.err.contains("expected days and a time"));
    let ran = machine.run(&["remind", "mon", "7:30", "no-such-thing", "--install"]);
    assert!(ran.code == 1 && ran.err.contains("no-such-thing"), "{}", ran.err);
    let ran = Machine::bare().run(&["remind", "mon", "7:30", "--install"]);
    assert!(ran.code == 1 && ran.err.contains("nothing here would start a reminder"), "{}", ran.err);
    assert!(!machine.timer().exists());
}

#[test]
fn at_its_time_one_quiet_notification_is_shown() {
    let machine = Machine::with_systemd();
    let said = machine.done(&["remind", "--now", "core"]);
    assert!(said.starts_with("Reminded of ") && said.contains(" min"), "{said}");
    let shown = machine.shown();
    assert_eq!(shown.len(), 1);
    let title = said.trim_start_matches("Reminded of ").trim_end_matches(".\n");
    assert!(shown[0].contains("--urgency=low") && shown[0].contains("suppress-sound"), "{shown:?}");
    assert!(shown[0].ends_with(&format!("--|{title}|Ready when you are: supple start core-basics|")), "{shown:?}");
    machine.done(&["remind", "--now", "--break"]);
    assert!(machine.shown()[1].contains("|A short break? supple start "), "{:?}", machine.shown());
}

#[test]
fn none_is_shown_while_a_session_runs_or_after_two_red_scores() {
    let machine = Machine::with_systemd();
    machine.done(&["rate", "7", "--region", "low_back"]);
    assert_eq!(machine.done(&["remind", "--now"]), "No reminder: today is better for rest.\n");
    let lock: PathBuf = machine.home().join("state/session.lock");
    let file = fs::File::create(&lock).unwrap();
    file.lock().unwrap();
    assert_eq!(machine.done(&["remind", "--now"]), "No reminder: a session is running.\n");
    assert_eq!(machine.shown(), [""; 0]);
}
