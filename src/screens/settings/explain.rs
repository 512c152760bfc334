//! The explanation of the chosen row: its effect, the values allowed, its default, and the source of the number.

use super::{SettingsRow, is_changed};
use crate::screens::page::Content;
use crate::state::model::Model;
use crate::state::settings::read::in_short;
use crate::state::settings::setting::{Group, Setting, SettingValue, ValueKind};
use crate::state::sinks::Sink;

/// The texts for much room, and for little.
const DEFAULT_HOLDS: [&str; 2] =
    ["Until it is fixed the default is used; the rest of the file works.", "The default is used instead."];
const UNSAVED: [&str; 2] = [
    "Your changes last until you quit; the file is unchanged. The next change tries again.",
    "It lasts until you quit.",
];
const YOURS: &str = "Advice follows this number.";
const QUIET: &str = "Quiet journal is on, so this isn't asked.";

/// The state of the chosen setting.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SettingState<'a> {
    /// The reason why the last change was refused.
    pub(super) refused: Option<&'a str>,
    /// The theme to go back to, while another one is tried.
    pub(super) theme_before: Option<&'a SettingValue>,
}

/// The title of the explanation.
pub(super) fn title(about: SettingsRow<'_>) -> &'static str {
    match about {
        SettingsRow::Problem(_) => "A mistake in the file",
        SettingsRow::Unsaved(_) => "Not saved",
        SettingsRow::Setting(setting) => setting.spec().name,
    }
}

/// Writes the explanation, in few lines unless `roomy`.
pub(super) fn write(
    about: SettingsRow<'_>,
    state: &SettingState<'_>,
    model: &Model,
    roomy: bool,
    page: &mut Content<'_>,
) {
    let warning = page.theme().warning();
    match about {
        SettingsRow::Problem(problem) => {
            page.styled("! ", &in_short(problem), warning);
            about_trouble(DEFAULT_HOLDS, roomy, page);
        }
        SettingsRow::Unsaved(why) => {
            page.styled("! ", why, warning);
            about_trouble(UNSAVED, roomy, page);
        }
        SettingsRow::Setting(setting) => match state.refused {
            Some(why) if !roomy => page.styled("! ", why, warning),
            _ => about_setting(setting, state, model, roomy, page),
        },
    }
}

fn about_trouble([long, short]: [&str; 2], roomy: bool, page: &mut Content<'_>) {
    if roomy {
        page.gap();
    }
    page.quiet(if roomy { long } else { short });
}

fn about_setting(setting: Setting, state: &SettingState<'_>, model: &Model, roomy: bool, page: &mut Content<'_>) {
    if setting == Setting::Theme && (roomy || state.theme_before.is_some()) {
        about_theme(state, page);
        // In little room the colours take the place of the text while they are tried.
        if !roomy {
            return;
        }
        page.gap();
    }
    let facts = facts(setting);
    if !roomy {
        // What this machine has comes before what may be set: stepping through shows that, too.
        let here = here(setting, model);
        let parts = [Some(setting.about()), here, Some(facts)];
        page.text(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "));
        if let Some(source) = setting.source() {
            page.quiet(source);
        }
        return;
    }
    page.text(&setting.about());
    if model.settings.quiet_journal && matches!(setting, Setting::CheckIn | Setting::AskNextMorning) {
        page.quiet(QUIET);
    }
    if let Some(here) = here(setting, model) {
        page.gap();
        page.text(&here);
        if Sink::of(setting).is_some_and(Sink::can_be_tried) {
            page.quiet("t tries it");
        }
    }
    page.gap();
    page.text(&facts);
    if is_changed(setting, model) {
        page.quiet("* changed; d goes back");
    }
    if let Some(why) = state.refused {
        page.gap();
        page.styled("! ", why, page.theme().warning());
    }
    page.gap();
    if let Some(source) = setting.source() {
        page.quiet(&format!("Source: {source}."));
        page.gap();
    }
    if setting.spec().group == Group::Limits {
        page.quiet(YOURS);
        page.gap();
    }
    page.quiet(&format!("in config.toml: {}", setting.path()));
}

/// Shows the colours by their meanings, and while a theme is tried, the way back.
fn about_theme(state: &SettingState<'_>, page: &mut Content<'_>) {
    let theme = page.theme();
    page.samples(&[("work", theme.work()), ("rest", theme.rest()), ("stretch", theme.stretched())]);
    page.samples(&[("mild", theme.good()), ("moderate", theme.amber()), ("severe", theme.red())]);
    if let Some(before) = state.theme_before {
        page.text(&format!("enter keeps this one; esc goes back to {}.", Setting::Theme.shown(before)));
    }
}

/// The state on this machine of the sink that the setting is about.
fn here(setting: Setting, model: &Model) -> Option<String> {
    Sink::of(setting).map(|sink| model.sinks.standing(sink, &model.settings).text())
}

/// `1 to 9 points; default 2 points.`
fn facts(setting: Setting) -> String {
    let default = setting.shown(&setting.default_value());
    let allowed = match setting.spec().kind {
        ValueKind::Switch => "On or off".to_owned(),
        ValueKind::Things => "Tick what you have".to_owned(),
        ValueKind::Text | ValueKind::Program | ValueKind::Routines => {
            format!("In the file: {}", setting.spec().kind.allowed())
        }
        ValueKind::Number { least, most, unit: "%" } => format!("{least} to {most}%"),
        ValueKind::Number { least, most, unit } if !unit.is_empty() => format!("{least} to {most} {unit}"),
        kind => kind.allowed(),
    };
    format!("{allowed}; default {default}.")
}
