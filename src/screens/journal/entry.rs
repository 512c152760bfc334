//! The page of one entry: its content, and the fields that can be changed.

use uuid::Uuid;

use super::change::{EntryField, minutes};
use crate::domain::advice::clearance::unknown_text;
use crate::domain::content::link::ItemKind;
use crate::domain::content::words::spoken;
use crate::domain::journal::browse::{Item, session_of};
use crate::domain::journal::entry::{Entry, Moment, Rating, SessionEntry, Stamp, StepOutcome};
use crate::domain::journal::merged::{Journal, Logged};
use crate::domain::journal::plan_mark::PlanMark;
use crate::domain::journal::self_report::Safety;
use crate::domain::journal::session_ratings::SessionRatings;
use crate::domain::journal::summary::{
    NO_ANSWER, answers, day_text, done_text, exercise_name, go_text, outcome_text, score_text,
};
use crate::domain::text::{Text, counted};
use crate::screens::page::Content;
use crate::state::model::Model;
use crate::theme::Theme;

/// A row that can be chosen on the page of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryTarget {
    /// A field of the entry itself.
    Field(EntryField),
    /// The answers of a rating.
    Answers(Uuid),
    /// A rating of the session that was never given.
    Ask(Moment),
    /// Another entry.
    Entry((Stamp, Uuid)),
}

/// The reason why nothing of an entry can be changed; `None` if something can.
pub(super) fn why_fixed(item: &Item<'_>) -> Option<&'static str> {
    match item {
        // Their order in time is what a plan's place, and what a sign that was seen, are known by.
        Item::Plan(_) => Some("recorded by the plan; x deletes it"),
        Item::Goal(_) => Some("recorded when the goal changed; x deletes it"),
        Item::Safety(_) => Some("answers stay as given; ! asks again"),
        Item::RedFlagSeen(_) => Some("you have been seen: this stays in the journal"),
        Item::Session(_) | Item::Rating(_) | Item::Note(_) | Item::Activity(_) | Item::SelfTest(_) => None,
    }
}

/// The page of an entry.
pub(super) struct EntryLayout<'t> {
    /// The title.
    pub(super) title: String,
    /// The text beside the title.
    pub(super) aside: String,
    /// The text and rows below.
    pub(super) content: Content<'t>,
    /// The target of each row, in their order.
    pub(super) targets: Vec<EntryTarget>,
}

impl<'t> EntryLayout<'t> {
    /// The page of `item`, `width` columns wide.
    pub(super) fn of(item: &Item<'_>, journal: &Journal, model: &Model, theme: &'t Theme, width: u16) -> Self {
        let mut laid = Self {
            title: item.headline(&model.catalog),
            aside: String::new(),
            content: Content::new(theme, width),
            targets: Vec::new(),
        };
        let entry = item.entry();
        match item {
            Item::Session(session) => laid.session(session, &entry, journal, model),
            Item::Rating(rating) => laid.rating(rating, &entry, journal),
            Item::Note(_) => laid.line("Note", &entry, &[EntryField::Note]),
            Item::Activity(activity) => {
                laid.line(activity.name.as_str(), &entry, &[EntryField::Score, EntryField::Name]);
            }
            Item::SelfTest(tried) => {
                let name = exercise_name(&model.catalog, tried.exercise.as_str());
                laid.line(&name, &entry, &[EntryField::Measured, EntryField::Verdict]);
            }
            Item::Safety(answers) => {
                laid.title = "Safety check".to_owned();
                laid.when(item.at());
                laid.safety(answers);
            }
            Item::RedFlagSeen(_) | Item::Goal(_) => laid.when(item.at()),
            Item::Plan(mark) => {
                laid.title = plan_name(mark, model);
                laid.when(item.at());
                laid.content.text(&mark.text(&model.catalog));
                laid.content.quiet(mark.task.as_ref().map_or("", Text::as_str));
                laid.content.gap();
                laid.content.quiet("u on the plan's page undoes its last change");
            }
        }
        laid.written(item.id(), journal);
        laid
    }

    /// The page of all that was ticked off on a day, `width` columns wide; at least one.
    pub(super) fn of_ticks(ticks: &[&Logged<PlanMark>], model: &Model, theme: &'t Theme, width: u16) -> Self {
        let title = format!("{} ticks", ticks.len());
        let mut laid = Self { title, aside: String::new(), content: Content::new(theme, width), targets: Vec::new() };
        if let Some(first) = ticks.first() {
            laid.content.quiet(&day_text(first.at.date_naive()));
        }
        let mut last = None;
        for tick in ticks.iter().rev() {
            if last.replace(&tick.plan) != Some(&tick.plan) {
                laid.content.gap();
                laid.content.quiet(&plan_name(tick, model));
            }
            laid.content.item(&format!("{}  ", tick.at.format("%H:%M")), &tick.text(&model.catalog));
        }
        laid.content.gap();
        laid.content.quiet("enter lists them one by one");
        laid
    }

