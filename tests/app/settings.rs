//! Settings by keys: each holds at once, is in the file at once, and does what it says.

use ratatui::style::Modifier;
use supple::domain::advice::limits::Limit;
use supple::domain::content::exercise::Id;
use supple::domain::journal::entry::Score;
use supple::domain::session::cue::CueKind;
use supple::domain::session::player::Phase;
use supple::state::settings::Settings;
use supple::state::settings::read::SettingsReading;
use supple::state::settings::setting::{Setting, SettingValue};
use supple::theme::ThemeName;
use supple::widgets::Blocks;

use crate::common::stage::{Setup, Stage};

fn with(config: &'static str) -> Stage {
    Stage::new(Setup { config: Some(config), ..Setup::default() })
}

/// To the row of a setting, on the screen of settings.
pub(super) fn to(stage: &mut Stage, setting: Setting) {
    stage.keys("g");
    let trouble = stage.app.model().settings_file.problems.len();
    let place = Setting::all().position(|each| each == setting).unwrap();
    stage.keys(&"j ".repeat(trouble + place));
}

/// What the file says.
fn kept(stage: &Stage) -> Settings {
    let known = || ["balance-disc", "chair", "step"].map(|thing| Id::new(thing).unwrap()).to_vec();
    SettingsReading::of("c", stage.outside.config.as_deref().unwrap_or_default(), &known).settings
}

fn settings(stage: &Stage) -> &Settings {
    &stage.app.model().settings
}

#[test]
fn a_change_of_the_weekly_goal_is_noted_where_there_was_a_session() {
    let mut stage = Stage::default();
    to_goal(&mut stage);
    stage.keys("l");
    assert!(stage.journal().goals().is_empty(), "nothing was aimed for yet");
    stage.keys("h esc enter 3 enter").until(Phase::Done);
    stage.keys("enter").advance(10.0);
    to_goal(&mut stage);
    let noted = |stage: &Stage| -> Vec<(u8, u8)> {
        stage.journal().goals().iter().map(|goal| (goal.before, goal.sessions)).collect()
    };
    stage.keys("l l");
    assert_eq!((settings(&stage).weekly_goal, noted(&stage)), (5, vec![(3, 5)]), "one for a day");
    stage.keys("h h h");
    assert_eq!((settings(&stage).weekly_goal, noted(&stage)), (2, vec![(3, 2)]));
    stage.keys("l");
    assert_eq!(noted(&stage), [], "as it was before");
    stage.advance(86_400.0);
    stage.keys("l");
    assert_eq!(noted(&stage), [(3, 4)]);
}

fn to_goal(stage: &mut Stage) {
    stage.keys(",");
    to(stage, Setting::WeeklyGoal);
}

#[test]
fn a_change_holds_at_once_and_is_in_the_file_at_once() {
    let mut stage = Stage::default();
    let has_quiet = |stage: &Stage| stage.buffer(80, 24).content().iter().any(|c| c.modifier.contains(Modifier::DIM));
    stage.keys(",");
    assert!(has_quiet(&stage) && stage.outside.config.is_none(), "looking writes nothing");
    stage.keys("h");
    assert_eq!(settings(&stage).theme, ThemeName::HighContrast);
    assert!(!has_quiet(&stage), "high contrast dims nothing");
    assert!(stage.outside.config.is_none() && stage.shows("esc goes back to auto"), "it is tried, and not kept yet");
    stage.keys("esc");
    assert!(has_quiet(&stage) && *settings(&stage) == Settings::default() && stage.shows("Settings"));
    stage.keys("l l h h h enter");
    assert_eq!((settings(&stage).theme, has_quiet(&stage)), (ThemeName::HighContrast, false));
    assert_eq!(kept(&stage), *settings(&stage));
    stage.keys("j h");
    assert_eq!(stage.app.model().blocks, Blocks::Ascii);
    assert_eq!(kept(&stage), *settings(&stage));
    stage.keys("d k d");
    assert_eq!((settings(&stage), kept(&stage)), (&Settings::default(), Settings::default()));
    assert_eq!(stage.app.model().blocks, Blocks::Fine);
    assert!(stage.kinds().is_empty(), "nothing of it is in the journal");
    stage.keys("esc");
    assert!(stage.shows("Routines"));
}

#[test]
fn every_setting_can_be_changed_by_key_and_goes_back() {
    // Things have a list of their own, that limit has no room until the one with it moves, and names and programs are
    // written in the file.
    let in_file =
        [Setting::VoiceLanguage, Setting::VoiceName, Setting::VoiceCommand, Setting::OnCue, Setting::Favourites];
    let elsewhere = [&in_file[..], &[Setting::Equipment, Setting::Limit(Limit::WeekHoldRise)]].concat();
    for setting in Setting::all().filter(|setting| !elsewhere.contains(setting)) {
        let mut stage = Stage::default();
        stage.keys(",");
        to(&mut stage, setting);
        stage.keys(if setting == Setting::Theme { "l h l enter" } else { "l h l" });
        let changed = settings(&stage).value(setting);
        if changed == setting.default_value() {
            // Its range ends there, or that of the limit with it.
            stage.keys("h");
        }
        assert_ne!(settings(&stage).value(setting), setting.default_value(), "{setting:?}");
        assert_eq!(kept(&stage), *settings(&stage), "{setting:?}");
        assert!(stage.screen(80, 24).contains("* ‹"), "{setting:?}");
        stage.keys("backspace");
        assert_eq!(*settings(&stage), Settings::default(), "{setting:?}");
        assert_eq!(kept(&stage), Settings::default(), "{setting:?}");
    }
}

