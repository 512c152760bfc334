//! What a rating means and what follows from it: zones, the next morning, safety questions, and how a session is
//! fitted to today's back.
//!
//! Pure: journal, content, limits and the time go in; advice with its reason and the numbers behind it comes out.
//! Every number that the user can move stands in [`limits`], with its source; a number beside its rule says that it is
//! our choice.
//!
//! Of one rating: [`zone`] during a session, [`meaning`] after it, [`morning`] the day after, [`trigger`] for the
//! [`safety`] questions. Of the journal: [`clearance`] after the safety answers, the line about a [`clinic`]. Of today:
//! [`today`] gathers what the journal says, from [`history`], [`week`], [`flare_up`] and [`cost`]; [`adapt`] fits a routine to
//! it, each [`change`] with its [`rule`]; [`suggest`] picks a routine or rest;
//! [`exempt_days`] are those that ask nothing of the weekly goal.

pub mod adapt;
pub mod change;
pub mod clearance;
pub mod clinic;
pub mod cost;
pub mod dial;
pub mod exempt_days;
pub mod flare_up;
pub mod history;
mod ladder;
mod level;
pub mod limits;
pub mod meaning;
pub mod median;
pub mod morning;
pub mod paragraph;
pub mod rated;
pub mod rule;
pub mod safety;
pub mod stop;
pub mod suggest;
pub mod today;
pub mod trigger;
pub mod week;
pub mod zone;
