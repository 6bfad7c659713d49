//! What a follower of dossiers would notice.

mod deadline;
mod feed;
mod merge;
mod support;
mod view;