    fn when(&mut self, at: Stamp) {
        self.content.quiet(&format!("{}, {}", day_text(at.date_naive()), at.format("%H:%M")));
        self.content.gap();
    }

    /// Writes an entry of one line under a title of its own, with the fields that can be changed besides its time.
    fn line(&mut self, title: &str, entry: &Entry, fields: &[EntryField]) {
        let line = std::mem::replace(&mut self.title, title.to_owned());
        self.when(entry.at);
        self.content.text(&line);
        self.content.gap();
        self.fields(entry, fields);
        self.fields(entry, &[EntryField::Day, EntryField::Time]);
    }

    /// Writes a row that can be chosen.
    fn row(&mut self, target: EntryTarget, name: &str, value: &str) {
        self.content.row(None, name, value);
        self.targets.push(target);
    }

    /// Writes the given fields of `entry` with their values.
    fn fields(&mut self, entry: &Entry, fields: &[EntryField]) {
        for field in fields {
            let Some(value) = field.value(entry) else { continue };
            let shown = match (field, value.as_str()) {
                (EntryField::Effort | EntryField::Score | EntryField::Stiff | EntryField::Measured, "") => {
                    NO_ANSWER.to_owned()
                }
                (EntryField::Day, _) => entry.at.format("%a %-d %b %Y").to_string(),
                (EntryField::Moment, "other") => "any time".to_owned(),
                (EntryField::Moment | EntryField::Outcome, word) => spoken(word),
                (EntryField::Note, "") => "none".to_owned(),
                (_, text) => text.to_owned(),
            };
            self.row(EntryTarget::Field(*field), field.name(), &shown);
        }
    }

    fn session(&mut self, session: &Logged<SessionEntry>, entry: &Entry, journal: &Journal, model: &Model) {
        self.aside = format!("{} · {} min", outcome_text(session), minutes(session.active_s));
        let day = day_text(session.at.date_naive());
        let (from, to) = (session.at.format("%H:%M"), session.ended.format("%H:%M"));
        self.content.quiet(&format!("{day}, {from} to {to}"));
        self.content.gap();
        let ratings = SessionRatings::of(journal.ratings(), session);
        if let Some(line) = pain_line(&ratings) {
            self.content.styled("", &line, self.content.theme().strong());
            let said = ratings.all().map(|rating| answers(rating).join(", ")).find(|said| !said.is_empty());
            if let Some(said) = &said {
                self.content.quiet(said);
            }
            self.content.gap();
        }
        self.ratings(&ratings);
        self.content.gap();
        self.fields(entry, &[EntryField::Effort, EntryField::Note]);
        self.content.gap();
        self.steps(session, &ratings, model);
        self.content.gap();
        self.fields(entry, &[EntryField::Day, EntryField::Time, EntryField::Minutes, EntryField::Outcome]);
        if session.reason.is_some() {
            self.fields(entry, &[EntryField::Reason]);
        }
    }

    /// Writes the ratings of a session, each to be changed, or to be given if it never was.
    fn ratings(&mut self, ratings: &SessionRatings<'_>) {
        let moments = [
            ("pain before", Moment::Before, ratings.before),
            ("pain after", Moment::After, ratings.after),
            ("next morning", Moment::NextMorning, ratings.next_morning),
        ];
        for (name, moment, rating) in moments {
            match rating {
                Some(rating) => self.row(EntryTarget::Answers(rating.id), name, &answered(rating)),
                None => self.row(EntryTarget::Ask(moment), name, "not asked"),
            }
        }
        for rating in &ratings.others {
            let name = format!("pain {}, {}", spoken(rating.moment.as_str()), rating.at.format("%H:%M"));
            self.row(EntryTarget::Answers(rating.id), &name, &answered(rating));
        }
    }

