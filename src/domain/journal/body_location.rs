//! Places that hurt, chosen on a grid of all regions, and their spread down the leg.

use super::entry::{PainSide, Rating, Region, Spot, Spread};
use crate::domain::content::words::WordList;
use crate::domain::content::words::spoken;

/// The number of rows of the grid: one for each region.
pub const ROWS: usize = Region::ALL.len();

/// Returns the regions from top to bottom.
pub fn regions() -> impl Iterator<Item = Region> {
    Region::ALL.iter().map(|(_, region)| *region)
}

/// Returns the region of a row of the grid, from 0.
pub fn region_at(row: usize) -> Option<Region> {
    regions().nth(row)
}

/// The columns of the grid, from left to right: the user's own sides.
pub const COLUMNS: [PainSide; 3] = [PainSide::Left, PainSide::Middle, PainSide::Right];

/// A cell of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct GridCell {
    /// The row.
    pub region: Region,
    /// The column: left, middle or right.
    pub side: PainSide,
}

impl GridCell {
    /// Returns true if the grid has this cell: a leg has no middle.
    pub const fn exists(self) -> bool {
        match self.side {
            PainSide::Left | PainSide::Right => true,
            PainSide::Middle => has_middle(self.region),
            PainSide::Both => false,
        }
    }
}

/// Returns true if a region can hurt between left and right.
const fn has_middle(region: Region) -> bool {
    match region {
        Region::MidBack | Region::LowBack | Region::Buttock | Region::Groin | Region::Other => true,
        Region::Hip | Region::ThighFront | Region::ThighBack | Region::Knee | Region::LowerLeg | Region::Foot => false,
    }
}

/// The places of one rating.
///
/// ```
/// use supple::domain::journal::entry::{PainSide, Region, Spread};
/// use supple::domain::journal::body_location::{GridCell, Spots};
///
/// let mut spots = Spots::default();
/// spots.toggle(GridCell { region: Region::LowBack, side: PainSide::Middle });
/// spots.toggle(GridCell { region: Region::Buttock, side: PainSide::Left });
/// assert_eq!(spots.text(), "low back middle, buttock left");
/// assert_eq!(spots.spread(), Some(Spread::Buttock));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spots {
    /// Places on the grid, in the order chosen.
    cells: Vec<GridCell>,
    /// Places without a cell on the grid, from other sources.
    others: Vec<Spot>,
    /// The spread, if it was given explicitly.
    said: Option<Spread>,
}

impl Spots {
    /// Returns the places of `rating`.
    pub fn of(rating: &Rating) -> Self {
        let first = rating.region.map(|region| Spot { region, side: rating.side });
        let mut spots = Self { said: rating.spread, ..Self::default() };
        for spot in first.into_iter().chain(rating.also.iter().copied()) {
            let sides: &[PainSide] = match spot.side {
                Some(PainSide::Both) => &[PainSide::Left, PainSide::Right],
                Some(PainSide::Left) => &[PainSide::Left],
                Some(PainSide::Right) => &[PainSide::Right],
                Some(PainSide::Middle) => &[PainSide::Middle],
                None => &[],
            };
            let cells: Vec<GridCell> = sides.iter().map(|side| GridCell { region: spot.region, side: *side }).collect();
            if !cells.is_empty() && cells.iter().all(|cell| cell.exists()) {
                let new: Vec<GridCell> = cells.into_iter().filter(|cell| !spots.has(*cell)).collect();
                spots.cells.extend(new);
            } else {
                spots.others.push(spot);
            }
        }
        spots
    }

