package vn.citizen.core

/** A dossier's code as the core normalised it. Shown texts come beside it; nothing reads its inside. */
@JvmInline
value class DossierCode(val value: String)

@JvmInline
value class ReportId(val value: String)

/** Something in the outbox. */
@JvmInline
value class ItemId(val value: String)

@JvmInline
value class CategoryCode(val value: String)

/** An administrative unit. */
@JvmInline
value class UnitCode(val value: String)

@JvmInline
value class QuestionnaireId(val value: String)
