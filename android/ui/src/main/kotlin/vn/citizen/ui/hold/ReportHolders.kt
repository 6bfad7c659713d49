package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import vn.citizen.core.Citizen
import vn.citizen.core.Host
import vn.citizen.core.ItemId
import vn.citizen.core.Problem
import vn.citizen.core.ReceiptView
import vn.citizen.core.ReportDecision
import vn.citizen.core.ReportId
import vn.citizen.core.Said
import vn.citizen.core.Snapshot
import vn.citizen.core.Topic
import vn.citizen.ui.screens.ReportAsk
import vn.citizen.ui.screens.ReportEvent
import vn.citizen.ui.screens.ReportState

class ReportHolder(private val id: ReportId, private val core: Citizen, private val ways: Ways, scope: CoroutineScope) : Holder<ReportState>(ReportState(), scope) {
    private val deciding = Once()

    override fun load() = watch(core.watch(Topic.Report(id))) { snapshot ->
        when (snapshot) {
            is Snapshot.Report -> set { copy(view = snapshot.view) }
            Snapshot.Gone -> ways.gone(Route.Report(id))
            else -> Unit
        }
    }

    override val written: Map<String, String> get() = if (now.why.isBlank()) emptyMap() else mapOf(WHY to now.why)

    override fun write(earlier: Map<String, String>) = set { copy(why = earlier[WHY].orEmpty()) }

    override fun ReportState.with(problem: Said?) = copy(problem = problem)

    override val stepBack: (() -> Unit)? get() = if (now.ask != null) ({ on(ReportEvent.Keep) }) else null

    /** The photo as it leaves the phone; null where it cannot be had now. */
    suspend fun photo(sha256: String): ByteArray? = photo(core, id, sha256)

    fun on(event: ReportEvent) {
        when (event) {
            ReportEvent.Back -> ways.back()
            ReportEvent.Edit -> ways.replace(Route.Draft(id))
            ReportEvent.Send -> deciding.ask {
                core.reports.send(id)
                ways.syncSoon()
            }
            ReportEvent.Mend -> deciding.ask { ways.replace(Route.Draft(core.reports.mend(id).card.id)) }
            ReportEvent.Confirm -> deciding.ask {
                core.reports.decide(id, ReportDecision.Confirm)
                ways.syncSoon()
            }
            ReportEvent.ShowReceipt -> now.view?.receipt?.let { ways.go(Route.Receipt(it.item)) }
            is ReportEvent.Ask -> set { copy(ask = event.ask, problem = null) }
            is ReportEvent.Why -> set { copy(why = event.text, problem = null) }
            ReportEvent.Keep -> set { copy(ask = null, problem = null) }
            ReportEvent.Yes -> now.ask?.let(::decide)
        }
    }

    private fun decide(asked: ReportAsk) = deciding.ask {
        when (asked) {
            ReportAsk.REOPEN -> {
                core.reports.decide(id, ReportDecision.Reopen(now.why))
                set { copy(why = "") }
            }
            ReportAsk.WITHDRAW -> core.reports.decide(id, ReportDecision.Withdraw)
            ReportAsk.DISCARD -> core.reports.discard(id)
        }
        set { copy(ask = null) }
        if (asked != ReportAsk.DISCARD) ways.syncSoon()
    }

    private companion object {
        const val WHY = "why"
    }
}

/** A picture that cannot be read now takes nothing away from what is said about it. */
internal suspend fun photo(core: Citizen, id: ReportId, sha256: String): ByteArray? = try {
    core.reports.photo(id, sha256)
} catch (_: Problem) {
    null
}

data class ReceiptState(val receipt: ReceiptView? = null, val problem: Said? = null)

class ReceiptHolder(private val item: ItemId, private val core: Citizen, private val host: Host, private val ways: Ways, scope: CoroutineScope) : Holder<ReceiptState>(ReceiptState(), scope) {
    override fun load() = ask {
        val receipt = core.outbox.receipt(item)
        set { copy(receipt = receipt) }
    }

    override fun ReceiptState.with(problem: Said?) = copy(problem = problem)

    fun back() = ways.back()

    fun share() = now.receipt?.let(host::share)
}
