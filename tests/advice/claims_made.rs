//! B7: no text of the advice claims what a workout companion cannot keep.

use std::collections::BTreeSet;

use supple::domain::advice::limits::{Limit, Limits};
use supple::domain::advice::readiness::Readiness;
use supple::domain::advice::safety::{ALL_NO, Question, Urgency};
use supple::domain::advice::safety::{SIGNS, StopReason};
use supple::domain::advice::screening_trigger::Trigger;
use supple::domain::advice::suggest::{Wishes, suggest};
use supple::domain::advice::zone::Zone;
use supple::domain::advice::{adapt::adapt, clinic, clinic::clinic_line, clinical_change, morning};
use supple::domain::content::words::WordList;
use supple::domain::journal::entry::{PainWord, Rating, Score, Spread};

use crate::claims::{claimed, plain};
use crate::diary::on;
use crate::gym::{Gym, catalog, check_in, routine};
use crate::score;

/// Further words that have no place in advice on a back.
const NAMES_AND_PRAISE: [&str; 22] = [
    "sciatica",
    "disc",
    "hernia",
    "herniated",
    "centralisation",
    "centralization",
    "stenosis",
    "arthritis",
    "brave",
    "tough",
    "streak",
    "push through",
    "well done",
    "great job",
    "keep it up",
    "risk",
    "all clear",
    "you have a",
    "don t miss",
    "every day",
    "remember to",
    "safe to",
];

#[test]
fn b7_no_sentence_claims_or_names_or_praises() {
    let mut texts = said_always();
    texts.extend(said_of_made_up_weeks());
    assert!(texts.len() > 100, "{}", texts.len());
    for text in texts {
        assert_eq!(claimed(&text).collect::<Vec<_>>(), [""; 0], "{text}");
        let names: Vec<_> = NAMES_AND_PRAISE.iter().filter(|w| plain(&text).contains(&format!(" {w} "))).collect();
        assert!(names.is_empty(), "{names:?}: {text}");
        assert!(!text.contains("  ") && text.trim() == text && !text.contains(".."), "{text}");
    }
}

/// What does not depend on the journal.
fn said_always() -> BTreeSet<String> {
    let mut texts: BTreeSet<String> = [
        ALL_NO,
        SIGNS,
        clinic::LINE,
        clinic::COMMAND,
        clinical_change::Shift::Up.text(),
        clinical_change::Shift::Down.text(),
    ]
    .into_iter()
    .chain([Urgency::Urgent.text(), Urgency::Emergency.text()])
    .chain([Zone::Green, Zone::Amber, Zone::Red].map(Zone::text))
    .chain(StopReason::ALL.iter().map(|(_, reason)| reason.text()))
    .chain(Limit::ALL.iter().map(|(_, limit)| limit.spec().about))
    // A question may name a symptom.
    .chain(Question::ALL.iter().map(|(_, question)| question.text()).filter(|text| !text.contains("cancer")))
    .map(str::to_owned)
    .collect();
    let stopped = StopReason::ALL.iter().map(|(_, reason)| Trigger::Stopped(*reason));
    let triggers = [Trigger::FirstStart, Trigger::Fall, Trigger::Asked, Trigger::Unread, Trigger::High(score(9))];
    let triggers = triggers.into_iter().chain(stopped);
    let words = PainWord::ALL.iter().map(|(_, word)| Trigger::Word(*word));
    let spreads = [Trigger::Spread(Spread::BelowKnee), Trigger::Spread(Spread::Foot)];
    texts.extend(triggers.into_iter().chain(words).chain(spreads).map(Trigger::text));
    let scores = || (0..=10).map(Score::new).chain([None]);
    for before in scores() {
        for after in scores() {
            texts.extend(morning::sentence(before, after, &Limits::default()));
            texts.extend(
                [None, Some(score(7))].into_iter().filter_map(|peak| clinical_change::of_session(before, peak, after)),
            );
        }
    }
    texts
}

/// What is said on the days of three courses, one after the other in one journal.
fn said_of_made_up_weeks() -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    let mut gym = Gym::default();
    let scores = [1, 1, 1, 1, 1, 1, 3, 4, 5, 6, 7, 7, 5, 4, 2, 1, 1, 1];
    let routines = ["uhan-trunk-set", "aaptiv-seven", "split-hip-stop"];
    for ((n, before), id) in scores.into_iter().enumerate().zip(routines.into_iter().cycle()) {
        let day = 2 * i64::try_from(n).unwrap();
        let rating =
            Rating { spread: Some(if n % 5 == 4 { Spread::Thigh } else { Spread::Buttock }), ..check_in(Some(before)) };
        let today = Readiness::of(gym.situation(day, "18:00"), Some(&rating));
        for id in routines {
            let adapted = adapt(&routine(id), None, &today);
            texts.extend(adapted.notes.iter().map(|note| note.text.clone()));
            texts.extend(adapted.instead.iter().map(|instead| instead.reason.text.clone()));
            texts.extend(adapted.changes.iter().flat_map(|change| [change.to_string(), change.reason.text.clone()]));
        }
        let suggestion = suggest(&today, catalog(), Wishes { goal: Some(3), minutes: None });
        texts.insert(suggestion.reason);
        // Titles of sources are other people's.
        texts.extend(suggestion.why.into_iter().map(|why| why.text));
        let line = clinic_line(&gym.diary.journal, &gym.limits, on(day, "18:00"), None);
        texts.extend(line.map(|line| line.reason));
        gym.train(day, id, Some(before), Some(before + u8::from(n % 4 == 3) * 2));
    }
    texts
}
