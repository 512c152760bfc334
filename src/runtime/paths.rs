//! Where config, data and state live.