    /// Returns true if there are no places.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.others.is_empty()
    }

    /// Returns true if this cell is chosen.
    pub fn has(&self, cell: GridCell) -> bool {
        self.cells.contains(&cell)
    }

    /// Selects or deselects a cell; does nothing if the grid does not have it.
    pub fn toggle(&mut self, cell: GridCell) {
        if !cell.exists() {
            return;
        }
        self.said = None;
        if self.has(cell) {
            self.cells.retain(|other| *other != cell);
        } else {
            self.cells.push(cell);
        }
    }

    /// Selects or deselects a region without a side.
    pub fn toggle_region(&mut self, region: Region) {
        let spot = Spot { region, side: None };
        self.said = None;
        if self.others.contains(&spot) {
            self.others.retain(|other| *other != spot);
        } else {
            self.others.push(spot);
        }
    }

    /// Cycles through the choices of a row: the middle if there is one, left, right, both sides, none.
    pub fn turn(&mut self, region: Region) {
        let sides = COLUMNS.map(|side| self.has(GridCell { region, side }));
        let next: &[PainSide] = match sides {
            [false, false, false] if has_middle(region) => &[PainSide::Middle],
            [false, _, false] => &[PainSide::Left],
            [true, _, false] => &[PainSide::Right],
            [false, _, true] => &[PainSide::Left, PainSide::Right],
            [true, _, true] => &[],
        };
        self.said = None;
        self.cells.retain(|cell| cell.region != region);
        self.cells.extend(next.iter().map(|side| GridCell { region, side: *side }));
    }

    /// Returns the places in the order chosen; left and right of a region become both sides.
    pub fn spots(&self) -> Vec<Spot> {
        let mut spots: Vec<Spot> = Vec::new();
        for cell in &self.cells {
            let other = match cell.side {
                PainSide::Left => Some(PainSide::Right),
                PainSide::Right => Some(PainSide::Left),
                PainSide::Both | PainSide::Middle => None,
            };
            let pair =
                spots.iter_mut().find(|spot| spot.region == cell.region && spot.side.is_some() && spot.side == other);
            match pair {
                Some(spot) => spot.side = Some(PainSide::Both),
                None => spots.push(Spot { region: cell.region, side: Some(cell.side) }),
            }
        }
        spots.extend(&self.others);
        spots
    }

    /// Returns the spread of the places down the leg; `None` if neither a place nor an explicit spread gives it.
    pub fn spread(&self) -> Option<Spread> {
        let regions = self.cells.iter().map(|cell| cell.region).chain(self.others.iter().map(|spot| spot.region));
        let reached = regions.filter_map(reach).max();
        reached.max(self.said)
    }

    /// Returns the places in a line: `low back both, buttock left`.
    pub fn text(&self) -> String {
        self.spots().iter().map(spot_text).collect::<Vec<_>>().join(", ")
    }

    /// Sets the places of `rating`: the first one, the others, and the spread.
    pub fn put_into(&self, rating: &mut Rating) {
        let spots = self.spots();
        let mut spots = spots.into_iter();
        let first = spots.next();
        rating.region = first.map(|spot| spot.region);
        rating.side = first.and_then(|spot| spot.side);
        rating.also = spots.collect();
        rating.spread = self.spread();
    }
}

/// Returns the name of a region; more exact than its word for the thigh and the lower leg.
pub fn region_text(region: Region) -> String {
    match region {
        Region::ThighBack => "back of thigh".to_owned(),
        Region::ThighFront => "front of thigh".to_owned(),
        Region::LowerLeg => "below the knee".to_owned(),
        Region::Other => "elsewhere".to_owned(),
        region => spoken(region.as_str()),
    }
}

/// Returns the spread that pain in a region means; `None` for regions that are not on the way of pain from the back.
pub const fn reach(region: Region) -> Option<Spread> {
    match region {
        Region::MidBack | Region::LowBack => Some(Spread::None),
        Region::Buttock => Some(Spread::Buttock),
        Region::ThighBack => Some(Spread::Thigh),
        Region::LowerLeg => Some(Spread::BelowKnee),
        Region::Foot => Some(Spread::Foot),
        Region::Hip | Region::Groin | Region::ThighFront | Region::Knee | Region::Other => None,
    }
}

/// Returns a spread as text: `spreads to the buttock`.
pub const fn spread_text(spread: Spread) -> &'static str {
    match spread {
        Spread::None => "no spread",
        Spread::Buttock => "spreads to the buttock",
        Spread::Thigh => "spreads to the thigh",
        Spread::BelowKnee => "spreads below the knee",
        Spread::Foot => "spreads to the foot",
    }
}

