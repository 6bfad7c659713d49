package vn.citizen.core.bound

import vn.citizen.core.CheckRow
import vn.citizen.core.DossierAction
import vn.citizen.core.DossierCard
import vn.citizen.core.DossierCode
import vn.citizen.core.DossierPage
import vn.citizen.core.DossierView
import vn.citizen.core.EmergencyRow
import vn.citizen.core.FeeRow
import vn.citizen.core.HitKind
import vn.citizen.core.HomeView
import vn.citizen.core.ItemId
import vn.citizen.core.OutboxAction
import vn.citizen.core.OutboxPage
import vn.citizen.core.OutboxRow
import vn.citizen.core.ProcedureView
import vn.citizen.core.ProvinceChoice
import vn.citizen.core.ProvinceView
import vn.citizen.core.ScanKind
import vn.citizen.core.ScanResult
import vn.citizen.core.ScanView
import vn.citizen.core.SearchHit
import vn.citizen.core.SearchView
import vn.citizen.core.SessionState
import vn.citizen.core.SessionView
import vn.citizen.core.SyncView
import vn.citizen.core.Trust
import vn.citizen.core.WaitingSummary
import vn.citizen.bindings.CheckRow as BoundCheckRow
import vn.citizen.bindings.DossierAction as BoundDossierAction
import vn.citizen.bindings.DossierCard as BoundDossierCard
import vn.citizen.bindings.DossierPage as BoundDossierPage
import vn.citizen.bindings.DossierView as BoundDossierView
import vn.citizen.bindings.EmergencyRow as BoundEmergencyRow
import vn.citizen.bindings.FeeRow as BoundFeeRow
import vn.citizen.bindings.HitKind as BoundHitKind
import vn.citizen.bindings.HomeView as BoundHomeView
import vn.citizen.bindings.OutboxAction as BoundOutboxAction
import vn.citizen.bindings.OutboxPage as BoundOutboxPage
import vn.citizen.bindings.OutboxRow as BoundOutboxRow
import vn.citizen.bindings.ProcedureView as BoundProcedureView
import vn.citizen.bindings.ProvinceChoice as BoundProvinceChoice
import vn.citizen.bindings.ProvinceView as BoundProvinceView
import vn.citizen.bindings.ScanKind as BoundScanKind
import vn.citizen.bindings.ScanResult as BoundScanResult
import vn.citizen.bindings.ScanTrust as BoundTrust
import vn.citizen.bindings.ScanView as BoundScanView
import vn.citizen.bindings.SearchHit as BoundSearchHit
import vn.citizen.bindings.SearchView as BoundSearchView
import vn.citizen.bindings.SessionState as BoundSessionState
import vn.citizen.bindings.SessionView as BoundSessionView
import vn.citizen.bindings.SyncView as BoundSyncView
import vn.citizen.bindings.WaitingSummary as BoundWaitingSummary

internal fun BoundWaitingSummary.own() = WaitingSummary(count.toInt(), said.own())

internal fun BoundProvinceChoice.own() = ProvinceChoice(id, name.own(), former.map { it.own() }, baseUrl, demo)

internal fun BoundProvinceView.own() = ProvinceView(id, name.own(), demo, hotline.own(), version.toLong())

internal fun BoundHomeView.own() = HomeView(
    province?.own(),
    session.own(),
    needsMe.map { it.own() },
    moving.map { it.own() },
    finished.map { it.own() },
    reports.map { it.own() },
    waiting.own(),
    age.own(),
    clock?.own(),
)

internal fun BoundSyncView.own() = SyncView(said.own(), tone.own(), whole, sent.toInt(), rejected.toInt(), received.toInt(), waiting.own(), age.own(), clock?.own())

internal fun BoundDossierCard.own() = DossierCard(
    DossierCode(code),
    codeShown.own(),
    state.own(),
    procedure?.own(),
    time?.own(),
    todo?.own(),
    tone.own(),
    age.own(),
    finished,
    demo,
    ratable,
)

internal fun BoundDossierPage.own() = DossierPage(cards.map { it.own() }, total.toInt())

internal fun BoundFeeRow.own() = FeeRow(name.own(), amount.own(), paid, state.own(), qr?.own())

