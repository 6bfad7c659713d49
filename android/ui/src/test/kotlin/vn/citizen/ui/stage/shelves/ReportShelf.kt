package vn.citizen.ui.stage.shelves

import vn.citizen.ui.screens.DraftScreen
import vn.citizen.ui.screens.DraftState
import vn.citizen.ui.screens.DraftStep
import vn.citizen.ui.screens.ReceiptScreen
import vn.citizen.ui.screens.ReportAsk
import vn.citizen.ui.screens.ReportScreen
import vn.citizen.ui.screens.ReportState
import vn.citizen.ui.stage.Exhibit
import vn.citizen.ui.stage.Kind.EMPTY
import vn.citizen.ui.stage.Kind.ERROR
import vn.citizen.ui.stage.Kind.LOADING
import vn.citizen.ui.stage.Kind.LONG
import vn.citizen.ui.stage.Kind.OFFLINE
import vn.citizen.ui.stage.Screen.DRAFT
import vn.citizen.ui.stage.Screen.RECEIPT
import vn.citizen.ui.stage.Screen.REPORT
import vn.citizen.ui.stage.painter

/** A report, from its first step to its receipt. */
internal val reportShelf = listOf(
    Exhibit(DRAFT, "draft-loading", LOADING) { DraftScreen(DraftState(), {}) },
    Exhibit(DRAFT, "draft-category") { DraftScreen(DraftState(categories = it.reports.categories), {}) },
    Exhibit(DRAFT, "draft-beginning", LOADING) { DraftScreen(DraftState(categories = it.reports.categories, category = it.reports.categories[0].code, busy = true), {}) },
    Exhibit(DRAFT, "draft-emergency") { DraftScreen(DraftState(categories = it.reports.categories, category = it.reports.categories[3].code), {}) },
    Exhibit(DRAFT, "draft-not-here", ERROR) { DraftScreen(DraftState(isHere = false, problem = it.troubles.locked), {}) },
    Exhibit(DRAFT, "draft-place-empty", EMPTY) { DraftScreen(DraftState(DraftStep.PLACE, draft = it.reports.emptyDraft), {}) },
    Exhibit(DRAFT, "draft-place") { DraftScreen(DraftState(DraftStep.PLACE, draft = it.reports.draftWithAdvice), {}, painter) },
    Exhibit(DRAFT, "draft-photo-waits", ERROR) { DraftScreen(DraftState(DraftStep.PLACE, draft = it.reports.draft, left = listOf("1.jpg"), problem = it.troubles.noSpace), {}) },
    Exhibit(DRAFT, "draft-measuring", LOADING) { DraftScreen(DraftState(DraftStep.PLACE, measuring = true, draft = it.reports.emptyDraft), {}) },
    Exhibit(DRAFT, "draft-no-fix") { DraftScreen(DraftState(DraftStep.PLACE, noFix = true, draft = it.reports.emptyDraft), {}) },
    Exhibit(DRAFT, "draft-text-empty", EMPTY) { DraftScreen(DraftState(DraftStep.TEXT, draft = it.reports.emptyDraft), {}) },
    Exhibit(DRAFT, "draft-text") { DraftScreen(DraftState(DraftStep.TEXT, text = it.reports.text, draft = it.reports.draft), {}) },
    Exhibit(DRAFT, "draft-text-error", ERROR) { DraftScreen(DraftState(DraftStep.TEXT, anonymous = true, problem = it.troubles.noText, draft = it.reports.draft), {}) },
    Exhibit(DRAFT, "draft-review") { DraftScreen(DraftState(DraftStep.REVIEW, draft = it.reports.draftWithAdvice), {}, painter) },
    Exhibit(DRAFT, "draft-category-long", LONG) { DraftScreen(DraftState(categories = it.longs.categories, category = it.longs.categories[0].code), {}) },
    Exhibit(DRAFT, "draft-text-long") { DraftScreen(DraftState(DraftStep.TEXT, text = it.longs.text, draft = it.longs.draft), {}) },
    Exhibit(DRAFT, "draft-review-long", LONG) { DraftScreen(DraftState(DraftStep.REVIEW, draft = it.longs.draft), {}, painter) },
    Exhibit(REPORT, "report-loading", LOADING) { ReportScreen(ReportState(), {}) },
    Exhibit(REPORT, "report-draft", EMPTY) { ReportScreen(ReportState(it.reports.emptyDraft), {}) },
    Exhibit(REPORT, "report-waiting", OFFLINE) { ReportScreen(ReportState(it.reports.waiting), {}) },
    Exhibit(REPORT, "report-accepted") { ReportScreen(ReportState(it.reports.accepted), {}, painter) },
    Exhibit(REPORT, "report-handled") { ReportScreen(ReportState(it.reports.handled), {}, painter) },
    Exhibit(REPORT, "report-decided") { ReportScreen(ReportState(it.reports.decided), {}) },
    Exhibit(REPORT, "report-refused") { ReportScreen(ReportState(it.reports.refused), {}) },
    Exhibit(REPORT, "report-reopen") { ReportScreen(ReportState(it.reports.handled, ask = ReportAsk.REOPEN), {}) },
    Exhibit(REPORT, "report-reopen-error", ERROR) { ReportScreen(ReportState(it.reports.handled, ask = ReportAsk.REOPEN, problem = it.troubles.noReason), {}) },
    Exhibit(REPORT, "report-withdraw") { ReportScreen(ReportState(it.reports.accepted, ask = ReportAsk.WITHDRAW), {}) },
    Exhibit(REPORT, "report-discard") { ReportScreen(ReportState(it.reports.draft, ask = ReportAsk.DISCARD), {}) },
    Exhibit(REPORT, "report-problem", ERROR) { ReportScreen(ReportState(it.reports.handled, problem = it.troubles.notNow), {}) },
    Exhibit(REPORT, "report-gone", ERROR) { ReportScreen(ReportState(problem = it.troubles.locked), {}) },
    Exhibit(REPORT, "report-long", LONG) { ReportScreen(ReportState(it.longs.report), {}, painter) },
    Exhibit(RECEIPT, "receipt-loading", LOADING) { ReceiptScreen(null, null, {}, {}) },
    Exhibit(RECEIPT, "receipt") { ReceiptScreen(it.reports.receipt, null, {}, {}) },
    Exhibit(RECEIPT, "receipt-unverified") { ReceiptScreen(it.reports.receipt.copy(verified = false), null, {}, {}) },
    Exhibit(RECEIPT, "receipt-problem", ERROR) { ReceiptScreen(null, it.troubles.locked, {}, {}) },
    Exhibit(RECEIPT, "receipt-long", LONG) { ReceiptScreen(it.longs.receipt, null, {}, {}) },
)
