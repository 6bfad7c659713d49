//! Dossier codes, agency identifiers and procedure codes as they are typed, scanned or sent.
#![no_main]

use citizen_domain::codes::{AgencyId, DossierCode, ProcedureCode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    if let Ok(code) = DossierCode::parse(input) {
        assert_eq!(code.raw, input);
        let again = DossierCode::parse(&code.normalized).expect("what was read once reads again");
        assert_eq!((&again.normalized, again.shape), (&code.normalized, code.shape));
        assert_eq!(again, code);
    }
    if let Ok(id) = AgencyId::parse(input) {
        assert_eq!(AgencyId::parse(id.as_str()).as_ref(), Ok(&id));
    }
    if let Ok(code) = ProcedureCode::parse(input) {
        assert_eq!(ProcedureCode::parse(&code.nat).as_ref(), Ok(&code));
    }
});
