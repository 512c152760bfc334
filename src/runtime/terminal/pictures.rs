//! The pictures that the terminal holds: which, under what number, and which of them is shown where.

use std::sync::atomic::{AtomicU64, Ordering};

use ratatui::layout::Rect;

use super::graphics;
use crate::domain::content::exercise::Id;
use crate::domain::figure::follow::FigureFrame;
use crate::screens::moving::FigureInstant;
use crate::theme::Theme;
use crate::widgets::figure::Picture;

/// The most pictures that the terminal holds: one movement of 24 frames, its hold of 5, and half of the way into its position.
const MOST: usize = 48;

/// The most points of a picture, so that those held take 46 MB at most; a larger one is drawn smaller and the terminal
/// enlarges it.
const MOST_POINTS: f64 = 240_000.0;

/// The number of the first picture. They are those of the whole terminal: another program hardly begins here.
const FIRST_ID: u32 = 7_420_100;

/// The size of a cell in points, if the terminal does not say.
pub(super) const USUAL_CELL: (u16, u16) = (10, 20);

/// The pictures held by the terminal, as bits: whatever ends the program has to delete them.
static HELD: AtomicU64 = AtomicU64::new(0);

/// Everything that a picture depends on.
#[derive(Debug, Clone, PartialEq)]
struct PictureKey {
    figure: Id,
    frame: FigureFrame,
    size: (usize, usize),
    theme: Theme,
}

/// A picture that the terminal holds.
struct HeldPicture {
    key: PictureKey,
    id: u32,
}

/// The pictures of this program in the terminal.
#[derive(Default)]
pub(super) struct Pictures {
    /// From the one used longest ago to the last.
    held: Vec<HeldPicture>,
    shown: Option<(u32, Rect)>,
}

impl Pictures {
    /// Writes what it takes to show the picture of `wanted` in `area` and no other: little or nothing, if the terminal
    /// holds it. `cell` is the size of a cell in points.
    pub(super) fn show(
        &mut self,
        wanted: &FigureInstant,
        area: Rect,
        cell: (u16, u16),
        theme: &Theme,
        out: &mut Vec<u8>,
    ) {
        let frame = wanted.frame.stepped(&wanted.figure);
        let key = PictureKey { figure: wanted.figure.id.clone(), size: points(area, cell), theme: *theme, frame };
        let id = match self.held.iter().position(|held| held.key == key) {
            Some(at) => {
                let used = self.held.remove(at);
                let id = used.id;
                self.held.push(used);
                id
            }
            None => self.send(key, wanted, out),
        };
        if self.shown == Some((id, area)) {
            return;
        }
        graphics::place(id, area, out);
        // Only now, so that there is no moment without a figure.
        if let Some((before, _)) = self.shown.replace((id, area)).filter(|(before, _)| *before != id) {
            graphics::hide(before, out);
        }
    }

    /// Writes what it takes to show no picture.
    pub(super) fn hide(&mut self, out: &mut Vec<u8>) {
        if let Some((id, _)) = self.shown.take() {
            graphics::hide(id, out);
        }
    }

    /// Writes what it takes to have the terminal hold no picture.
    pub(super) fn forget(&mut self, out: &mut Vec<u8>) {
        *self = Self::default();
        // `out` may never reach the terminal, so on the way out all are deleted once more.
        delete(HELD.load(Ordering::SeqCst), out);
    }

    /// Sends a picture, in the place of the one used longest ago if there are too many; returns its number.
    fn send(&mut self, key: PictureKey, wanted: &FigureInstant, out: &mut Vec<u8>) -> u32 {
        let id = if self.held.len() < MOST {
            let free = (FIRST_ID..).find(|id| self.held.iter().all(|held| held.id != *id));
            free.unwrap_or(FIRST_ID)
        } else {
            // Not deleted first: kitty would delete all others that are not shown with it.
            self.held.remove(0).id
        };
        let picture = Picture::paint(&key.frame.shapes(&wanted.figure), key.frame.bounds, key.size, &key.theme);
        HELD.fetch_or(bit(id), Ordering::SeqCst);
        graphics::send(id, &picture, out);
        self.held.push(HeldPicture { key, id });
        id
    }
}

/// Writes what it takes to delete all pictures that the terminal holds: nothing, if there are none.
pub(super) fn delete_all(out: &mut Vec<u8>) {
    delete(HELD.swap(0, Ordering::SeqCst), out);
}

