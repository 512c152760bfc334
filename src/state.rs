//! Plain state below the screens: the model, settings, routes, keys, events and effects.

pub mod action;
pub mod cx;
pub mod event;
pub mod journal_cache;
pub mod keymap;
pub mod model;
pub mod route;
pub mod safety_answers;
pub mod section;
pub mod settings;
pub mod sinks;
pub mod suggestions;
