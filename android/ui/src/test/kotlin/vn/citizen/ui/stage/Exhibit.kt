package vn.citizen.ui.stage

import androidx.compose.runtime.Composable
import vn.citizen.testing.Samples

/** The screens of the app, as a person tells them apart. */
enum class Screen {
    LOCK, VAULT, WELCOME, PROVINCE, HOME, SCAN, SCAN_RESULT, TYPE_CODE, DOSSIER, DRAFT, REPORT, RECEIPT, RATING, RESULTS, SEARCH, PROCEDURE, ACCOUNT, ACTIVITY,
    ERASE, WAITING, SETTINGS, CHECKS, EMERGENCY,
}

/** States in which a screen is forgotten most easily. */
enum class Kind { EMPTY, LOADING, OFFLINE, ERROR, LONG }

/** A screen in one of its states, which may be of several kinds. [content] draws it with samples in a language. */
class Exhibit(val screen: Screen, val name: String, vararg kinds: Kind, val content: @Composable (Samples) -> Unit) {
    val kinds = kinds.toSet()
}
