use super::claims::Person;
use crate::error::ApiError;
use crate::http::Subject;
use rusqlite::{OptionalExtension, Transaction, params};

/// Keeps a person of an outside provider and gives who they are here.
///
/// Somebody met for the first time whose identity number the province knows already is that resident: the number is
/// one person's for life, and the operator chose the provider. Everybody else gets an id of their own, made from issuer
/// and subject, so that two providers' subjects never meet.
pub(crate) fn keep(tx: &Transaction<'_>, issuer: &str, person: &Person) -> Result<Subject, ApiError> {
    let known: Option<String> = tx
        .prepare_cached("SELECT resident FROM outside_accounts WHERE issuer = ?1 AND subject = ?2")?
        .query_row(params![issuer, person.subject], |row| row.get(0))
        .optional()?;
    let sub = match known {
        Some(sub) => {
            refresh(tx, &sub, person)?;
            sub
        }
        None => join(tx, issuer, person)?,
    };
    read(tx, &sub)
}

fn join(tx: &Transaction<'_>, issuer: &str, person: &Person) -> Result<String, ApiError> {
    let same: Option<String> = tx
        .prepare_cached("SELECT sub FROM residents WHERE id_number = ?1")?
        .query_row([&person.id_number], |row| row.get(0))
        .optional()?;
    let sub = match same {
        Some(sub) => {
            refresh(tx, &sub, person)?;
            sub
        }
        None => {
            let sub = format!("{issuer}#{}", person.subject);
            tx.execute(
                "INSERT INTO residents (sub, display_name, id_number, account_type, level, age_band)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    sub,
                    person.display_name,
                    person.id_number,
                    person.account_type,
                    person.level,
                    person.age_band
                ],
            )?;
            sub
        }
    };
    tx.execute(
        "INSERT INTO outside_accounts (issuer, subject, resident) VALUES (?1, ?2, ?3)",
        params![issuer, person.subject, sub],
    )?;
    Ok(sub)
}

/// What the provider says now counts; what it leaves out this time stays. An identity number never changes hands.
fn refresh(tx: &Transaction<'_>, sub: &str, person: &Person) -> Result<(), ApiError> {
    tx.execute(
        "UPDATE residents SET
             display_name = CASE ?2 WHEN '' THEN display_name ELSE ?2 END,
             id_number = CASE WHEN EXISTS (SELECT 1 FROM residents WHERE id_number = ?3) THEN id_number
                              ELSE coalesce(id_number, ?3) END,
             level = coalesce(?4, level),
             age_band = coalesce(?5, age_band)
         WHERE sub = ?1",
        params![
            sub,
            person.display_name,
            person.id_number,
            person.level,
            person.age_band
        ],
    )?;
    Ok(())
}

fn read(tx: &Transaction<'_>, sub: &str) -> Result<Subject, ApiError> {
    Ok(tx
        .prepare_cached(
            "SELECT sub, display_name, id_number, account_type, level, age_band FROM residents WHERE sub = ?1",
        )?
        .query_row([sub], Subject::read)?)
}
