package vn.citizen.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.listSaver
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.saveable.rememberSaveableStateHolder
import androidx.compose.ui.Modifier
import kotlinx.coroutines.flow.StateFlow
import vn.citizen.ui.hold.AccountHolder
import vn.citizen.ui.hold.ActivityHolder
import vn.citizen.ui.hold.AppHolder
import vn.citizen.ui.hold.ChecksHolder
import vn.citizen.ui.hold.DossierHolder
import vn.citizen.ui.hold.DraftHolder
import vn.citizen.ui.hold.EmergencyHolder
import vn.citizen.ui.hold.EraseHolder
import vn.citizen.ui.hold.Holder
import vn.citizen.ui.hold.HomeHolder
import vn.citizen.ui.hold.Place
import vn.citizen.ui.hold.ProcedureHolder
import vn.citizen.ui.hold.RatingHolder
import vn.citizen.ui.hold.ReceiptHolder
import vn.citizen.ui.hold.ReportHolder
import vn.citizen.ui.hold.ResultsHolder
import vn.citizen.ui.hold.ScanHolder
import vn.citizen.ui.hold.ScanResultHolder
import vn.citizen.ui.hold.SearchHolder
import vn.citizen.ui.hold.SettingsHolder
import vn.citizen.ui.hold.TypeCodeHolder
import vn.citizen.ui.hold.WaitingHolder
import vn.citizen.ui.hold.WelcomeHolder
import vn.citizen.ui.look.CitizenLook
import vn.citizen.ui.look.Fonts
import vn.citizen.ui.parts.LocalAgain
import vn.citizen.ui.parts.LocalLooks
import vn.citizen.ui.parts.LocalSample
import vn.citizen.ui.parts.PhotoDecoder
import vn.citizen.ui.parts.PhotoPainter
import vn.citizen.ui.parts.StoredPhoto
import vn.citizen.ui.screens.AccountScreen
import vn.citizen.ui.screens.ActivityScreen
import vn.citizen.ui.screens.ChecksScreen
import vn.citizen.ui.screens.DossierScreen
import vn.citizen.ui.screens.DraftScreen
import vn.citizen.ui.screens.EmergencyScreen
import vn.citizen.ui.screens.EraseScreen
import vn.citizen.ui.screens.HomeScreen
import vn.citizen.ui.screens.ProcedureScreen
import vn.citizen.ui.screens.RatingScreen
import vn.citizen.ui.screens.ReceiptScreen
import vn.citizen.ui.screens.ReportScreen
import vn.citizen.ui.screens.ResultsScreen
import vn.citizen.ui.screens.ScanResultScreen
import vn.citizen.ui.screens.ScanScreen
import vn.citizen.ui.screens.SearchScreen
import vn.citizen.ui.screens.SettingsScreen
import vn.citizen.ui.screens.TypeCodeScreen
import vn.citizen.ui.screens.WaitingScreen
import vn.citizen.ui.screens.WelcomeScreen

/** What the host draws: the camera's picture; and how it makes pictures of stored photos. */
class Pictures(val finder: @Composable (Modifier) -> Unit = {}, private val decoder: PhotoDecoder? = null) {
    internal fun of(read: suspend (String) -> ByteArray?): PhotoPainter? =
        decoder?.let { { sha256, whole, modifier -> StoredPhoto(sha256, whole, modifier, it, read) } }
}

/** The whole shell: the screen on which one is, in the chosen language and size. */
@Composable
fun CitizenApp(app: AppHolder, fonts: Fonts, dark: Boolean, pictures: Pictures = Pictures()) {
    val places by app.places.collectAsState()
    val reading by app.preferences.collectAsState()
    CitizenLook(fonts, dark, reading) {
        val here = places.lastOrNull() ?: return@CitizenLook
        val again = remember(here) { here.holder::askAgain }
        CompositionLocalProvider(LocalSample provides isSample(places.first().holder), LocalAgain provides again, LocalLooks provides now(here.holder.looks)) {
            Returning(places, here) { Screen(here.holder, app, pictures) }
        }
    }
}

/** Whoever comes back to a long list finds it where they left it. Of a place that is gone nothing is kept. */
@Composable
private fun Returning(places: List<Place>, here: Place, screen: @Composable () -> Unit) {
    val kept = rememberSaveableStateHolder()
    // Stands above what it is kept with, so that it is found again whatever is shown: of what an earlier process left nothing is taken up, and nothing stays.
    val known = rememberSaveable(saver = listSaver<MutableSet<String>, String>({ it.toList() }, { it.toMutableSet() })) { mutableSetOf() }
    kept.SaveableStateProvider(here.key, screen)
    val keys = places.map { it.key }
    LaunchedEffect(keys) {
        (known - keys.toSet()).forEach(kept::removeState)
        known.clear()
        known += keys
    }
}

/** What the phone's own Back does on what is shown now, null where it leaves the app; looked at again with each change. */
@Composable
fun backward(app: AppHolder): (() -> Unit)? {
    val places by app.places.collectAsState()
    places.lastOrNull()?.let { now(it.holder.state) }
    return app.backward
}

/** Home, from which every way begins, knows the province. */
@Composable
private fun isSample(first: Holder<*>): Boolean = first is HomeHolder && now(first.state).view?.province?.demo == true

@Composable
private fun Screen(holder: Holder<*>, app: AppHolder, pictures: Pictures) {
    when (holder) {
        is WelcomeHolder -> WelcomeScreen(now(holder.state), holder::on)
        is HomeHolder -> HomeScreen(now(holder.state), holder::on)
        is ScanHolder -> ScanScreen(now(holder.state), holder::on, pictures.finder)
        is ScanResultHolder -> ScanResultScreen(now(holder.state), holder::on)
        is TypeCodeHolder -> TypeCodeScreen(now(holder.state), holder::on)
        is DossierHolder -> DossierScreen(now(holder.state), holder::on)
        is DraftHolder -> DraftScreen(now(holder.state), holder::on, pictures.of(holder::photo))
        is ReportHolder -> ReportScreen(now(holder.state), holder::on, pictures.of(holder::photo))
        is ReceiptHolder -> now(holder.state).let { ReceiptScreen(it.receipt, it.problem, holder::back) { holder.share() } }
        is RatingHolder -> RatingScreen(now(holder.state), holder::on)
        is ResultsHolder -> ResultsScreen(now(holder.state), app::back)
        is SearchHolder -> SearchScreen(now(holder.state), holder::on)
        is ProcedureHolder -> ProcedureScreen(now(holder.state), app::back)
        is AccountHolder -> AccountScreen(now(holder.state), holder::on)
        is ActivityHolder -> ActivityScreen(now(holder.state), holder::on)
        is EraseHolder -> EraseScreen(now(holder.state), holder::on)
        is WaitingHolder -> WaitingScreen(now(holder.state), holder::on)
        is SettingsHolder -> SettingsScreen(now(holder.state), holder::on)
        is ChecksHolder -> ChecksScreen(now(holder.state), app::back)
        is EmergencyHolder -> EmergencyScreen(now(holder.state), app::back, holder::call)
        else -> error("no screen for $holder")
    }
}

@Composable
private fun <S> now(state: StateFlow<S>): S {
    val value by state.collectAsState()
    return value
}
