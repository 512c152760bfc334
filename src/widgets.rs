//! Drawing only: plain values in, cells out.