/// The text is whole at every size: of all that is said the last words can be read.
#[test]
fn what_a_setting_means_is_never_cut() {
    let mut stage = Stage::default();
    stage.keys(",");
    for setting in Setting::all() {
        for (width, height) in [(80, 24), (120, 40), (40, 12), (60, 20)] {
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let screen = stage.screen(width, height);
            let right = |line: &str| line.rsplit("│ │").next().unwrap().trim_matches(['│', ' ']).to_owned();
            let text = words(&screen.lines().map(right).collect::<Vec<_>>().join(" ")).join(" ");
            let default = format!("default {}.", setting.shown(&setting.default_value()));
            for part in
                [Some(setting.about()), Some(default), setting.source().map(str::to_owned)].into_iter().flatten()
            {
                assert!(text.contains(&words(&part).join(" ")), "{part}\nis not at {width}x{height} in\n{screen}");
            }
        }
        stage.keys("j");
    }
}

#[test]
fn what_is_refused_says_why_and_changes_nothing() {
    let mut stage = Stage::default();
    stage.keys(",");
    to(&mut stage, Setting::WeeklyGoal);
    stage.keys("h h");
    let before = stage.outside.config.clone();
    stage.keys("h");
    assert_eq!((settings(&stage).weekly_goal, &stage.outside.config), (1, &before));
    assert!(stage.shows("! allowed: 1 to 14"));
    stage.keys("j");
    assert!(!stage.shows("! allowed"));
    to(&mut stage, Setting::Limit(Limit::AmberFrom));
    stage.keys("l l");
    assert_eq!(settings(&stage).limits, kept(&stage).limits);
    assert!(stage.shows("! `amber_from` is 6 and `red_from` is 6; the first"));
    to(&mut stage, Setting::Limit(Limit::WeekHoldRise));
    stage.keys("l");
    assert_eq!(settings(&stage).limits.of(Limit::WeekHoldRise), 1);
    stage.keys("j l k l");
    assert_eq!(kept(&stage).limits.of(Limit::WeekHoldRise), 2);
    assert_eq!(kept(&stage).limits.of(Limit::WeekBackRise), 3);
}

#[test]
fn what_is_at_hand_narrows_the_lists_at_once() {
    let mut stage = Stage::default();
    stage.keys(",");
    to(&mut stage, Setting::Equipment);
    stage.keys("enter");
    assert!(stage.shows("[x] everything") && stage.shows("[ ] balance disc"));
    stage.keys("j j j space");
    let disc = || Some(vec![Id::new("balance-disc").unwrap()]);
    assert_eq!((&settings(&stage).equipment, kept(&stage).equipment), (&disc(), disc()));
    assert!(stage.shows("[ ] everything") && stage.shows("[x] balance disc"));
    stage.keys("esc");
    assert!(stage.shows("* ‹ balance disc ›"));
    stage.keys("esc");
    assert!(stage.shows("with balance disc · ") && !stage.shows("Split Hip Stop"), "it needs a step");
    stage.keys("/").types("posture programme");
    assert!(stage.shows("plan"), "plans are found all the same");
    stage.keys("esc l");
    assert!(stage.shows("with balance disc · "));
    stage.keys("backspace");
    assert!(stage.shows("170 exercises"), "all can be seen for once");
    stage.keys("esc ,");
    to(&mut stage, Setting::Equipment);
    stage.keys("right d");
    assert_eq!((&settings(&stage).equipment, kept(&stage).equipment), (&None, None));
    stage.keys("g space");
    assert_eq!(kept(&stage).equipment, Some(Vec::new()), "not anything is nothing");
    stage.keys("space esc esc");
    assert!(stage.shows("Split Hip Stop"));
}

#[test]
fn a_quiet_journal_asks_nothing_about_pain_and_writes_none() {
    let mut stage = with("quiet_journal = true");
    stage.keys("enter").until(Phase::Work).advance(70.0).keys("q e");
    assert!(stage.shows("How hard was it?") && !stage.shows("How is your back"));
    stage.keys("up 6 enter");
    assert_eq!(stage.kinds(), ["session", "amend"]);
    assert_eq!(stage.sessions()[0].effort.map(Score::value), Some(6));
    stage.keys("r");
    assert!(stage.shows("How is your back right now?"), "who wants to can say it");
}

#[test]
fn without_the_question_before_a_session_it_begins_at_once() {
    let mut stage = Stage::default();
    stage.keys(",");
    to(&mut stage, Setting::CheckIn);
    stage.keys("space esc enter");
    assert_eq!(stage.player().phase(), Phase::Prepare);
    stage.until(Phase::Done).keys("enter");
    let ratings = stage.ratings();
    assert_eq!((ratings.len(), ratings[0].score), (1, None), "after it pain is asked for");
}