    /// Writes the steps: the amounts planned and done, and the pain.
    fn steps(&mut self, session: &SessionEntry, ratings: &SessionRatings<'_>, model: &Model) {
        if session.steps.is_empty() {
            return self.content.quiet("no steps were recorded");
        }
        let done = session.steps.iter().filter(|step| step.outcome == StepOutcome::Done).count();
        self.content.quiet(&format!("{done} of {} as planned", counted(session.steps.len(), "set")));
        let mut told: Vec<Uuid> = Vec::new();
        let mut last = None;
        for (at, step) in session.steps.iter().enumerate() {
            if last != Some(&step.exercise) {
                let name = exercise_name(&model.catalog, step.exercise.as_str());
                self.content.styled("", &name, self.content.theme().text());
                last = Some(&step.exercise);
            }
            let has_sets = session.steps.iter().any(|other| other.exercise == step.exercise && other.set > 1);
            let go = go_text(step, has_sets);
            let name = if go.is_empty() { "once".to_owned() } else { go };
            self.row(EntryTarget::Field(EntryField::Step(at)), &name, &done_text(step, &model.catalog));
            let is_here = |rating: &&&Logged<Rating>| {
                rating.exercise.as_ref() == Some(&step.exercise)
                    && rating.set.is_none_or(|set| set == step.set)
                    && (rating.working_side.is_none() || step.side.is_none() || rating.working_side == step.side)
                    && !told.contains(&rating.id)
            };
            let here: Vec<_> = ratings.during.iter().filter(is_here).copied().collect();
            for rating in here {
                self.during(rating);
                told.push(rating.id);
            }
        }
        for rating in ratings.during.iter().filter(|rating| !told.contains(&rating.id)) {
            self.during(rating);
        }
    }

    fn during(&mut self, rating: &Logged<Rating>) {
        let second = rating.second.map(|second| format!(" at {second} s")).unwrap_or_default();
        self.row(EntryTarget::Answers(rating.id), &format!("  pain during{second}"), &answered(rating));
    }

    fn rating(&mut self, rating: &Logged<Rating>, entry: &Entry, journal: &Journal) {
        self.title = format!("Pain {}", score_text(rating.score));
        self.when(rating.at);
        let said = answers(rating).join(", ");
        if !said.is_empty() {
            self.content.text(&said);
        }
        self.content.gap();
        self.row(EntryTarget::Answers(rating.id), "score, place, feel", &score_text(rating.score));
        if rating.moment == Moment::NextMorning {
            self.fields(entry, &[EntryField::Stiff]);
        }
        self.fields(entry, &[EntryField::Note, EntryField::Moment, EntryField::Day, EntryField::Time]);
        if let Some(session) = session_of(journal, rating) {
            let when = session.at.format("%-d %b, %H:%M").to_string();
            self.row(EntryTarget::Entry((session.at, session.id)), &format!("of {}", session.title), &when);
        }
    }

    fn safety(&mut self, answers: &Safety) {
        if answers.count_yes() == 0 {
            self.content.text(&format!("No to all {} questions.", answers.count_asked()));
        }
        for question in &answers.yes {
            self.content.item("yes  ", question.text());
        }
        for code in &answers.unknown_yes {
            self.content.item("yes  ", &unknown_text(code));
        }
        self.content.gap();
        for question in answers.asked.iter().filter(|question| !answers.yes.contains(question)) {
            self.content.styled("no   ", question.text(), self.content.theme().quiet());
        }
        for code in answers.unknown_asked.iter().filter(|code| !answers.unknown_yes.contains(code)) {
            self.content.styled("no   ", &unknown_text(code), self.content.theme().quiet());
        }
    }

    /// Writes the device of the entry, if there are several, and a note if it was changed.
    fn written(&mut self, id: Uuid, journal: &Journal) {
        let device = journal.origin(id).map(|device| format!("from {device}"));
        let changed = journal.is_amended(id).then(|| "edited".to_owned());
        let said: Vec<String> = device.into_iter().chain(changed).collect();
        self.content.gap();
        if !said.is_empty() {
            self.content.quiet(&said.join(" · "));
        }
    }
}

fn plan_name(mark: &PlanMark, model: &Model) -> String {
    model.catalog.title(ItemKind::Plan, mark.plan.as_str()).unwrap_or_else(|| spoken(mark.plan.as_str()))
}

/// The score and the other answers: `3 · low back left, aching`.
fn answered(rating: &Rating) -> String {
    let note = rating.note.as_ref().map(ToString::to_string);
    let said = [score_text(rating.score)].into_iter().chain(Some(answers(rating).join(", "))).chain(note);
    said.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// `Pain 3 before, 2 after, 1 next morning, up to 5 during`; `None` if it was never asked.
fn pain_line(ratings: &SessionRatings<'_>) -> Option<String> {
    let told = [(ratings.before, "before"), (ratings.after, "after"), (ratings.next_morning, "next morning")];
    let told = told.into_iter().filter_map(|(rating, when)| Some(format!("{} {when}", score_text(rating?.score))));
    let during = ratings.highest().map(|highest| format!("peak {highest} during"));
    let parts: Vec<String> = told.chain(during).collect();
    (!parts.is_empty()).then(|| format!("Pain {}", parts.join(", ")))
}
