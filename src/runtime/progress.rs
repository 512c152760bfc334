//! The session in progress, on disk.
