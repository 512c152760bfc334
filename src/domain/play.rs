//! From a routine to cues: timeline, player, session.
