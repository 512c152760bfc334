//! Every colour and style, by role.
