//! What crosses: the core's own types, named once more for the generator. Nothing is converted, and a field that the core adds or
//! takes away does not compile here.

mod dossiers;
mod home;
mod person;
mod ratings;
mod reports;
mod small;

pub use dossiers::*;
pub use home::*;
pub use person::*;
pub use ratings::*;
pub use reports::*;
pub use small::*;
