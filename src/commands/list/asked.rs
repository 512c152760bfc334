//! Which filters were asked for, and what is wrong with them.

use crate::cli::{List, Listed};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::filter;
use crate::domain::content::link::ItemKind;
use crate::domain::content::search::{did_you_mean, meant, named_by};
use crate::domain::text::Text;
use crate::domain::text::folding::folded;

/// For nothing but the floor.
const NOTHING: &str = "none";
/// Other words for it.
const ALSO_NOTHING: &[&str] = &["nothing", "no", "no-equipment", "floor", "bodyweight", "body-weight"];

impl Listed {
    /// What the list is of.
    pub(super) const fn kind(self) -> ItemKind {
        match self {
            Self::Routines => ItemKind::Routine,
            Self::Exercises => ItemKind::Exercise,
            Self::Guides => ItemKind::Guide,
            Self::Plans => ItemKind::Plan,
        }
    }
}

/// A filter that does not go with what is listed, said to the user, and with what it goes.
pub(super) fn misfit(args: &List) -> Option<String> {
    let (exercises, routines): (&[Listed], &[Listed]) = (&[Listed::Exercises], &[Listed::Routines]);
    let given = [
        ("--for", args.problem.clone(), exercises),
        ("--kind", args.kind.map(|kind| kind.to_string()), exercises),
        ("--position", args.position.map(|position| position.to_string()), exercises),
        ("--minutes", args.minutes.map(|minutes| minutes.to_string()), routines),
        ("--when", args.when.map(|when| when.to_string()), routines),
        ("--equipment", args.equipment.as_ref().map(|things| things.join(",")), &[Listed::Exercises, Listed::Routines]),
    ];
    given.into_iter().find_map(|(flag, value, fits)| {
        let value = value.filter(|_| !fits.contains(&args.what))?;
        let names: Vec<String> = fits.iter().map(|listed| format!("{}s", listed.kind())).collect();
        let first = names.first()?;
        let value = Text::clean(&value);
        Some(format!("`{flag}` goes with {}; try `supple list {first} {flag} {value}`", names.join(" and ")))
    })
}

/// The problem that exercises have to help with.
pub(super) fn problem(catalog: &Catalog, args: &List) -> Result<Option<Id>, String> {
    let Some(asked) = &args.problem else { return Ok(None) };
    let known = filter::problems(catalog);
    let hint = || hint(asked, &known);
    pick(asked, &known).map(Some).ok_or_else(|| format!("no exercise is for `{}`; {}", Text::clean(asked), hint()))
}

/// The things that are at hand; `None` where that does not matter.
pub(super) fn at_hand(catalog: &Catalog, args: &List) -> Result<Option<Vec<Id>>, String> {
    let Some(given) = &args.equipment else { return Ok(None) };
    let given: Vec<&str> = given.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).collect();
    let given: Vec<&str> = given.into_iter().map(|word| if is_nothing(word) { NOTHING } else { word }).collect();
    match given.as_slice() {
        [] => return Err(format!("`--equipment` names nothing; `{NOTHING}` is for nothing but the floor")),
        [NOTHING] => return Ok(Some(Vec::new())),
        several if several.contains(&NOTHING) => {
            return Err(format!("`{NOTHING}` is for nothing but the floor, and does not go with other things"));
        }
        _ => {}
    }
    let known = filter::equipment(catalog);
    let thing = |word: &&str| {
        let hint = || hint(word, &known);
        pick(word, &known).ok_or_else(|| format!("nothing here needs `{}`; {}", Text::clean(word), hint()))
    };
    given.iter().map(thing).collect::<Result<_, _>>().map(Some)
}

fn is_nothing(word: &str) -> bool {
    ALSO_NOTHING.contains(&dashed(word).as_str())
}

/// What comes near to `asked`, or all there is.
fn hint(asked: &str, known: &[Id]) -> String {
    let known = || known.iter().map(Id::as_str);
    match meant(asked, known()).as_slice() {
        [] => format!("expected one of: {}", known().collect::<Vec<_>>().join(", ")),
        near => did_you_mean(near),
    }
}

/// The word that `asked` is, also with blanks and capitals; else the only one that has all of its words.
fn pick(asked: &str, known: &[Id]) -> Option<Id> {
    let wanted = dashed(asked);
    let found = match named_by(asked, known.iter().map(Id::as_str)).as_slice() {
        [only] => (*only).to_owned(),
        _ => wanted.clone(),
    };
    let is = |wanted: &str| known.iter().find(|id| id.as_str() == wanted).cloned();
    is(&wanted).or_else(|| is(&found))
}

/// A word as files have it.
fn dashed(word: &str) -> String {
    folded(word.trim()).replace([' ', '_'], "-")
}
