package vn.citizen.app

import android.app.Activity
import androidx.activity.compose.BackHandler
import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.SideEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.graphics.asImageBitmap
import androidx.compose.ui.text.font.Font
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.viewinterop.AndroidView
import vn.citizen.core.Preferences
import vn.citizen.platform.camera.FinderView
import vn.citizen.platform.person.cover
import vn.citizen.platform.photo.pictured
import vn.citizen.ui.CitizenApp
import vn.citizen.ui.Pictures
import vn.citizen.ui.backward
import vn.citizen.ui.hold.AppHolder
import vn.citizen.ui.hold.isSecret
import vn.citizen.ui.look.CitizenLook
import vn.citizen.ui.look.Fonts
import vn.citizen.ui.parts.PhotoDecoder
import vn.citizen.ui.screens.LockScreen
import vn.citizen.ui.screens.VaultScreen
import vn.citizen.ui.R as Letters

private val fonts = Fonts(
    text = FontFamily(Font(Letters.font.be_vietnam_pro_regular, FontWeight.Normal), Font(Letters.font.be_vietnam_pro_semibold, FontWeight.SemiBold)),
    code = FontFamily(Font(Letters.font.roboto_mono_medium, FontWeight.Medium)),
)

private val decoder = PhotoDecoder { file, side -> pictured(file, side)?.asImageBitmap() }

@Composable
fun CitizenHost(parts: Parts, activity: Activity) {
    val vault by parts.vault.state.collectAsState()
    val app by parts.holder.collectAsState()
    val dark = isSystemInDarkTheme()
    val lock by parts.lock.state.collectAsState()
    val shown = app
    // As the person chose, where the vault has told it once; before that, the language of the phone.
    val reading = shown?.preferences?.value ?: Preferences(vault.language)
    if (lock.shut) {
        SideEffect { activity.cover(true) }
        BackHandler(enabled = lock.stepsBack) { parts.lock.stepBack?.invoke() }
        CitizenLook(fonts, dark, reading) { LockScreen(lock, parts.lock::on) }
    } else if (shown != null && vault.ready) {
        Shown(shown, parts, activity, dark)
    } else {
        BackHandler(enabled = vault.stepsBack) { parts.vault.stepBack?.invoke() }
        CitizenLook(fonts, dark, reading) { VaultScreen(vault, parts.vault::on) }
    }
}

@Composable
private fun Shown(app: AppHolder, parts: Parts, activity: Activity, dark: Boolean) {
    val places by app.places.collectAsState()
    val secret = places.lastOrNull()?.again?.isSecret == true
    // Before anything of it is drawn.
    SideEffect { activity.cover(secret || parts.isLocked) }
    BackHandler(enabled = backward(app) != null) { app.backward?.invoke() }
    CitizenApp(app, fonts, dark, Pictures({ modifier -> AndroidView({ FinderView(it, parts.camera) }, modifier) }, decoder))
}
