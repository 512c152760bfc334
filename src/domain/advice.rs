//! What a rating means and what follows from it: zones, the next morning, safety questions, and how a session is
//! fitted to today's back.
//!
//! Pure: journal, content, limits and the time go in; advice with its reason and the numbers behind it comes out.
//! Every number of a rule stands in [`limits`], with its source.

pub mod adapt;
pub mod change;
pub mod clinic;
pub mod cost;
pub mod dial;
pub mod flare;
pub mod history;
pub mod ladder;
mod level;
pub mod limits;
pub mod meaning;
pub mod median;
pub mod morning;
pub mod rule;
pub mod safety;
pub mod standing;
pub mod stop;
pub mod suggest;
pub mod today;
pub mod trigger;
pub mod week;
pub mod zone;