#[test]
fn cues_are_all_told_or_few_or_none() {
    let told = |config: &'static str| {
        let mut stage = with(config);
        stage.keys("enter 3 enter").until(Phase::Work).until(Phase::Rest);
        let form = |cue| if let CueKind::Form(text) = cue { Some(text.to_string()) } else { None };
        stage.outside.signals().filter_map(|signal| form(signal.cue.clone())).collect::<Vec<_>>()
    };
    let (all, few) = (told("cues = \"all\""), told("cues = \"few\""));
    assert!(few.len() < all.len() && few.iter().all(|cue| all.contains(cue)), "{all:?} {few:?}");
    assert!(!few.is_empty() && told("cues = \"none\"").is_empty());
    let mut stage = with("cues = \"none\"");
    stage.keys("enter 3 enter").until(Phase::Work).advance(3.0);
    assert!(all.iter().all(|cue| !stage.shows(cue)));
    stage.keys("i");
    assert!(stage.shows(&all[0]), "who asks how it is done is told");
}

#[test]
fn the_goal_is_what_the_week_is_counted_against() {
    let mut stage = with("weekly_goal = 1");
    assert!(stage.shows("0 of 1 this week"));
    stage.keys("enter 3 enter").until(Phase::Done).keys("1 enter").advance(10.0);
    assert!(stage.shows("1 of 1 this week"));
    stage.keys("enter 3 enter").until(Phase::Done).keys("1 enter").advance(10.0);
    assert!(stage.shows("2 this week, goal 1"));
}

#[test]
fn what_cannot_be_saved_is_told_holds_and_is_saved_with_the_next_change() {
    let mut stage = with("# mine\nbell = true\n");
    stage.disk_full(true).keys(", l enter");
    assert_eq!(stage.app.notice(), Some("not saved, lasts until you quit: the disk is full; make room"));
    assert_eq!(settings(&stage).theme, ThemeName::Light);
    assert_eq!(stage.outside.config.as_deref(), Some("# mine\nbell = true\n"));
    stage.advance(20.0);
    assert!(stage.shows("changes are not saved"));
    stage.disk_full(false);
    to(&mut stage, Setting::Bell);
    stage.keys("j space");
    assert_eq!((kept(&stage).theme, kept(&stage).bell), (ThemeName::Light, false));
    assert!(!stage.shows("not saved") && stage.shows("* ‹ off ›"), "the same row is chosen");
    assert!(stage.outside.config.as_deref().is_some_and(|text| text.starts_with("# mine\nbell = false\n")));
    stage.keys("q q");
    assert!(stage.app.is_over());
}

#[test]
fn a_broken_file_is_left_as_it_is() {
    let broken = "bell = false\ntheme = \"dark\n";
    let mut stage = with(broken);
    assert!(settings(&stage).bell, "nothing in it holds");
    assert!(stage.app.notice().is_some_and(|said| said.starts_with("config.toml:2:1")));
    stage.keys(",");
    assert!(stage.shows("this is not TOML"));
    to(&mut stage, Setting::Bell);
    stage.keys("space");
    assert!(!settings(&stage).bell && stage.shows("not saved, lasts until you quit"));
    assert_eq!(stage.outside.config.as_deref(), Some(broken));
    stage.keys("esc q");
    assert!(stage.app.is_over(), "it is for this run only");
}

#[test]
fn wrong_values_are_told_and_can_be_mended_on_the_screen() {
    let mut stage = with("theme = \"drak\"\nbel = true\nbell = false\n");
    assert_eq!(stage.app.notice(), Some("2 problems in config.toml; see ,"));
    assert!(!settings(&stage).bell, "what is right holds");
    stage.keys(",");
    assert!(stage.shows("`drak` is not one of:"));
    to(&mut stage, Setting::Theme);
    stage.keys("d");
    assert_eq!(stage.outside.config.as_deref(), Some("theme = \"auto\"\nbel = true\nbell = false\n"));
    assert!(stage.shows("▸ Theme") && !stage.shows("line 1") && stage.shows("line 2: bel"));
    let one = with("theme = \"drak\"");
    let said = "config.toml:1:9: theme: `drak` is not one of: auto, light, dark, high-contrast";
    assert_eq!(one.app.notice(), Some(said));
}

#[test]
fn muting_in_a_session_is_for_this_run() {
    let mut stage = with("bell = true\n");
    stage.keys("enter 3 enter m");
    assert!(settings(&stage).muted && stage.shows("muted"));
    stage.keys("q e enter , l");
    assert!(settings(&stage).bell, "what is heard at all is a setting of its own");
    assert_eq!(stage.outside.config.as_deref().map(|text| text.contains("bell = true")), Some(true));
    to(&mut stage, Setting::Bell);
    stage.keys("d");
    assert_eq!(settings(&stage).value(Setting::Bell), SettingValue::Switch(true));
}
