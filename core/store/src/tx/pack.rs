use super::{Tx, from_json, to_json};
use citizen_domain::repository::RepositoryError;
use citizen_pack::{PackRepository, StoredPack};
use rusqlite::params;

impl PackRepository for Tx<'_> {
    fn pack(&self, province: &str) -> Result<Option<StoredPack>, RepositoryError> {
        self.one(
            "SELECT file, standing, signed_by FROM pack WHERE province = ?1",
            [province],
            |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?)),
        )?
        .map(|(file, standing, signed_by)| {
            Ok(StoredPack {
                province: province.to_owned(),
                file,
                standing: from_json(&standing)?,
                signed_by,
            })
        })
        .transpose()
    }

    fn put_pack(&self, pack: &StoredPack) -> Result<(), RepositoryError> {
        self.execute(
            "INSERT INTO pack (province, signed_by, standing, file) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (province) DO UPDATE SET
                signed_by = excluded.signed_by, standing = excluded.standing, file = excluded.file",
            params![pack.province, pack.signed_by, to_json(&pack.standing)?, pack.file],
        )
        .map(drop)
    }

    fn accepted_key(&self, province: &str) -> Result<Option<String>, RepositoryError> {
        self.one(
            "SELECT fingerprint FROM accepted_key WHERE province = ?1",
            [province],
            |row| row.get(0),
        )
    }

    fn put_accepted_key(&self, province: &str, fingerprint: &str) -> Result<(), RepositoryError> {
        self.execute(
            "INSERT INTO accepted_key (province, fingerprint) VALUES (?1, ?2)
             ON CONFLICT (province) DO UPDATE SET fingerprint = excluded.fingerprint",
            params![province, fingerprint],
        )
        .map(drop)
    }
}
