package vn.citizen.ui.stage.shelves

import vn.citizen.core.CheckRow
import vn.citizen.core.Preferences
import vn.citizen.ui.screens.AccountScreen
import vn.citizen.ui.screens.AccountState
import vn.citizen.ui.screens.ActivityScreen
import vn.citizen.ui.screens.ActivityState
import vn.citizen.ui.screens.ChecksScreen
import vn.citizen.ui.screens.ChecksState
import vn.citizen.ui.screens.EraseScreen
import vn.citizen.ui.screens.EraseState
import vn.citizen.ui.screens.Lock
import vn.citizen.ui.screens.SettingsScreen
import vn.citizen.ui.screens.SettingsState
import vn.citizen.ui.stage.Exhibit
import vn.citizen.ui.stage.Kind.EMPTY
import vn.citizen.ui.stage.Kind.ERROR
import vn.citizen.ui.stage.Kind.LOADING
import vn.citizen.ui.stage.Kind.LONG
import vn.citizen.ui.stage.Kind.OFFLINE
import vn.citizen.ui.stage.Screen.ACCOUNT
import vn.citizen.ui.stage.Screen.ACTIVITY
import vn.citizen.ui.stage.Screen.CHECKS
import vn.citizen.ui.stage.Screen.ERASE
import vn.citizen.ui.stage.Screen.SETTINGS

/** Who somebody is, what they did, and how they want it. */
internal val accountShelf = listOf(
    Exhibit(ACCOUNT, "account-loading", LOADING) { AccountScreen(AccountState(), {}) },
    Exhibit(ACCOUNT, "account-not-here", ERROR) { AccountScreen(AccountState(problem = it.troubles.locked), {}) },
    Exhibit(ACCOUNT, "account-out", EMPTY) { AccountScreen(AccountState(it.rest.signedOut), {}) },
    Exhibit(ACCOUNT, "account-offline", OFFLINE) { AccountScreen(AccountState(it.rest.signedOut, problem = it.troubles.offline), {}) },
    Exhibit(ACCOUNT, "account-other-person", ERROR) { AccountScreen(AccountState(it.rest.signedIn, problem = it.troubles.otherPerson), {}) },
    Exhibit(ACCOUNT, "account-no-browser") { AccountScreen(AccountState(it.rest.signedOut, noBrowser = true), {}) },
    Exhibit(ACCOUNT, "account-wrong-clock") { AccountScreen(AccountState(it.rest.signedOut, wrongClock = true), {}) },
    Exhibit(ACCOUNT, "account-opening", LOADING) { AccountScreen(AccountState(it.rest.signedOut, opening = true), {}) },
    Exhibit(ACCOUNT, "account-signing-in", LOADING) { AccountScreen(AccountState(it.rest.authenticating), {}) },
    Exhibit(ACCOUNT, "account-in") { AccountScreen(AccountState(it.rest.signedIn), {}) },
    Exhibit(ACCOUNT, "account-exporting", LOADING) { AccountScreen(AccountState(it.rest.signedIn, exporting = true), {}) },
    Exhibit(ACCOUNT, "account-exported") { AccountScreen(AccountState(it.rest.signedIn, exported = it.t("Đã ghi bản dữ liệu vào nơi bạn chọn.", "The copy was written where you chose.")), {}) },
    Exhibit(ACCOUNT, "account-not-exported", ERROR) { AccountScreen(AccountState(it.rest.signedIn, problem = it.troubles.noSpace), {}) },
    Exhibit(ACCOUNT, "account-sign-out") { AccountScreen(AccountState(it.rest.signedIn, askSignOut = true), {}) },
    Exhibit(ACCOUNT, "account-long", LONG) { AccountScreen(AccountState(it.longs.session), {}) },
    Exhibit(ACTIVITY, "activity-loading", LOADING) { ActivityScreen(ActivityState(), {}) },
    Exhibit(ACTIVITY, "activity") { ActivityScreen(ActivityState(listOf(it.reports.handledCard), listOf(it.dossiers.done)), {}) },
    Exhibit(ACTIVITY, "activity-more") { ActivityScreen(ActivityState(listOf(it.reports.handledCard), listOf(it.dossiers.done), moreReports = true, moreFinished = true), {}) },
    Exhibit(ACTIVITY, "activity-empty", EMPTY) { ActivityScreen(ActivityState(emptyList()), {}) },
    Exhibit(ACTIVITY, "activity-problem", ERROR) { ActivityScreen(ActivityState(problem = it.troubles.locked), {}) },
    Exhibit(ACTIVITY, "activity-long", LONG) { ActivityScreen(ActivityState(listOf(it.longs.reportCard), listOf(it.longs.finished)), {}) },
    Exhibit(ERASE, "erase-nothing-waits", EMPTY) { EraseScreen(EraseState(), {}) },
    Exhibit(ERASE, "erase") { EraseScreen(EraseState(agreed = true, waiting = it.rest.oneWaits.said), {}) },
    Exhibit(ERASE, "erase-going", LOADING) { EraseScreen(EraseState(agreed = true, busy = true), {}) },
    Exhibit(ERASE, "erase-not-erased", ERROR) { EraseScreen(EraseState(agreed = true, problem = it.troubles.io), {}) },
    Exhibit(ERASE, "erase-erased", ERROR) { EraseScreen(EraseState(agreed = true, erased = true, problem = it.troubles.locked), {}) },
    Exhibit(SETTINGS, "settings") { SettingsScreen(SettingsState(Preferences(it.language), it.province), {}) },
    Exhibit(SETTINGS, "settings-locks") { SettingsScreen(SettingsState(Preferences(it.language), it.province, lock = Lock.ON), {}) },
    Exhibit(SETTINGS, "settings-no-lock") { SettingsScreen(SettingsState(Preferences(it.language), it.province, lock = Lock.IMPOSSIBLE), {}) },
    Exhibit(SETTINGS, "settings-problem", ERROR) { SettingsScreen(SettingsState(Preferences(it.language), it.province, it.troubles.noSpace), {}) },
    Exhibit(SETTINGS, "settings-long", LONG) { SettingsScreen(SettingsState(Preferences(it.language), it.longs.province), {}) },
    Exhibit(CHECKS, "checks-loading", LOADING) { ChecksScreen(ChecksState()) {} },
    Exhibit(CHECKS, "checks") { ChecksScreen(ChecksState(it.rest.checks)) {} },
    Exhibit(CHECKS, "checks-offline", OFFLINE) { ChecksScreen(ChecksState(it.rest.checks + CheckRow("network", false, it.troubles.offline))) {} },
    Exhibit(CHECKS, "checks-problem", ERROR) { ChecksScreen(ChecksState(problem = it.troubles.locked)) {} },
)
