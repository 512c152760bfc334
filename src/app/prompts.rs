//! Questions apart from those of a session: safety, the morning after, the user's own activities; and the consequences
//! of their answers.

use super::App;
use crate::domain::advice::clearance::Clearance;
use crate::domain::advice::morning::{due, next_due};
use crate::domain::advice::screening_trigger::{Trigger, opened_by};
use crate::domain::content::problem::Severity;
use crate::domain::journal::activities::{current, is_due};
use crate::domain::journal::entry::{Body, Entry};
use crate::domain::time::{Instant, Now};
use crate::screens::Screen;
use crate::screens::activities::Activities;
use crate::screens::morning::Morning;
use crate::screens::safety::{Halt, SafetyScreen};
use crate::state::event::Effect;
use crate::state::keymap::Context;
use crate::state::route::{Before, Guided, SessionStart};
use uuid::Uuid;

/// Questions asked, and still to be asked, in this run of the program.
#[derive(Debug, Default)]
pub(super) struct Asks {
    /// Ratings that were written and not checked yet.
    fresh: Vec<Uuid>,
    /// Ratings that were checked: one that is written again opens no questions again.
    known: Vec<Uuid>,
    /// The session whose morning after was asked about last.
    morning: Option<Uuid>,
    /// The session or self-test that began before the journal was read.
    pub(super) begun_unread: Option<Guided>,
    /// The session or self-test that waits for the journal to be read, because the safety answers are not known yet.
    pub(super) parked: Option<Guided>,
}

impl Asks {
    /// Notes the ratings that are being written.
    pub(super) fn note_ratings(&mut self, effects: &[Effect]) {
        for effect in effects {
            let Effect::Append(entries) = effect else { continue };
            let ratings = entries.iter().filter(|entry| matches!(entry.body, Body::Rating(_)));
            for Entry { id, .. } in ratings {
                if !self.known.contains(id) && !self.fresh.contains(id) {
                    self.fresh.push(*id);
                }
            }
        }
    }
}

impl App {
    // ---- safety ---------------------------------------------------------------------------

    /// Opens the questions about safety, in place of the check-in that waits for them.
    pub(super) fn ask_about_safety(&mut self, why: Trigger, then: Option<Guided>) {
        if then.is_some() {
            self.close_question_before_session();
        }
        self.screens.push(Screen::Safety(SafetyScreen::new(why, then)));
    }

    /// Opens the screen that says what a yes means, in place of the screen that asked.
    pub(super) fn halt(&mut self, clearance: Clearance, then: Option<Guided>) {
        self.close_question_before_session();
        if clearance.is_locked() {
            // No screen that instructs is left to come back to.
            self.screens.retain(|screen| !screen.guides());
        }
        self.screens.push(Screen::Halt(Halt::new(clearance, then)));
    }

    /// Closes the check-in, the safety questions or their warning, if one of them is on top.
    pub(super) fn close_question_before_session(&mut self) {
        self.screens.pop_if(|screen| matches!(screen, Screen::CheckIn(_) | Screen::Safety(_) | Screen::Halt(_)));
    }

    /// Writes the answers of the check-in before anything else is asked, unless they are written.
    pub(super) fn write_rating(&mut self, begin: &mut SessionStart, now: &Now, effects: &mut Vec<Effect>) {
        if let Some(Before { rating, written: written @ None }) = &mut begin.before {
            let id = self.model.ids.next(now);
            *written = Some(id);
            self.asks.known.push(id);
            let entry = Entry::new(id, now.wall, Body::Rating(rating.clone()));
            self.cx(now, effects).write(entry);
        }
    }

    /// Opens the questions about safety where a rating that was just given calls for them.
    pub(super) fn ask_after_rating(&mut self) {
        let is_asked = matches!(self.screens.last(), Some(Screen::Finish(_) | Screen::Safety(_) | Screen::Halt(_)));
        let Some(recent) = self.model.recent.as_ref().filter(|_| !is_asked && !self.is_session_running()) else {
            return;
        };
        let why = self.asks.fresh.iter().find_map(|id| {
            let rating = recent.journal.ratings().iter().rev().find(|rating| rating.id == *id)?;
            opened_by(&recent.journal, rating)
        });
        self.asks.known.append(&mut self.asks.fresh);
        if let Some(why) = why {
            self.ask_about_safety(why, None);
        }
    }

