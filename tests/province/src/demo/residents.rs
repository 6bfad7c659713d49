use crate::error::ApiError;
use rusqlite::{Connection, params};

/// A fictitious resident. "Thử" means "try"; no real identity number begins with 0000.
#[derive(Debug, Clone, Copy)]
pub struct DemoResident {
    /// Stable id.
    pub sub: &'static str,
    /// Name as shown.
    pub display_name: &'static str,
    /// Identity number.
    pub id_number: &'static str,
    /// `citizen`, `foreigner` or `organisation`.
    pub account_type: &'static str,
    /// Level of the electronic identity.
    pub level: Option<u8>,
    /// `adult`, `14-15`, `6-13`; organisations have none.
    pub age_band: Option<&'static str>,
}

const fn person(
    sub: &'static str,
    display_name: &'static str,
    id_number: &'static str,
    level: u8,
    age_band: &'static str,
) -> DemoResident {
    DemoResident {
        sub,
        display_name,
        id_number,
        account_type: "citizen",
        level: Some(level),
        age_band: Some(age_band),
    }
}

/// The resident of the demonstration's story.
pub const MAIN_RESIDENT: DemoResident = person("demo-thu", "Nguyễn Văn Thử", "000000000001", 2, "adult");
/// Somebody else, who must see nothing of it.
pub const OTHER_RESIDENT: DemoResident = person("demo-mau", "Trần Thị Mẫu", "000000000002", 1, "adult");

/// A child under 14, for whom [`MAIN_RESIDENT`] acts.
pub const CHILD: DemoResident = person("demo-be", "Lê Thử Bé", "000000000006", 1, "6-13");

/// All of them, one for each kind of account (ND 69/2024/NĐ-CP).
pub const RESIDENTS: [DemoResident; 6] = [
    MAIN_RESIDENT,
    OTHER_RESIDENT,
    CHILD,
    person("demo-nho", "Lê Thử Nhỏ", "000000000003", 2, "14-15"),
    DemoResident {
        account_type: "foreigner",
        ..person("demo-foreigner", "Test Foreigner", "000000000004", 2, "adult")
    },
    DemoResident {
        sub: "demo-organisation",
        display_name: "Công ty Thử Nghiệm",
        id_number: "0000000005",
        account_type: "organisation",
        level: None,
        age_band: None,
    },
];

pub(super) fn add(tx: &Connection) -> Result<(), ApiError> {
    for resident in RESIDENTS {
        tx.prepare_cached(
            "INSERT INTO residents (sub, display_name, id_number, account_type, level, age_band)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            resident.sub,
            resident.display_name,
            resident.id_number,
            resident.account_type,
            resident.level,
            resident.age_band
        ])?;
    }
    tx.execute(
        "INSERT INTO guardians (child, guardian) VALUES (?1, ?2)",
        params![CHILD.sub, MAIN_RESIDENT.sub],
    )?;
    Ok(())
}
