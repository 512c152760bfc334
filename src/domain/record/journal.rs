//! Folds the lines of all devices into what holds now.
