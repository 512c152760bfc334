//! The fields of a plan that is being written: of the whole its length, of an item how often it is done.

use super::titles::PartOrder;
use super::{PlanDraft, PlanRow};
use crate::domain::content::draft::fields::FieldText;
use crate::domain::content::plan::PlanItem;

/// A field of a plan that keys change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanField {
    /// The number of weeks, days or sessions.
    Length,
    /// The end: it is done then, or begins again.
    AtEnd,
    /// The length of a part.
    By,
    /// The number of times that an item is done.
    Times,
    /// The choice to leave an item out.
    Optional,
}

impl PlanDraft {
    /// Returns the fields of a row, the most used first; a part has none.
    pub fn fields(&self, row: PlanRow) -> Vec<FieldText<PlanField>> {
        match row {
            PlanRow::Whole => self.whole_fields(),
            PlanRow::Part(_) => Vec::new(),
            PlanRow::Item(..) => self.item(row).map(item_fields).unwrap_or_default(),
        }
    }

    fn whole_fields(&self) -> Vec<FieldText<PlanField>> {
        let plan = self.plan();
        let (label, length) = match self.order() {
            PartOrder::Weekdays(weeks) => ("weeks", weeks.len()),
            PartOrder::Numbers | PartOrder::Own => (plan.by.plural(), plan.parts.len()),
        };
        let end = if plan.repeats { "begin again" } else { "done" };
        vec![
            FieldText::new(PlanField::Length, label, length.to_string()),
            FieldText::new(PlanField::AtEnd, "at the end", end),
            FieldText::new(PlanField::By, "by", plan.by.as_str()),
        ]
    }
}

fn item_fields(item: &PlanItem) -> Vec<FieldText<PlanField>> {
    vec![
        FieldText::new(PlanField::Times, "times", item.times().to_string()),
        FieldText::new(PlanField::Optional, "optional", if item.optional { "yes" } else { "no" }),
    ]
}
