//! Many seeds, controls that must fail, and mishaps that have a name.

mod campaign;
mod controls;
mod mishaps;
mod replay;
