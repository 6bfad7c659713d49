/// Who is signed in.
#[derive(Clone, PartialEq, Eq)]
pub struct Subject {
    /// Stable id.
    pub sub: String,
    /// Display name; empty where an outside provider gives none.
    pub display_name: String,
    /// Identity number (fictitious in the demonstration); an outside provider may not say it.
    pub id_number: Option<String>,
    /// `citizen`, `foreigner` or `organisation`.
    pub account_type: String,
    /// Level of the electronic identity, 1 or 2; organisations have none.
    pub level: Option<u8>,
    /// `adult`, `14-15`, `6-13` or `under-6`; organisations have none.
    pub age_band: Option<String>,
}

impl Subject {
    /// Whether somebody else has to act for this person (ND 69/2024/NĐ-CP Art. 14.2).
    pub fn is_under_14(&self) -> bool {
        matches!(self.age_band.as_deref(), Some("6-13" | "under-6"))
    }

    /// From the columns `sub, display_name, id_number, account_type, level, age_band`.
    pub(crate) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            sub: row.get(0)?,
            display_name: row.get(1)?,
            id_number: row.get(2)?,
            account_type: row.get(3)?,
            level: row.get(4)?,
            age_band: row.get(5)?,
        })
    }
}

impl std::fmt::Debug for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Subject(…)")
    }
}
