//! The page on the rules, `docs/rules.md`, paragraph by paragraph: the code names a paragraph next to each number of a
//! rule, and the screen "why" quotes it.

use crate::domain::content::words::words;

/// The page as it is in the repository.
const PAGE: &str = include_str!("../../../docs/rules.md");

words! {
    /// A paragraph of the page, by the name in bold at its beginning.
    Paragraph, "rule":
    /// Ratings that are about the back.
    Back = "back",
    /// A missing answer, which is not 0.
    Unanswered = "unanswered",
    /// Soreness from training, which has no score.
    SoreFromTraining = "sore-from-training",
    /// Entries dated later than now.
    Future = "future",
    /// Sessions that are completed, ended, or do not count.
    Done = "done",
    /// Lower and higher.
    RealChange = "real-change",
    /// One point between two medians.
    ALittle = "a-little",
    /// Pain that moves up or down the leg.
    Spread = "spread",
    /// Green, amber, red.
    Zones = "zones",
    /// Zones by the rise over the check-in.
    ZoneRise = "zone-rise",
    /// An amber or red score before a session.
    CheckIn = "check-in",
    /// Exercises that a sore back leaves out.
    SoreBack = "sore-back",
    /// Settled by the next morning.
    Settled = "settled",
    /// The time at which the question about the next morning is asked.
    MorningAsked = "morning-asked",
    /// Two sessions in a row that had not settled.
    UnsettledTwice = "unsettled-twice",
    /// This week's mornings against the week before.
    Week = "week",
    /// Conditions under which something goes up.
    StepUp = "step-up",
    /// The size of a step up.
    StepSize = "step-size",
    /// A long time without a session.
    Pause = "pause",
    /// The beginning and the end of a flare-up.
    FlareUp = "flare-up",
    /// Days exempt from the weekly goal.
    ExemptDays = "exempt-days",
    /// Weeks against the goal.
    Weeks = "weeks",
    /// An exercise that pain follows again and again.
    Provocation = "provocation",
    /// Occasions on which the safety questions are asked.
    SafetyAsked = "safety-asked",
    /// A sign of an emergency.
    Emergency = "emergency",
    /// A sign that is worth having checked soon.
    Urgent = "urgent",
    /// Entries that may or may not cover each other.
    InDoubt = "in-doubt",
    /// The advice to have the pain looked at.
    Clinic = "clinic",
}

impl Paragraph {
    /// The text in one line and without markup: the rule with its numbers, then its source.
    ///
    /// ```
    /// use supple::domain::advice::paragraph::Paragraph;
    ///
    /// assert!(Paragraph::Zones.text().starts_with("Green, 0-3: carry on."));
    /// ```
    pub fn text(self) -> String {
        let mut text = String::new();
        for line in self.lines() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.extend(line.chars().filter(|c| !matches!(c, '*' | '`' | '†')));
        }
        text
    }

    /// The lines as in the file, without the name and the indent; empty if the page lacks the paragraph.
    fn lines(self) -> impl Iterator<Item = &'static str> {
        let name = format!("- **{}** ", self.as_str());
        let (mut lines, mut first) = (PAGE.lines(), None);
        for line in lines.by_ref() {
            first = line.strip_prefix(name.as_str());
            if first.is_some() {
                break;
            }
        }
        let rest = lines.map_while(move |line| line.strip_prefix("  ").filter(|_| first.is_some()));
        first.into_iter().chain(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::advice::limits::Limit;
    use crate::domain::advice::rule::Rule;
    use crate::domain::content::words::WordList as _;

    #[test]
    fn every_paragraph_of_the_page_is_named_here_and_every_name_is_on_the_page() {
        let on_page: Vec<&str> = PAGE
            .lines()
            .filter_map(|line| line.strip_prefix("- **")?.split_once("** "))
            .map(|(name, _)| name)
            .collect();
        let named: Vec<&str> = Paragraph::ALL.iter().map(|(name, _)| *name).collect();
        assert_eq!(on_page, named);
        assert!(Paragraph::ALL.iter().all(|(_, paragraph)| paragraph.text().len() > 40));
    }

    #[test]
    fn the_default_of_each_limit_is_marked_in_the_paragraph_that_it_names() {
        for (name, limit) in Limit::ALL {
            let (default, text) = (limit.spec().default, limit.paragraph().lines().collect::<Vec<_>>().join(" "));
            // A dagger marks the numbers that can be moved.
            let marked = text.split_inclusive('†').filter_map(|part| part.strip_suffix('†'));
            let mut numbers = marked.filter_map(|part| {
                let part = part.trim_end_matches([' ', '%']);
                part.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse::<u8>().ok()
            });
            assert!(numbers.any(|number| number == default), "{name} is {default}: {text}");
        }
    }

    #[test]
    fn each_rule_has_a_paragraph_of_its_own_but_for_the_level_which_goes_up() {
        let mut paragraphs: Vec<Paragraph> = Rule::ALL.map(Rule::paragraph).to_vec();
        paragraphs.sort_by_key(|paragraph| paragraph.as_str());
        paragraphs.dedup();
        assert_eq!(paragraphs.len(), Rule::ALL.len() - 1);
    }

    #[test]
    fn a_paragraph_ends_where_the_next_begins() {
        let text = Paragraph::Unanswered.text();
        assert!(text.ends_with("0 is a rating like any other."), "{text}");
    }
}
