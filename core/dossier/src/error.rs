/// Why something asked about a dossier cannot be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DossierError {
    /// The dossier is not followed here.
    #[error("the dossier is not followed")]
    NotFollowed,
    /// The province does not know the code.
    #[error("the province does not know this code")]
    Unknown,
    /// Only its owner, signed in, may see more than code and completion.
    #[error("the dossier's details need sign-in")]
    OwnerOnly,
}

citizen_domain::error_codes! { DossierError {
    NotFollowed => "dossier.not_followed", Expected, NotFound;
    Unknown => "dossier.unknown", Expected, NotFound;
    OwnerOnly => "dossier.owner_only", Expected, SignIn;
}}

#[cfg(test)]
mod tests {
    use super::DossierError;
    use citizen_domain::message::knows;

    #[test]
    fn every_error_is_explained_in_both_languages() {
        for error in DossierError::ERRORS {
            assert!(knows(&format!("error.{}", error.code)), "{}", error.code);
        }
    }
}
