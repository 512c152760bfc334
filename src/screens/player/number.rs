//! The number that counts, the word above it that can be read from afar, and the caption below it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::panels::{Panel, seconds, work_number};
use super::stage::SessionBoxes;
use super::{SessionView, breathes, panels, work_word};
use crate::domain::content::words::Counting;
use crate::domain::journal::entry::Side;
use crate::domain::session::player::{Phase, RepPart, shown_count};
use crate::domain::session::timeline::{Segment, SegmentKind};
use crate::widgets::breath::{BreathGuide, BreathHalf};
use crate::widgets::digits::{BigText, fit as scale};
use crate::widgets::wrap::{put_centred, wrap};

/// The least rows of the number's box that hold both the instructions and a small number.
const LEAST_FOR_SETUP: u16 = 7;

/// The number that counts.
pub(super) struct Count {
    pub(super) text: String,
    /// The longest text it can have, of the same form: the room for it is always kept.
    widest: &'static str,
    caption: String,
}

impl Count {
    fn new(text: String, caption: String) -> Self {
        let widest = match (text.contains(':'), text.len()) {
            (false, ..=2) => "88",
            (false, _) => "888",
            (true, ..=4) => "8:88",
            (true, 5) => "88:88",
            (true, _) => "8:88:88",
        };
        Self { text, widest, caption }
    }
}

impl SessionView<'_> {
    /// Returns true if a part of the session goes by breaths, for which a guide is drawn.
    pub(super) fn has_breath(&self) -> bool {
        !self.model.settings.reduced_motion && self.player().timeline().segments.iter().any(breathes)
    }

    /// Returns the longest text that a number of the session can have, of the same form.
    pub(super) fn widest(&self) -> &'static str {
        let longest = self.player().timeline().segments.iter().map(Segment::planned).max().unwrap_or_default();
        Count::new(seconds(longest), String::new()).widest
    }

    /// Draws the number that counts, seconds left or the rep, with its caption, and returns the box of the breath, if
    /// there is one. Before work the number is small, and the instructions take the rest of its box.
    pub(super) fn render_number(&self, boxes: &SessionBoxes, buf: &mut Buffer) -> Rect {
        let count = self.count();
        let style = self.phase_word().1;
        let mut digits = boxes.digits;
        if self.is_getting_ready() && !self.is_timer() && digits.height >= LEAST_FOR_SETUP {
            let rows = (digits.height / 3).max(3);
            let bottom = digits.bottom();
            digits = Rect { y: bottom - rows, height: rows, ..digits };
            // The room of the letters is free where there is no side to name.
            let top = if self.letters().is_empty() { boxes.letters.y } else { boxes.digits.y };
            let width = boxes.caption.width;
            let setup = Rect { x: boxes.caption.x, y: top, width, height: digits.y.saturating_sub(top + 1) };
            panels::render(Panel::HowTo, self.session, self.theme(), setup, buf);
        } else if let Some(scale) = scale(count.widest, digits, self.model.blocks) {
            // A smaller form keeps to the corner at which the digits end.
            let rows = scale.rows().min(digits.height);
            digits = Rect { y: digits.bottom() - rows, height: rows, ..digits };
        }
        let big = BigText::new(&count.text, style).sized_for(count.widest).at_right();
        big.blocks(self.model.blocks).render(digits, buf);
        match self.breath_guide().filter(|_| boxes.caption.height >= 3) {
            Some(guide) => {
                guide.render(boxes.caption, buf);
                boxes.caption
            }
            None => {
                self.render_caption(&count.caption, boxes.caption, buf);
                Rect::ZERO
            }
        }
    }

    fn render_caption(&self, caption: &str, area: Rect, buf: &mut Buffer) {
        let mut lines = wrap(caption, area.width.into());
        if lines.len() > area.height.into() {
            // The first part is what must not be cut.
            let first = caption.split([',', '·']).next().unwrap_or(caption);
            lines = wrap(first.trim_end(), area.width.into());
        }
        for (y, line) in (0..area.height).zip(&lines) {
            put_centred(buf, area, y, line, self.theme().text());
        }
    }

    /// Draws the word to be read from afar.
    pub(super) fn render_letters(&self, area: Rect, buf: &mut Buffer) {
        let word = self.letters();
        let style = self.phase_word().1;
        if !word.is_empty() && area.height > 0 {
            BigText::new(word, style).blocks(self.model.blocks).render(area, buf);
        }
    }

    /// The word to be read from afar: the side, or else the kind of the part. It stays while the session is paused.
    fn letters(&self) -> &'static str {
        let segment = self.player().segment();
        let side = segment.side.or_else(|| self.player().rep(self.now)?.side);
        match (&segment.kind, side) {
            (SegmentKind::Switch(_), _) => "SWITCH",
            (SegmentKind::Rest(_), _) => "REST",
            (_, Some(Side::Left)) => "LEFT",
            (_, Some(Side::Right)) => "RIGHT",
            (SegmentKind::Prepare(_), None) if self.is_timer() => "READY",
            (SegmentKind::Prepare(_), None) => "",
            (_, None) => work_word(segment),
        }
    }

    pub(super) fn count(&self) -> Count {
        let player = self.player();
        let segment = player.segment();
        if player.phase() == Phase::Resuming {
            let left = player.remaining(self.now).unwrap_or_default();
            return Count::new(seconds(left), "get back into position".to_owned());
        }
        if let (SegmentKind::Reps(reps), None) = (&segment.kind, player.remaining(self.now)) {
            let (_, count, side) = shown_count(reps, 0);
            let each = if side.is_some() && reps.counting == Counting::PerSide { " each side" } else { "" };
            return Count::new(count.to_string(), format!("→ when done · reps{each} at your pace"));
        }
        if player.phase() == Phase::Waiting {
            let next = player.timeline().next_work(player.at()).map(|(_, next)| work_number(next)).unwrap_or_default();
            return Count::new(next, "→ or space to start".to_owned());
        }
        let paused = matches!(player.phase(), Phase::Paused(_)).then(|| "space to resume".to_owned());
        let Some(rep) = player.rep(self.now) else {
            return Count::new(seconds(player.remaining(self.now).unwrap_or_default()), paused.unwrap_or_default());
        };
        let what = if breathes(segment) { "breath" } else { "rep" };
        let part = match (rep.part, breathes(segment)) {
            (RepPart::Out, true) => ", breathe in",
            (RepPart::Back, true) => ", breathe out",
            (RepPart::Hold, _) => ", hold",
            (_, false) => "",
        };
        let caption = paused.unwrap_or_else(|| format!("{what} {} of {}{part}", rep.number, rep.of));
        Count::new(rep.number.to_string(), caption)
    }

    pub(super) fn breath_guide(&self) -> Option<BreathGuide<'_>> {
        let player = self.player();
        if !breathes(player.segment()) || player.phase() != Phase::Work || self.model.settings.reduced_motion {
            return None;
        }
        let rep = player.rep(self.now)?;
        let breath = if rep.part == RepPart::Out { BreathHalf::In } else { BreathHalf::Out };
        let fraction = if rep.part == RepPart::Hold { 0.0 } else { rep.fraction };
        Some(BreathGuide { breath, fraction, blocks: self.model.blocks, theme: self.theme() })
    }
}
