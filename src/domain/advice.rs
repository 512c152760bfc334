//! Advice: zones of a score, the next morning, safety questions, and routines adapted to today's back.
//!
//! Pure: journal, content, limits and the time go in; advice with its reason and the numbers behind it comes out.
//! Every number that the user can change is in [`limits`], with its source; any other number says next to it that it is
//! our choice.
//!
//! For one rating: [`zone`] during a session, [`clinical_change`] after it, [`morning`] the day after,
//! [`screening_trigger`] for the [`safety`] questions. From the journal: [`clearance`] after the safety answers, the
//! advice to see a [`clinic`]. For readiness: [`readiness`] gathers the state of the back from [`history`],
//! [`flare_up`] and [`provocation`]; [`adapt`] adapts a routine to it, each [`change`] with its [`rule`]; [`suggest`]
//! picks a routine or rest, [`compose`] makes one for a wish.

pub mod adapt;
pub mod change;
pub mod clearance;
pub mod clinic;
pub mod clinical_change;
pub mod compose;
pub mod flare_up;
pub mod history;
pub mod limits;
pub mod morning;
pub mod paragraph;
pub mod progression;
pub mod provocation;
pub mod readiness;
pub mod rule;
pub mod safety;
pub mod screening_trigger;
pub mod suggest;
pub mod zone;
