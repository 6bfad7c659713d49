package vn.citizen.core

/** What was entrusted to the phone and is not yet at the province. */
interface Outbox {
    suspend fun items(offset: Int, limit: Int): OutboxPage

    /** Tries [id], or everything, now. */
    suspend fun retry(id: ItemId? = null)

    suspend fun discard(id: ItemId)

    suspend fun receipt(id: ItemId): ReceiptView
}

data class OutboxPage(val rows: List<OutboxRow>, val waiting: WaitingSummary, val total: Int)

/** [state] says in a sentence what it waits for and what ends the wait. */
data class OutboxRow(
    val id: ItemId,
    val kind: Said,
    val state: Said,
    val tone: Tone,
    val size: Said,
    val nextTry: Said?,
    val actions: Set<OutboxAction>,
)

enum class OutboxAction { RETRY, DISCARD, RECEIPT }
