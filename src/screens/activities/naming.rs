//! The name of an activity while it is typed: a new one, or another for one there is.

use serde_json::Map;
use uuid::Uuid;

use super::{answer, owned};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::domain::record::activities::Own;
use crate::domain::record::entry::{Body, Entry};
use crate::domain::text::Text;
use crate::screens::input::edit;
use crate::widgets::text_input::TextInput;

/// The longest name, in graphemes: short enough for a line.
const LONGEST: usize = 30;

/// A name being typed.
pub(super) struct Naming {
    text: TextInput,
    /// The name it had and the entries that have it; `None` for a new one.
    before: Option<(Text, Vec<Uuid>)>,
}

impl Naming {
    /// A name for a new activity.
    pub(super) fn new() -> Self {
        Self { text: TextInput::with_limit(LONGEST), before: None }
    }

    /// Another name for an existing activity.
    pub(super) fn of(own: &Own) -> Self {
        let text = TextInput::with_limit(LONGEST).filled(own.name.as_str());
        Self { text, before: Some((own.name.clone(), own.entries.clone())) }
    }

    /// Returns true if the activity is new.
    pub(super) fn is_new(&self) -> bool {
        self.before.is_none()
    }

    /// Returns the text so far, and the place of the cursor.
    pub(super) fn shown(&self) -> (&str, usize) {
        (self.text.value(), self.text.cursor())
    }

    /// Puts pasted text into it.
    pub(super) fn paste(&mut self, text: &str) {
        self.text.insert_str(text);
    }

    /// Handles an action; returns true once typing is over.
    pub(super) fn update(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Back => true,
            Action::Confirm => self.keep(cx),
            action => {
                edit(&mut self.text, action);
                false
            }
        }
    }

    fn keep(&self, cx: &mut Cx<'_>) -> bool {
        let name = Text::clean(self.text.value());
        let is_same = self.before.as_ref().is_some_and(|(before, _)| *before == name);
        if name.is_empty() || is_same {
            return true;
        }
        if owned(cx.model).iter().any(|own| own.name == name) {
            cx.notify(format!("{name} is on the list already"));
            return false;
        }
        let entries: Vec<Entry> = match &self.before {
            None => vec![Entry::new(cx.model.ids.next(cx.now), cx.now.wall, answer(&name, None))],
            // All that was answered goes by the new name, or its past would be lost from sight.
            Some((_, entries)) => entries.iter().map(|target| renamed(*target, &name, cx)).collect(),
        };
        cx.write_all(entries);
        true
    }
}

fn renamed(target: Uuid, name: &Text, cx: &mut Cx<'_>) -> Entry {
    let mut set = Map::new();
    set.insert("name".to_owned(), name.as_str().into());
    Entry::new(cx.model.ids.next(cx.now), cx.now.wall, Body::Amend { target, set })
}