fn spot_text(spot: &Spot) -> String {
    match spot.side {
        Some(side) => format!("{} {side}", region_text(spot.region)),
        None => region_text(spot.region),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journal::entry::Moment;

    fn cell(region: Region, side: PainSide) -> GridCell {
        GridCell { region, side }
    }

    #[test]
    fn the_first_place_comes_first_and_two_sides_are_both() {
        let mut spots = Spots::default();
        for side in [PainSide::Right, PainSide::Middle, PainSide::Left] {
            spots.toggle(cell(Region::LowBack, side));
        }
        spots.toggle(cell(Region::Foot, PainSide::Left));
        spots.toggle(cell(Region::Foot, PainSide::Middle));
        let mut rating = Rating::new(Moment::Before);
        spots.put_into(&mut rating);
        assert_eq!((rating.region, rating.side), (Some(Region::LowBack), Some(PainSide::Both)));
        assert_eq!(spots.text(), "low back both, low back middle, foot left");
        assert_eq!(rating.spread, Some(Spread::Foot));
        let again = Spots::of(&rating);
        assert_eq!((again.spots(), again.spread()), (spots.spots(), spots.spread()));
    }

    #[test]
    fn a_row_turns_through_its_sides_and_back_to_none() {
        let mut spots = Spots::default();
        let mut seen = |region| {
            spots.turn(region);
            spots.text()
        };
        let back: Vec<String> = (0..5).map(|_| seen(Region::LowBack)).collect();
        assert_eq!(back, ["low back middle", "low back left", "low back right", "low back both", ""]);
        let leg: Vec<String> = (0..4).map(|_| seen(Region::ThighBack)).collect();
        assert_eq!(leg, ["back of thigh left", "back of thigh right", "back of thigh both", ""]);
    }

    #[test]
    fn every_region_has_a_row_and_turns_to_each_of_its_sides() {
        assert_eq!(regions().count(), ROWS);
        for (row, (word, region)) in Region::ALL.iter().enumerate() {
            assert_eq!(region_at(row), Some(*region), "{word}");
            let mut spots = Spots::default();
            let seen: Vec<String> = (0..4)
                .map(|_| {
                    spots.turn(*region);
                    spots.text()
                })
                .collect();
            for side in ["left", "right", "both"] {
                assert!(seen.contains(&format!("{} {side}", region_text(*region))), "{word}: {seen:?}");
            }
            let mut rating = Rating::new(Moment::Other);
            spots.put_into(&mut rating);
            assert_eq!(Spots::of(&rating).text(), spots.text(), "{word} comes back as it was said");
        }
        assert_eq!(region_at(ROWS), None);
    }

    #[test]
    fn a_region_without_a_side_is_a_place() {
        let mut spots = Spots::default();
        spots.toggle_region(Region::Knee);
        spots.toggle_region(Region::Foot);
        assert_eq!((spots.text().as_str(), spots.spread()), ("knee, foot", Some(Spread::Foot)));
        spots.toggle_region(Region::Foot);
        assert_eq!((spots.text().as_str(), spots.spread()), ("knee", None));
    }

    #[test]
    fn what_the_grid_has_no_cell_for_is_kept() {
        let hip = Rating {
            region: Some(Region::Hip),
            side: Some(PainSide::Middle),
            also: vec![Spot { region: Region::LowBack, side: None }],
            spread: Some(Spread::Thigh),
            ..Rating::new(Moment::Other)
        };
        let mut spots = Spots::of(&hip);
        assert_eq!((spots.text().as_str(), spots.spread()), ("hip middle, low back", Some(Spread::Thigh)));
        let mut again = Rating::new(Moment::Other);
        spots.put_into(&mut again);
        assert_eq!(again, hip);
        spots.toggle(cell(Region::Buttock, PainSide::Left));
        assert_eq!(spots.spread(), Some(Spread::Buttock), "what was said last time does not hold for other places");
    }
}