internal fun BoundDossierView.own() = DossierView(
    card.own(),
    official?.own(),
    agency?.own(),
    facts.map { it.own() },
    timeline.map { it.own() },
    todo.map { it.own() },
    fees.map { it.own() },
    warnings.map { it.own() },
    trust.own(),
    qr?.own(),
    actions.map { it.own() }.toSet(),
)

private fun BoundDossierAction.own() = when (this) {
    BoundDossierAction.RATE -> DossierAction.RATE
    BoundDossierAction.SIGN_IN -> DossierAction.SIGN_IN
    BoundDossierAction.UNFOLLOW -> DossierAction.UNFOLLOW
}

internal fun BoundScanResult.own() = ScanResult(found.map { it.own() })

internal fun BoundScanView.own() = ScanView(kind.own(), trust.own(), title.own(), trustSaid.own(), tone.own(), facts.map { it.own() }, warnings.map { it.own() }, follow)

private fun BoundScanKind.own() = when (this) {
    BoundScanKind.DOSSIER_SLIP -> ScanKind.DOSSIER_SLIP
    BoundScanKind.DOSSIER_CODE -> ScanKind.DOSSIER_CODE
    BoundScanKind.DOSSIER_URL -> ScanKind.DOSSIER_URL
    BoundScanKind.ID_CARD -> ScanKind.ID_CARD
    BoundScanKind.VIETQR -> ScanKind.VIETQR
    BoundScanKind.HEALTH_CARD -> ScanKind.HEALTH_CARD
    BoundScanKind.CLAIM_TICKET -> ScanKind.CLAIM_TICKET
    BoundScanKind.URL -> ScanKind.URL
    BoundScanKind.TEXT -> ScanKind.TEXT
}

private fun BoundTrust.own() = when (this) {
    BoundTrust.SIGNED -> Trust.SIGNED
    BoundTrust.CHECKED -> Trust.CHECKED
    BoundTrust.HINT -> Trust.HINT
    BoundTrust.UNTRUSTED -> Trust.UNTRUSTED
}

internal fun BoundSearchView.own() = SearchView(hits.map { it.own() }, nothing?.own())

private fun BoundSearchHit.own() = SearchHit(kind.own(), code, title.own(), line.own(), demo)

private fun BoundHitKind.own() = when (this) {
    BoundHitKind.PROCEDURE -> HitKind.PROCEDURE
    BoundHitKind.UNIT -> HitKind.UNIT
}

internal fun BoundProcedureView.own() = ProcedureView(code, name.own(), demo, facts.map { it.own() }, fees.map { it.own() }, papers.map { it.own() }, offices.map { it.own() }, note?.own())

internal fun BoundEmergencyRow.own() = EmergencyRow(number, shown.own(), name.own())

internal fun BoundSessionView.own() = SessionView(state.own(), said.own(), name, idLast4?.own(), level?.own(), until?.own(), actingFor?.own())

private fun BoundSessionState.own() = when (this) {
    BoundSessionState.SIGNED_OUT -> SessionState.SIGNED_OUT
    BoundSessionState.AUTHENTICATING -> SessionState.AUTHENTICATING
    BoundSessionState.SIGNED_IN -> SessionState.SIGNED_IN
    BoundSessionState.NEEDS_SIGN_IN -> SessionState.NEEDS_SIGN_IN
    BoundSessionState.PAUSED -> SessionState.PAUSED
}

internal fun BoundOutboxPage.own() = OutboxPage(rows.map { it.own() }, waiting.own())

internal fun BoundOutboxRow.own() = OutboxRow(ItemId(id), kind.own(), state.own(), tone.own(), size.own(), nextTry?.own(), actions.map { it.own() }.toSet(), about?.own())

private fun BoundOutboxAction.own() = when (this) {
    BoundOutboxAction.RETRY -> OutboxAction.RETRY
    BoundOutboxAction.DISCARD -> OutboxAction.DISCARD
    BoundOutboxAction.RECEIPT -> OutboxAction.RECEIPT
}

internal fun BoundCheckRow.own() = CheckRow(name, ok, said.own())
