package vn.citizen.ui.stage.shelves

import vn.citizen.ui.screens.DossierScreen
import vn.citizen.ui.screens.DossierState
import vn.citizen.ui.screens.ScanResultScreen
import vn.citizen.ui.screens.ScanResultState
import vn.citizen.ui.screens.ScanScreen
import vn.citizen.ui.screens.ScanState
import vn.citizen.ui.screens.TypeCodeScreen
import vn.citizen.ui.screens.TypeCodeState
import vn.citizen.ui.stage.Exhibit
import vn.citizen.ui.stage.Kind.EMPTY
import vn.citizen.ui.stage.Kind.ERROR
import vn.citizen.ui.stage.Kind.LOADING
import vn.citizen.ui.stage.Kind.LONG
import vn.citizen.ui.stage.Kind.OFFLINE
import vn.citizen.ui.stage.Screen.DOSSIER
import vn.citizen.ui.stage.Screen.SCAN
import vn.citizen.ui.stage.Screen.SCAN_RESULT
import vn.citizen.ui.stage.Screen.TYPE_CODE

/** From a code to the dossier behind it. */
internal val dossierShelf = listOf(
    Exhibit(SCAN, "scan") { ScanScreen(ScanState(), {}) },
    Exhibit(SCAN, "scan-nothing", EMPTY) { ScanScreen(ScanState(torch = true, nothingFound = true), {}) },
    Exhibit(SCAN, "scan-reading", LOADING) { ScanScreen(ScanState(reading = true), {}) },
    Exhibit(SCAN, "scan-problem", ERROR) { ScanScreen(ScanState(problem = it.troubles.broken), {}) },
    Exhibit(SCAN, "scan-no-camera") { ScanScreen(ScanState(camera = false), {}) },
    Exhibit(SCAN_RESULT, "scan-signed") { ScanResultScreen(ScanResultState(listOf(it.scans.signed)), {}) },
    Exhibit(SCAN_RESULT, "scan-bare") { ScanResultScreen(ScanResultState(listOf(it.scans.bare)), {}) },
    Exhibit(SCAN_RESULT, "scan-fake") { ScanResultScreen(ScanResultState(listOf(it.scans.fakeSite)), {}) },
    Exhibit(SCAN_RESULT, "scan-payment") { ScanResultScreen(ScanResultState(listOf(it.scans.payment)), {}) },
    Exhibit(SCAN_RESULT, "scan-following", LOADING) { ScanResultScreen(ScanResultState(listOf(it.scans.signed), busy = true), {}) },
    Exhibit(SCAN_RESULT, "scan-not-known", ERROR) { ScanResultScreen(ScanResultState(listOf(it.scans.bare), problem = it.troubles.notKnownThere), {}) },
    Exhibit(SCAN_RESULT, "scan-long", LONG) { ScanResultScreen(ScanResultState(listOf(it.longs.scan, it.scans.fakeSite)), {}) },
    Exhibit(TYPE_CODE, "type-code-empty", EMPTY) { TypeCodeScreen(TypeCodeState(), {}) },
    Exhibit(TYPE_CODE, "type-code") { TypeCodeScreen(TypeCodeState("H29.16-260218-0012"), {}) },
    Exhibit(TYPE_CODE, "type-code-following", LOADING) { TypeCodeScreen(TypeCodeState("H29.16-260218-0012", busy = true), {}) },
    Exhibit(TYPE_CODE, "type-code-error", ERROR) { TypeCodeScreen(TypeCodeState("H29", problem = it.troubles.tooShort), {}) },
    Exhibit(TYPE_CODE, "type-code-long", LONG) { samples -> TypeCodeScreen(TypeCodeState(samples.longs.typed, "7K4D22QM7K4D22QM"), {}) },
    Exhibit(DOSSIER, "dossier-papers") { DossierScreen(DossierState(it.dossiers.view(it.dossiers.papers)), {}) },
    Exhibit(DOSSIER, "dossier-late") { DossierScreen(DossierState(it.dossiers.view(it.dossiers.late)), {}) },
    Exhibit(DOSSIER, "dossier-done") { DossierScreen(DossierState(it.dossiers.view(it.dossiers.done)), {}) },
    Exhibit(DOSSIER, "dossier-long", LONG) { DossierScreen(DossierState(it.dossiers.view(it.dossiers.longNames).copy(agency = it.longs.unit)), {}) },
    Exhibit(DOSSIER, "dossier-loading", LOADING) { DossierScreen(DossierState(), {}) },
    Exhibit(DOSSIER, "dossier-new", EMPTY, OFFLINE) { DossierScreen(DossierState(it.dossiers.new), {}) },
    Exhibit(DOSSIER, "dossier-problem", ERROR) { DossierScreen(DossierState(it.dossiers.view(it.dossiers.inTime), problem = it.troubles.locked), {}) },
    Exhibit(DOSSIER, "dossier-tell-me") { DossierScreen(DossierState(it.dossiers.view(it.dossiers.inTime), canTell = true), {}) },
    Exhibit(DOSSIER, "dossier-may-not-tell") { DossierScreen(DossierState(it.dossiers.view(it.dossiers.inTime), canTell = true, tells = false), {}) },
    Exhibit(DOSSIER, "dossier-gone", ERROR) { DossierScreen(DossierState(problem = it.troubles.notFound), {}) },
    Exhibit(DOSSIER, "dossier-unfollow") { DossierScreen(DossierState(it.dossiers.view(it.dossiers.inTime), askUnfollow = true), {}) },
)
