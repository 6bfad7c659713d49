package vn.citizen.ui.stage.shelves

import vn.citizen.core.Advice
import vn.citizen.core.Category
import vn.citizen.core.Problem
import vn.citizen.core.Said
import vn.citizen.core.TextSize
import vn.citizen.ui.screens.EmergencyScreen
import vn.citizen.ui.screens.EmergencyState
import vn.citizen.ui.screens.LockScreen
import vn.citizen.ui.screens.LockState
import vn.citizen.ui.screens.VaultScreen
import vn.citizen.ui.screens.VaultState
import vn.citizen.ui.screens.WelcomeScreen
import vn.citizen.ui.screens.WelcomeState
import vn.citizen.ui.stage.Exhibit
import vn.citizen.ui.stage.Kind.ERROR
import vn.citizen.ui.stage.Kind.LOADING
import vn.citizen.ui.stage.Kind.LONG
import vn.citizen.ui.stage.Kind.OFFLINE
import vn.citizen.ui.stage.Screen.EMERGENCY
import vn.citizen.ui.stage.Screen.LOCK
import vn.citizen.ui.stage.Screen.PROVINCE
import vn.citizen.ui.stage.Screen.VAULT
import vn.citizen.ui.stage.Screen.WELCOME

/** Before there is a first screen. */
internal val openingShelf = listOf(
    Exhibit(LOCK, "lock") { LockScreen(LockState(shut = true), {}) },
    Exhibit(LOCK, "lock-emergency") { LockScreen(LockState(shut = true, emergency = true), {}) },
    Exhibit(VAULT, "vault-opening", LOADING) { VaultScreen(VaultState(it.language), {}) },
    Exhibit(VAULT, "vault-closed", ERROR) { VaultScreen(VaultState(it.language, problem = stored(it.troubles.locked, "store.key_refused")), {}) },
    Exhibit(VAULT, "vault-missing-key", ERROR) { VaultScreen(VaultState(it.language, problem = stored(it.troubles.missingKey, "store.missing_key")), {}) },
    Exhibit(VAULT, "vault-older", ERROR) { VaultScreen(VaultState(it.language, problem = stored(it.troubles.older, "store.rolled_back")), {}) },
    Exhibit(VAULT, "vault-ask-older") { VaultScreen(VaultState(it.language, askOlder = true, problem = stored(it.troubles.older, "store.rolled_back")), {}) },
    Exhibit(VAULT, "vault-emergency") { VaultScreen(VaultState(it.language, emergency = true, problem = stored(it.troubles.locked, "store.key_refused")), {}) },
    Exhibit(WELCOME, "welcome") { WelcomeScreen(WelcomeState(language = it.language), {}) },
    Exhibit(WELCOME, "welcome-large") { WelcomeScreen(WelcomeState(language = it.language, textSize = TextSize.LARGEST), {}) },
    Exhibit(WELCOME, "welcome-problem", ERROR) { WelcomeScreen(WelcomeState(language = it.language, problem = it.troubles.noSpace), {}) },
    Exhibit(PROVINCE, "province") { WelcomeScreen(WelcomeState(true, it.language, choices = it.choices, chosen = it.choices[0]), {}) },
    Exhibit(PROVINCE, "province-loading", LOADING) { WelcomeScreen(WelcomeState(true, it.language), {}) },
    Exhibit(PROVINCE, "province-fetching", LOADING) { WelcomeScreen(WelcomeState(true, it.language, choices = it.choices, chosen = it.choices[0], busy = true), {}) },
    Exhibit(PROVINCE, "province-offline", OFFLINE) { WelcomeScreen(WelcomeState(true, it.language, choices = it.choices, chosen = it.choices[0], problem = it.troubles.offline), {}) },
    Exhibit(PROVINCE, "province-problem", ERROR) { WelcomeScreen(WelcomeState(true, it.language, problem = it.troubles.io), {}) },
    Exhibit(PROVINCE, "province-long", LONG) { WelcomeScreen(WelcomeState(true, it.language, choices = listOf(it.longs.choice) + it.choices.drop(1), chosen = it.longs.choice), {}) },
    Exhibit(EMERGENCY, "emergency") { EmergencyScreen(EmergencyState(it.rest.emergency), {}) {} },
    Exhibit(EMERGENCY, "emergency-problem", ERROR) { EmergencyScreen(EmergencyState(problem = it.troubles.locked), {}) {} },
    Exhibit(EMERGENCY, "emergency-long", LONG) { EmergencyScreen(EmergencyState(it.longs.emergency), {}) {} },
)

private fun stored(said: Said, code: String) = Problem(Advice.STORAGE, said, code, Category.EXPECTED)
