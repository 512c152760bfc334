//! What a rating means and what follows from it: zones, the next morning, safety questions, and how a session is
//! fitted to today's back.
//!
//! Pure: journal, content, limits and the time go in; advice with its reason and the numbers behind it comes out.
//! Every number of a rule stands in [`limits`], with its source.

pub mod clinic;
pub mod history;
pub mod limits;
pub mod meaning;
pub mod median;
pub mod morning;
pub mod safety;
pub mod standing;
pub mod stop;
pub mod trigger;
pub mod zone;
