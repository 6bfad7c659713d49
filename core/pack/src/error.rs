/// Why a pack was refused. Names of provinces, versions and keys are public; nothing personal is in here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// Not JSON, or not the JSON of a pack.
    #[error("this is not a province pack")]
    NotAPack,
    /// Larger than [`crate::MAX_BYTES`].
    #[error("the pack is larger than 16 MiB")]
    TooLarge,
    /// A format that this version of the program does not read.
    #[error("unknown pack format {0}")]
    UnknownFormat(u32),
    /// The signature is not that of the key it names.
    #[error("the pack's signature is wrong")]
    WrongSignature,
    /// Signed by a key that the held pack does not name, or no longer.
    #[error("the pack is signed by an unknown key")]
    UnknownKey,
    /// A pack for another province than the one wanted.
    #[error("the pack is for province {offered}, not {wanted}")]
    AnotherProvince {
        /// Statistics code of the province wanted.
        wanted: String,
        /// Statistics code in the pack.
        offered: String,
    },
    /// Older than the pack held, or another pack under the same version.
    #[error("version {offered} is not newer than version {held}, which is held")]
    NotNewer {
        /// Version held.
        held: u64,
        /// Version in the pack.
        offered: u64,
    },
    /// Its last day is over.
    #[error("the pack has expired")]
    Expired,
    /// Signed or valid only from a later time on.
    #[error("the pack is not valid yet")]
    NotYetValid,
    /// A section is neither in the file nor held.
    #[error("section {0} is missing")]
    SectionMissing(String),
    /// A section is not the one that was signed.
    #[error("section {0} was changed")]
    SectionChanged(String),
    /// A section was signed but cannot be read, or contradicts another.
    #[error("section {0} cannot be read")]
    BadSection(String),
    /// No root key vouches for the key. The person may compare the fingerprint with one received on another way.
    #[error("nobody vouches for the province's key {fingerprint}")]
    NotVouched {
        /// RFC 7638 SHA-256 thumbprint of the pack's key, base64url.
        fingerprint: String,
    },
    /// A file of root keys that cannot be read.
    #[error("the root key file cannot be read")]
    BadRoots,
    /// The pack could not be made: the signing key or the content does not allow it.
    #[error("the pack cannot be made: {0}")]
    CannotBuild(&'static str),
}

citizen_domain::error_codes! { PackError {
    NotAPack => "pack.not_a_pack", Expected, Refused;
    TooLarge => "pack.too_large", Expected, Refused;
    UnknownFormat(..) => "pack.unknown_format", Expected, TooOld;
    WrongSignature => "pack.wrong_signature", Security, Security;
    UnknownKey => "pack.unknown_key", Security, Security;
    AnotherProvince { .. } => "pack.another_province", Security, Security;
    NotNewer { .. } => "pack.not_newer", Security, Security;
    Expired => "pack.expired", Security, Security;
    NotYetValid => "pack.not_yet_valid", Security, Security;
    SectionMissing(..) => "pack.section_missing", Expected, Refused;
    SectionChanged(..) => "pack.section_changed", Security, Security;
    BadSection(..) => "pack.bad_section", Expected, Refused;
    NotVouched { .. } => "pack.not_vouched", Security, Security;
    BadRoots => "pack.bad_roots", Expected, Refused;
    CannotBuild(..) => "pack.cannot_build", Expected, Refused;
}}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_its_words_in_both_languages() {
        for error in PackError::ERRORS {
            assert!(
                citizen_domain::message::knows(&format!("error.{}", error.code)),
                "{}",
                error.code
            );
        }
    }
}
