//! Personal identity numbers.