    // ---- the way home ---------------------------------------------------------------------

    /// Goes to the home screen, by way of the questions that a rating or a new week calls for.
    pub(super) fn go_home(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        let is_after_session = matches!(self.screens.last(), Some(Screen::Finish(finish)) if !finish.is_stopped());
        self.screens.truncate(1);
        self.read_journal(effects);
        self.come_back(now, effects);
        self.ask_after_rating();
        let own = self.model.recent.as_ref().map(|recent| current(&recent.journal, now.wall)).unwrap_or_default();
        let is_time = is_after_session && self.model.settings.ask_activities && is_due(&own, now.wall);
        if is_time && self.screens.len() == 1 {
            self.screens.push(Screen::Activities(Activities::weekly()));
        }
    }

    /// Updates the suggestion on the home screen.
    pub(super) fn advise(&mut self, now: &Now) {
        if let Some(Screen::Home(home)) = self.screens.first_mut() {
            home.advise(&self.model, now);
        }
    }

    /// Remembers that the line about a clinic is on the screen, or was said in line mode.
    pub(super) fn note_clinic_line(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        let today = now.wall.date_naive();
        let is_said = match self.screens.last() {
            _ if self.overlay.is_some() || self.model.clinic_said == Some(today) => false,
            Some(Screen::Home(home)) => !self.model.sinks.in_lines && home.says_clinic_line(&self.model, now),
            Some(Screen::Finish(finish)) => finish.tells_clinic_line(&self.model, now),
            _ => false,
        };
        if is_said {
            self.model.clinic_said = Some(today);
            effects.push(Effect::MarkClinicSaid(today));
        }
    }

    pub(super) fn go_back(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        self.screens.pop();
        self.come_back(now, effects);
        self.ask_next_morning(now);
    }

    /// Tells the screen on top that it is shown again. Files that the home screen lists as broken may be mended by then,
    /// in an editor that has a window of its own.
    pub(super) fn come_back(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        let has_broken = self.model.catalog.problems().iter().any(|problem| problem.severity == Severity::Error);
        if has_broken && self.screens.len() == 1 {
            effects.push(Effect::ReadContent);
        }
        if let Some(screen) = self.screens.last_mut() {
            screen.as_view_mut().come_back(&self.model, now);
        }
    }

    // ---- the morning after ----------------------------------------------------------------

    /// Updates everything that depends on the day, if another day has begun since the screens were made.
    pub(super) fn notice_a_new_day(&mut self, now: &Now) {
        let today = now.wall.date_naive();
        if std::mem::replace(&mut self.day, today) == today {
            return;
        }
        if let Some(recent) = &mut self.model.recent {
            recent.refresh(now.wall);
        }
        for screen in &mut self.screens {
            screen.as_view_mut().begin_day(&self.model, now);
        }
    }

    /// Returns the time at which another day begins, or another question about a morning is due.
    pub(super) fn next_day(&self, now: &Now) -> Option<Instant> {
        let midnight = self.model.zone_rules.next_day(now.wall);
        let asks = self.model.recent.as_ref().filter(|_| self.model.settings.asks_next_morning());
        let morning = asks.and_then(|recent| next_due(&recent.journal, now.wall));
        let next = [midnight, morning].into_iter().flatten().min()?;
        Some(now.mono + (next - now.wall).to_std().ok()?)
    }

    /// Asks about the morning after, on the home screen only: the question never delays a session.
    pub(super) fn ask_next_morning(&mut self, now: &Now) {
        let is_home = self.overlay.is_none() && self.screens.len() == 1 && self.context() == Context::Home;
        if !is_home || !self.model.settings.asks_next_morning() {
            return;
        }
        let due = self.model.recent.as_ref().and_then(|recent| due(&recent.journal, now.wall));
        if let Some(due) = due.filter(|due| self.asks.morning != Some(due.session)) {
            self.asks.morning = Some(due.session);
            self.screens.push(Screen::Morning(Morning::new(due, now)));
        }
    }

    /// Closes a question that is too late to ask.
    pub(super) fn let_questions_expire(&mut self, now: &Now) {
        self.screens.pop_if(|screen| screen.as_view().expires().is_some_and(|at| at <= now.mono));
    }
}
