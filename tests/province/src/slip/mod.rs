//! Receipt slips (form 01) as pictures.
