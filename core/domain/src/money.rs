//! Amounts in đồng.
