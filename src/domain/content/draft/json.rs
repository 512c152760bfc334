//! JSON that is changed in places: fields keep their order, and each part that is left alone keeps its text, byte by byte.
//! Parts that are new or changed are written as people write such files: two columns further in, and a line for each
//! object of a list.

use std::sync::Arc;

use serde_json::value::RawValue;

use crate::domain::content::object_reader::Entries;

/// The widest line that is not broken, in columns; as in the built-in files.
const WIDEST: usize = 110;

/// A part of a JSON text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum JsonNode {
    /// A part as it was written; it is taken apart only to be changed.
    Kept(Arc<str>),
    /// An object that was changed, its fields in order.
    Object(Vec<(String, Self)>),
    /// A list that was changed.
    List(Vec<Self>),
}

impl JsonNode {
    /// Returns a string.
    pub(super) fn text(text: &str) -> Self {
        Self::Kept(serde_json::Value::from(text).to_string().into())
    }

    /// Returns a number, without a fraction where it has none.
    pub(super) fn number(number: f64) -> Self {
        Self::Kept(number.to_string().into())
    }

    /// Returns `true` or `false`.
    pub(super) fn truth(is_true: bool) -> Self {
        Self::Kept(is_true.to_string().into())
    }

    /// Returns a list of strings.
    pub(super) fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    /// Returns the fields of an object, to be changed; `None` for anything else.
    fn fields(&mut self) -> Option<&mut Vec<(String, Self)>> {
        if let Self::Kept(text) = self {
            let Entries(entries) = serde_json::from_str(text).ok()?;
            let fields = entries.into_iter().map(|(name, raw)| (name.into_owned(), Self::of(raw))).collect();
            *self = Self::Object(fields);
        }
        if let Self::Object(fields) = self { Some(fields) } else { None }
    }

    /// Returns the items of a list, to be changed; `None` for anything else.
    pub(super) fn items(&mut self) -> Option<&mut Vec<Self>> {
        if let Self::Kept(text) = self {
            let raws: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            *self = Self::List(raws.into_iter().map(Self::of).collect());
        }
        if let Self::List(items) = self { Some(items) } else { None }
    }

    fn of(raw: &RawValue) -> Self {
        Self::Kept(raw.get().into())
    }

    /// Returns the field `name` of an object, to be changed.
    pub(super) fn field(&mut self, name: &str) -> Option<&mut Self> {
        self.fields()?.iter_mut().find(|(known, _)| known == name).map(|(_, node)| node)
    }

    /// Sets the field `name`. A new one goes behind those that come before it in `order`.
    pub(super) fn set(&mut self, name: &str, node: Self, order: &[&str]) {
        let Some(fields) = self.fields() else { return };
        if let Some((_, known)) = fields.iter_mut().find(|(known, _)| known == name) {
            *known = node;
            return;
        }
        let before = order.split(|other| *other == name).next().unwrap_or_default();
        let last = fields.iter().rposition(|(known, _)| before.contains(&known.as_str()));
        fields.insert(last.map_or(fields.len(), |at| at + 1), (name.to_owned(), node));
    }

    /// Removes the field `name`, if the object has it.
    pub(super) fn remove(&mut self, name: &str) {
        if let Some(fields) = self.fields() {
            fields.retain(|(known, _)| known != name);
        }
    }

    /// Returns the text of a whole file; one that was not changed is as it was.
    pub(super) fn file_text(&self) -> String {
        match self {
            Self::Kept(text) => text.to_string(),
            Self::Object(fields) => {
                let lines: Vec<String> = fields.iter().map(|(name, node)| field_line(name, node, 2)).collect();
                format!("{{\n{}\n}}\n", lines.join(",\n"))
            }
            Self::List(_) => self.in_line(),
        }
    }

    /// Returns the text in one line, as far as the kept parts are.
    fn in_line(&self) -> String {
        match self {
            Self::Kept(text) => text.to_string(),
            Self::Object(fields) => format!("{{{}}}", members(fields).join(", ")),
            Self::List(items) => format!("[{}]", items.iter().map(Self::in_line).collect::<Vec<_>>().join(", ")),
        }
    }

    fn is_object(&self) -> bool {
        match self {
            Self::Kept(text) => text.starts_with('{'),
            Self::Object(_) => true,
            Self::List(_) => false,
        }
    }

    /// Returns true if a field is a list of objects, each of which gets a line.
    fn has_objects((_, node): &(String, Self)) -> bool {
        match node {
            Self::List(items) => items.iter().any(Self::is_object),
            Self::Kept(text) => text.starts_with('[') && text.contains('{'),
            Self::Object(_) => false,
        }
    }

