//! Personal names.