fn delete(held: u64, out: &mut Vec<u8>) {
    for id in (FIRST_ID..).take(MOST).filter(|id| held & bit(*id) != 0) {
        graphics::delete(id, out);
    }
}

fn bit(id: u32) -> u64 {
    1_u64.checked_shl(id.wrapping_sub(FIRST_ID)).unwrap_or(0)
}

/// Returns the size of a picture that fills `area`.
fn points(area: Rect, cell: (u16, u16)) -> (usize, usize) {
    let width = f64::from(area.width) * f64::from(cell.0);
    let height = f64::from(area.height) * f64::from(cell.1);
    let share = (MOST_POINTS / (width * height).max(1.0)).sqrt().min(1.0);
    ((width * share) as usize, (height * share) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::catalog::Catalog;
    use crate::domain::content::words::Sides;
    use crate::theme::{Background, ColorDepth};

    const AREA: Rect = Rect { x: 35, y: 3, width: 44, height: 13 };

    /// The pictures that a terminal holds and shows after the commands it got.
    #[derive(Default)]
    struct Terminal {
        held: Vec<String>,
        shown: Vec<String>,
        bytes: usize,
    }

    impl Terminal {
        fn take(&mut self, out: &mut Vec<u8>) {
            self.bytes = out.len();
            let text = String::from_utf8(std::mem::take(out)).unwrap();
            for command in text.split("\x1b_G").skip(1) {
                let keys = command.split([';', '\x1b']).next().unwrap();
                let Some(id) = keys.split(',').find_map(|key| key.strip_prefix("i=")) else { continue };
                if keys.starts_with("a=t") {
                    self.held.retain(|held| held != id);
                    self.held.push(id.to_owned());
                } else if keys.starts_with("a=p") {
                    assert!(self.held.iter().any(|held| held == id), "{id} was not sent");
                    self.shown.retain(|shown| shown != id);
                    self.shown.push(id.to_owned());
                } else {
                    self.shown.retain(|shown| shown != id);
                    if keys.contains("d=I") {
                        self.held.retain(|held| held != id);
                    }
                }
            }
        }
    }

    /// One test, as the numbers held are those of the whole process.
    #[test]
    fn each_frame_is_sent_once_and_nothing_stays() {
        let catalog = Catalog::built_in();
        let theme = Theme::new(ColorDepth::TrueColor, Background::Dark, false);
        let (mut pictures, mut terminal, mut out) = (Pictures::default(), Terminal::default(), Vec::new());
        for id in ["bird-dog", "plank", "clamshell"] {
            let figure = catalog.figure_of(id).unwrap();
            for frame in 0..160 {
                let seconds = f64::from(frame) * 0.1;
                let wanted = FigureInstant { frame: figure.looped(seconds, Sides::None), figure: figure.clone() };
                pictures.show(&wanted, AREA, (6, 12), &theme, &mut out);
                terminal.take(&mut out);
                assert_eq!(terminal.shown.len(), 1, "{id} {seconds}");
                assert!(terminal.held.len() <= MOST);
                // After one round everything is there, and a frame is a hundred bytes and a half.
                assert!(seconds < 4.1 || terminal.bytes < 150, "{id} {seconds}: {} bytes", terminal.bytes);
            }
        }
        pictures.hide(&mut out);
        terminal.take(&mut out);
        assert!(terminal.shown.is_empty() && terminal.held.len() > 24);
        pictures.forget(&mut out);
        terminal.take(&mut out);
        assert_eq!(terminal.held, Vec::<String>::new());
        delete_all(&mut out);
        assert!(!std::mem::take(&mut out).is_empty(), "what was forgotten may not have reached the terminal");
        delete_all(&mut out);
        assert!(out.is_empty(), "there is nothing left to delete");
    }

    #[test]
    fn a_picture_has_the_points_of_its_cells_up_to_a_limit() {
        assert_eq!(points(AREA, (10, 20)), (440, 260));
        let (width, height) = points(Rect::new(0, 0, 200, 60), (16, 32));
        assert!(width * height <= MOST_POINTS as usize && (width as f64 / height as f64 - 200.0 / 120.0).abs() < 0.02);
        assert_eq!(points(Rect::ZERO, USUAL_CELL), (0, 0));
    }
}
