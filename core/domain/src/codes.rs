//! Dossier, agency and procedure codes.