    /// Returns the text at this indent, behind `before` columns of its first line.
    fn indented(&self, indent: usize, before: usize) -> String {
        let line = self.in_line();
        let blanks = " ".repeat(indent);
        match self {
            Self::List(items) if items.iter().any(Self::is_object) || before + line.chars().count() > WIDEST => {
                let items = items.iter().map(|item| format!("{blanks}  {}", item.indented(indent + 2, indent + 2)));
                format!("[\n{}\n{blanks}]", items.collect::<Vec<_>>().join(",\n"))
            }
            Self::Object(fields) if before + line.chars().count() > WIDEST && fields.iter().any(Self::has_objects) => {
                let fields = fields.iter().map(|(name, node)| field_line(name, node, indent + 2));
                format!("{{\n{}\n{blanks}}}", fields.collect::<Vec<_>>().join(",\n"))
            }
            Self::Object(fields) if before + line.chars().count() > WIDEST => filled(&members(fields), indent),
            _ => line,
        }
    }
}

/// Returns a field in a line of its own, at this indent.
fn field_line(name: &str, node: &JsonNode, indent: usize) -> String {
    let start = format!("{}{}: ", " ".repeat(indent), serde_json::Value::from(name));
    let text = node.indented(indent, start.chars().count());
    format!("{start}{text}")
}

fn members(fields: &[(String, JsonNode)]) -> Vec<String> {
    fields
        .iter()
        .map(|(name, node)| format!("{}: {}", serde_json::Value::from(name.as_str()), node.in_line()))
        .collect()
}

/// Returns an object whose members fill lines of at most [`WIDEST`] columns.
fn filled(members: &[String], indent: usize) -> String {
    let (mut text, mut column) = ("{".to_owned(), indent + 1);
    for (at, member) in members.iter().enumerate() {
        let columns = member.chars().count();
        if at > 0 && column + columns + 2 > WIDEST {
            text.push_str(&format!(",\n{}", " ".repeat(indent + 1)));
            column = indent + 1;
        } else if at > 0 {
            text.push_str(", ");
            column += 2;
        }
        text.push_str(member);
        column += columns;
    }
    text.push('}');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "{\n  \"id\": \"a\",\n  \"x-mine\": {\"b\":1,  \"a\": 2.50},\n  \"steps\": [\n    {\"exercise\":\"plank\"},\n    {\"exercise\": \"bird-dog\"}\n  ]\n}";

    #[test]
    fn what_is_left_alone_keeps_its_bytes() {
        let mut node = JsonNode::Kept(FILE.into());
        assert_eq!(node.file_text(), FILE);
        node.field("steps").unwrap().items().unwrap()[1].set("reps", JsonNode::number(8.0), &["exercise", "reps"]);
        assert_eq!(
            node.file_text(),
            "{\n  \"id\": \"a\",\n  \"x-mine\": {\"b\":1,  \"a\": 2.50},\n  \"steps\": [\n    {\"exercise\":\"plank\"},\n    {\"exercise\": \"bird-dog\", \"reps\": 8}\n  ]\n}\n"
        );
    }

    #[test]
    fn a_field_goes_where_people_look_for_it() {
        let mut node = JsonNode::Kept("{\"id\": 1, \"steps\": []}".into());
        node.set("rounds", JsonNode::number(2.0), &["id", "title", "rounds", "steps"]);
        node.set("notes", JsonNode::texts(["a"]), &["id", "title", "rounds", "steps", "notes"]);
        node.set("rounds", JsonNode::number(0.25), &[]);
        node.remove("id");
        assert_eq!(node.file_text(), "{\n  \"rounds\": 0.25,\n  \"steps\": [],\n  \"notes\": [\"a\"]\n}\n");
    }

    #[test]
    fn a_long_object_fills_its_lines() {
        let note = "a word ".repeat(13);
        let mut node = JsonNode::Kept("{\"steps\": [{\"exercise\": \"plank\"}]}".into());
        let order = ["exercise", "note", "value"];
        let step = &mut node.field("steps").unwrap().items().unwrap()[0];
        step.set("value", JsonNode::text("extra"), &order);
        step.set("note", JsonNode::text(note.trim()), &order);
        let expected = format!(
            "{{\n  \"steps\": [\n    {{\"exercise\": \"plank\",\n     \"note\": \"{}\",\n     \"value\": \"extra\"}}\n  ]\n}}\n",
            note.trim()
        );
        assert_eq!(node.file_text(), expected);
    }
}
