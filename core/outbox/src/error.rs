/// Why the outbox refuses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutboxError {
    /// Not the UUID that the endpoint wants.
    #[error("the id is not of the right kind")]
    BadId,
    /// A body or attachment list that cannot be sent.
    #[error("the body cannot be sent")]
    BadBody,
    /// Only a rejected item that the province lets be changed can be replaced.
    #[error("the item cannot be replaced")]
    NotEditable,
    /// Accepted items stay until the retention rules of the pack remove them.
    #[error("the item is accepted")]
    AlreadyAccepted,
    /// The event makes no sense in this state.
    #[error("not possible in this state")]
    NotPossible,
    /// The file is no receipt.
    #[error("not a receipt")]
    NotAReceipt,
    /// The receipt was refused.
    #[error("receipt refused: {0:?}")]
    Receipt(crate::receipt::ReceiptProblem),
}

citizen_domain::error_codes! { OutboxError {
    BadId => "outbox.bad_id", Bug, Bug;
    BadBody => "outbox.bad_body", Expected, Refused;
    NotEditable => "outbox.not_editable", Expected, Refused;
    AlreadyAccepted => "outbox.already_accepted", Expected, Refused;
    NotPossible => "outbox.not_possible", Expected, Refused;
    NotAReceipt => "outbox.not_a_receipt", Expected, Refused;
    Receipt(..) => "outbox.receipt_refused", Security, Security;
}}
