package vn.citizen.ui.screens

import androidx.compose.runtime.Composable
import vn.citizen.core.DossierCard
import vn.citizen.core.DossierCode
import vn.citizen.core.Fact
import vn.citizen.core.ReportCard
import vn.citizen.core.ReportId
import vn.citizen.core.Said
import vn.citizen.core.SessionState
import vn.citizen.core.SessionView
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.parts.Banner
import vn.citizen.ui.parts.Blank
import vn.citizen.ui.parts.Busy
import vn.citizen.ui.parts.DossierSheet
import vn.citizen.ui.parts.FactList
import vn.citizen.ui.parts.ListPage
import vn.citizen.ui.parts.MainButton
import vn.citizen.ui.parts.NotYet
import vn.citizen.ui.parts.Page
import vn.citizen.ui.parts.ReportSheet
import vn.citizen.ui.parts.Say
import vn.citizen.ui.parts.SecondButton
import vn.citizen.ui.parts.Sheet
import vn.citizen.ui.parts.SwitchRow
import vn.citizen.ui.parts.ToneChip
import vn.citizen.ui.parts.WayRow
import vn.citizen.ui.parts.asIs

data class AccountState(
    val session: SessionView? = null,
    val askSignOut: Boolean = false,
    /** Where a copy of the data was written, in words. */
    val exported: Said? = null,
    val noBrowser: Boolean = false,
    /** The phone's clock is so wrong that no browser would open the page. */
    val wrongClock: Boolean = false,
    /** The province is asked where one signs in. */
    val opening: Boolean = false,
    val exporting: Boolean = false,
    val problem: Said? = null,
)

sealed interface AccountEvent {
    data object Back : AccountEvent

    data object SignIn : AccountEvent

    data object CancelSignIn : AccountEvent

    data object AskSignOut : AccountEvent

    data object SignOut : AccountEvent

    data object Keep : AccountEvent

    data object Activity : AccountEvent

    data object Export : AccountEvent

    data object Erase : AccountEvent
}

@Composable
fun AccountScreen(state: AccountState, onEvent: (AccountEvent) -> Unit) {
    val words = Look.words.account
    if (state.askSignOut) {
        AskPage(words.signOutTitle, words.signOutLine, words.signOut, { onEvent(AccountEvent.Keep) }, state.problem) { onEvent(AccountEvent.SignOut) }
        return
    }
    val session = state.session
    val signedIn = session?.state == SessionState.SIGNED_IN
    Page(
        words.title,
        onBack = { onEvent(AccountEvent.Back) },
        bottom = when (session?.state) {
            null, SessionState.SIGNED_IN -> null
            SessionState.AUTHENTICATING -> ({ SecondButton(words.signInCancel, Icons.close) { onEvent(AccountEvent.CancelSignIn) } })
            else -> if (state.opening) null else ({ MainButton(Look.words.signIn, Icons.person) { onEvent(AccountEvent.SignIn) } })
        },
    ) {
        if (session == null) return@Page NotYet(state.problem)
        state.problem?.let { Banner(it, Tone.OVERDUE) }
        if (state.noBrowser) Banner(words.noBrowser, Tone.OVERDUE)
        if (state.wrongClock) Banner(words.wrongClock, Tone.OVERDUE)
        Sheet(tone = if (signedIn) Tone.ON_TIME else Tone.NEUTRAL) { Who(session) }
        when {
            session.state == SessionState.AUTHENTICATING -> Busy(words.signInWait)
            state.opening -> Busy(words.signInOpens)
            !signedIn -> Say(words.signInAbout)
        }
        WayRow(Icons.receipt, words.activity, words.activityLine) { onEvent(AccountEvent.Activity) }
        state.exported?.let { Banner(it, Tone.DONE) }
        if (state.exporting) Busy(words.exporting) else WayRow(Icons.download, words.export, words.exportLine) { onEvent(AccountEvent.Export) }
        if (signedIn) SecondButton(words.signOut, Icons.close) { onEvent(AccountEvent.AskSignOut) }
        SecondButton(words.erase, Icons.erase, danger = true) { onEvent(AccountEvent.Erase) }
    }
}

