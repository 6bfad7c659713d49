//! Dossier states.
