package vn.citizen.core

/** What was entrusted to the phone and is not yet at the province. */
interface Outbox {
    /** At most [limit] after [after], or from the first on; only what waits, or everything. */
    suspend fun items(after: ItemId? = null, limit: Int = 100, onlyWaiting: Boolean = true): OutboxPage

    /** Makes the next sync try [id], or everything, at once. */
    suspend fun retry(id: ItemId? = null)

    /** Throws it away; what the province may hold of it is taken back by the next sync first. Gives what it is now. */
    suspend fun discard(id: ItemId): OutboxRow

    suspend fun receipt(id: ItemId): ReceiptView
}

data class OutboxPage(val rows: List<OutboxRow>, val waiting: WaitingSummary)

/** [state] says in a sentence what it waits for and what ends the wait; [about] is how what the person wrote begins, none of a rating. */
data class OutboxRow(
    val id: ItemId,
    val kind: Said,
    val state: Said,
    val tone: Tone,
    val size: Said,
    val nextTry: Said?,
    val actions: Set<OutboxAction>,
    val about: Said? = null,
)

enum class OutboxAction { RETRY, DISCARD, RECEIPT }
