package vn.citizen.ui.stage.shelves

import vn.citizen.core.SyncEvent
import vn.citizen.core.SyncView
import vn.citizen.core.Tone
import vn.citizen.testing.Samples
import vn.citizen.ui.screens.HomeScreen
import vn.citizen.ui.screens.HomeState
import vn.citizen.ui.screens.WaitingScreen
import vn.citizen.ui.screens.WaitingState
import vn.citizen.ui.stage.Exhibit
import vn.citizen.ui.stage.Kind.EMPTY
import vn.citizen.ui.stage.Kind.ERROR
import vn.citizen.ui.stage.Kind.LOADING
import vn.citizen.ui.stage.Kind.LONG
import vn.citizen.ui.stage.Kind.OFFLINE
import vn.citizen.ui.stage.Screen.HOME
import vn.citizen.ui.stage.Screen.WAITING

/** The first screen, and what waits. */
internal val homeShelf = listOf(
    Exhibit(HOME, "home") { HomeScreen(HomeState(it.rest.home), {}) },
    Exhibit(HOME, "home-loading", LOADING) { HomeScreen(HomeState(), {}) },
    Exhibit(HOME, "home-empty", EMPTY) { HomeScreen(HomeState(it.rest.emptyHome), {}) },
    Exhibit(HOME, "home-offline", OFFLINE) { HomeScreen(HomeState(it.rest.offlineHome, done = notSynced(it)), {}) },
    Exhibit(HOME, "home-synced") { HomeScreen(HomeState(it.rest.home, done = notSynced(it).copy(said = it.t("Đã cập nhật. Gửi 1, nhận 3", "Updated. Sent 1, received 3"), tone = Tone.DONE, whole = true)), {}) },
    Exhibit(HOME, "home-locked", ERROR) { HomeScreen(HomeState(problem = it.troubles.locked), {}) },
    Exhibit(HOME, "home-problem", ERROR) { HomeScreen(HomeState(it.rest.home, problem = it.troubles.io), {}) },
    Exhibit(HOME, "home-updating", LOADING) { HomeScreen(HomeState(it.rest.home, updating = true), {}) },
    Exhibit(HOME, "home-progress", LOADING) { HomeScreen(HomeState(it.rest.home, progress = much(it)), {}) },
    Exhibit(HOME, "home-long", LONG) { HomeScreen(HomeState(it.longs.home), {}) },
    Exhibit(WAITING, "waiting") { WaitingScreen(WaitingState(it.rest.outbox), {}) },
    Exhibit(WAITING, "waiting-loading", LOADING) { WaitingScreen(WaitingState(), {}) },
    Exhibit(WAITING, "waiting-more") { WaitingScreen(WaitingState(it.rest.outbox, more = true), {}) },
    Exhibit(WAITING, "waiting-offline", OFFLINE) { WaitingScreen(WaitingState(it.rest.outbox, done = notSynced(it)), {}) },
    Exhibit(WAITING, "waiting-sending", LOADING) { WaitingScreen(WaitingState(it.rest.outbox, sending = true, progress = much(it)), {}) },
    Exhibit(WAITING, "waiting-empty", EMPTY) { WaitingScreen(WaitingState(it.rest.emptyOutbox), {}) },
    Exhibit(WAITING, "waiting-not-here", ERROR) { WaitingScreen(WaitingState(problem = it.troubles.locked), {}) },
    Exhibit(WAITING, "waiting-discard") { WaitingScreen(WaitingState(it.rest.outbox, askDiscard = it.rest.row.id), {}) },
    Exhibit(WAITING, "waiting-not-discarded", ERROR) { WaitingScreen(WaitingState(it.rest.outbox, askDiscard = it.rest.row.id, problem = it.troubles.io), {}) },
    Exhibit(WAITING, "waiting-long", LONG) { WaitingScreen(WaitingState(it.longs.outbox), {}) },
)

private fun notSynced(samples: Samples) = SyncView(
    samples.t("Đã lưu trên máy, chưa cập nhật được. Gửi 0, nhận 0. Không có mạng.", "Kept on this phone, not up to date. Sent 0, received 0. There is no network."),
    Tone.WAITING,
    false,
    0,
    0,
    0,
    samples.rest.oneWaits,
    samples.stale,
    null,
)

private fun much(samples: Samples) = SyncEvent.Progress(340, 1200, samples.t("Đã nhận 340 trong 1200 thay đổi", "340 of 1200 changes received"))
