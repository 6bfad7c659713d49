//! VietQR.
