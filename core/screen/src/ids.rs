//! Names of things, so that one is never given where another is asked for.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
        pub struct $name(pub String);

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        // A code leads to a person.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

ids! {
    /// A dossier, by its code as normalised.
    DossierKey,
    /// A field report or its draft.
    ReportId,
    /// An item of the outbox.
    ItemId,
    /// A category of field reports.
    CategoryCode,
    /// An administrative unit.
    UnitCode,
    /// A questionnaire.
    QuestionnaireId,
    /// A question of one.
    QuestionId,
    /// A procedure.
    ProcedureCode,
    /// A photo, by the SHA-256 of its content.
    PhotoHash,
}
