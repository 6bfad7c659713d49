//! Behaviour over whole questionnaires.

mod answering;
mod bounds;
mod publishing;
mod rating;
mod scoring;
mod support;
