use citizen_domain::Timestamp;

/// What stands on a slip: the fields of form 01 in their order (D§4.3). Demonstrations fill it with plainly
/// fictitious values.
#[derive(Clone, PartialEq, Eq)]
pub struct SlipData {
    /// Governing body ("Cơ quan chủ quản"), for example a commune's people's committee.
    pub parent: String,
    /// Office that received it.
    pub office: String,
    /// Number of the slip.
    pub number: String,
    /// Place written before the date.
    pub place: String,
    /// Dossier code exactly as issued.
    pub code: String,
    /// Person or organisation.
    pub applicant: String,
    /// 12 digits or an organisation's number.
    pub id_number: String,
    /// Address.
    pub address: String,
    /// Phone.
    pub phone: String,
    /// E-mail; may be empty.
    pub email: String,
    /// Who gave a power of attorney, if anybody did.
    pub delegate: Option<Delegate>,
    /// What is asked for, usually the procedure's name.
    pub content: String,
    /// Papers handed in.
    pub papers: Vec<String>,
    /// How many sets.
    pub sets: u32,
    /// Time limit by rule in words with its counting unit, for example "15 ngày làm việc".
    pub limit: String,
    /// Reception.
    pub received_at: Timestamp,
    /// Appointment.
    pub appointment_at: Option<Timestamp>,
    /// Where the result is collected.
    pub collect: String,
    /// Book and row of the register, if kept on paper.
    pub book: Option<(String, String)>,
    /// Who handed it in.
    pub submitter: String,
    /// Who received it.
    pub receiver: String,
}

/// The delegation block of form 01.
#[derive(Clone, PartialEq, Eq)]
pub struct Delegate {
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Identity number.
    pub id_number: String,
    /// Phone.
    pub phone: String,
    /// E-mail; may be empty.
    pub email: String,
    /// The paper that proves it.
    pub paper: String,
}

impl std::fmt::Debug for SlipData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SlipData").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Delegate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Delegate").finish_non_exhaustive()
    }
}