@Composable
private fun Who(session: SessionView) {
    val words = Look.words.account
    session.name?.let { Say(asIs(it), style = Look.type.state) }
    Say(session.said, style = if (session.name == null) Look.type.state else Look.type.body)
    session.actingFor?.let { ToneChip(it, Tone.WAITING) }
    val facts = listOfNotNull(
        session.idLast4?.let { Fact(words.idNumber, it) },
        session.level?.let { Fact(words.level, it) },
        session.until?.let { Fact(words.until, it) },
    )
    if (facts.isNotEmpty()) FactList(facts)
}

/** [moreReports], [moreFinished]: whether there are any beyond those that were asked for. */
data class ActivityState(
    val reports: List<ReportCard>? = null,
    val finished: List<DossierCard> = emptyList(),
    val moreReports: Boolean = false,
    val moreFinished: Boolean = false,
    val problem: Said? = null,
)

sealed interface ActivityEvent {
    data object Back : ActivityEvent

    data object MoreReports : ActivityEvent

    data object MoreFinished : ActivityEvent

    data class OpenReport(val id: ReportId) : ActivityEvent

    data class OpenDossier(val code: DossierCode) : ActivityEvent
}

@Composable
fun ActivityScreen(state: ActivityState, onEvent: (ActivityEvent) -> Unit) {
    val words = Look.words
    ListPage(words.account.activity, onBack = { onEvent(ActivityEvent.Back) }) {
        val reports = state.reports ?: return@ListPage part("not yet") { NotYet(state.problem) }
        state.problem?.let { part("problem") { Banner(it, Tone.OVERDUE) } }
        if (reports.isEmpty() && state.finished.isEmpty()) part("nothing") { Blank(Icons.receipt, words.account.activityEmpty) }
        cards("reports", words.home.reports, reports, { it.id.value }, { onEvent(ActivityEvent.MoreReports) }.takeIf { state.moreReports }) { card ->
            ReportSheet(card) { onEvent(ActivityEvent.OpenReport(card.id)) }
        }
        cards("finished", words.home.finished, state.finished, { it.code.value }, { onEvent(ActivityEvent.MoreFinished) }.takeIf { state.moreFinished }) { card ->
            DossierSheet(card) { onEvent(ActivityEvent.OpenDossier(card.code)) }
        }
    }
}

/** [erased]: nothing is left here, and the app has still to be opened anew. */
data class EraseState(val agreed: Boolean = false, val waiting: Said? = null, val busy: Boolean = false, val erased: Boolean = false, val problem: Said? = null) {
    val noWayBack: Boolean get() = busy || erased
}

sealed interface EraseEvent {
    data class Agree(val on: Boolean) : EraseEvent

    data object Keep : EraseEvent

    data object Erase : EraseEvent
}

/** Nothing is erased by one touch: first the line is agreed to, then the button is there. */
@Composable
fun EraseScreen(state: EraseState, onEvent: (EraseEvent) -> Unit) {
    val words = Look.words.account
    Page(
        words.eraseTitle,
        bottom = if (state.busy) null else ({
            if (!state.noWayBack) MainButton(Look.words.keep) { onEvent(EraseEvent.Keep) }
            if (state.agreed) SecondButton(words.eraseYes, Icons.erase, danger = true) { onEvent(EraseEvent.Erase) }
        }),
    ) {
        if (state.busy) Busy(words.erasing)
        state.problem?.let { Banner(it, Tone.OVERDUE) }
        Say(words.eraseLine)
        state.waiting?.let { Banner(it, Tone.DUE_SOON) }
        if (!state.noWayBack) SwitchRow(words.eraseAgree, state.agreed) { onEvent(EraseEvent.Agree(it)) }
    }
}
