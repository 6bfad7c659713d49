package vn.citizen.ui.screens

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import vn.citizen.core.Said
import vn.citizen.core.ScanView
import vn.citizen.core.Tone
import vn.citizen.core.Trust
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.look.Shapes
import vn.citizen.ui.look.Space
import vn.citizen.ui.parts.Banner
import vn.citizen.ui.parts.Busy
import vn.citizen.ui.parts.FactList
import vn.citizen.ui.parts.Field
import vn.citizen.ui.parts.MainButton
import vn.citizen.ui.parts.Page
import vn.citizen.ui.parts.QuietButton
import vn.citizen.ui.parts.Say
import vn.citizen.ui.parts.SecondButton
import vn.citizen.ui.parts.Sheet
import vn.citizen.ui.parts.ToneChip

/** Looking for a code: with the camera, in a picture, or typed. [reading]: a picture was chosen and is being read. */
data class ScanState(val camera: Boolean = true, val torch: Boolean = false, val reading: Boolean = false, val nothingFound: Boolean = false, val problem: Said? = null)

sealed interface ScanEvent {
    data object Back : ScanEvent

    data object Torch : ScanEvent

    data object AllowCamera : ScanEvent

    data object ChoosePicture : ScanEvent

    data object TypeCode : ScanEvent
}

/** [finder] is the host's picture from the camera. */
@Composable
fun ScanScreen(state: ScanState, onEvent: (ScanEvent) -> Unit, finder: @Composable (Modifier) -> Unit = {}) {
    val words = Look.words.scan
    Page(
        words.title,
        onBack = { onEvent(ScanEvent.Back) },
        bottom = {
            SecondButton(words.fromPicture, Icons.photo) { onEvent(ScanEvent.ChoosePicture) }
            SecondButton(words.typeCode, Icons.write) { onEvent(ScanEvent.TypeCode) }
        },
    ) {
        state.problem?.let { Banner(it, Tone.OVERDUE) }
        if (state.reading) Busy(words.reading)
        if (state.camera) {
            Say(words.aim)
            Box(Modifier.fillMaxWidth().aspectRatio(1f).clip(Shapes.card).background(Color.Black).semantics { contentDescription = words.camera.spoken }, Alignment.Center) {
                finder(Modifier.fillMaxSize())
                Box(Modifier.fillMaxSize().padding(Space.section).border(4.dp, Color.White, Shapes.card))
            }
            if (state.nothingFound) Banner(words.nothing, Tone.DUE_SOON)
            QuietButton(if (state.torch) words.torchOff else words.torchOn, Icons.torch) { onEvent(ScanEvent.Torch) }
        } else {
            Banner(words.noCamera, Tone.WAITING, Icons.camera)
            MainButton(words.allowCamera, Icons.camera) { onEvent(ScanEvent.AllowCamera) }
        }
    }
}

data class ScanResultState(val found: List<ScanView>, val busy: Boolean = false, val problem: Said? = null)

sealed interface ScanResultEvent {
    data object Back : ScanResultEvent

    data object Again : ScanResultEvent

    data class Follow(val scan: ScanView) : ScanResultEvent
}

/** What a code says and how far it can be trusted: the trust stands first. */
@Composable
fun ScanResultScreen(state: ScanResultState, onEvent: (ScanResultEvent) -> Unit) {
    val words = Look.words.scan
    val follow = state.found.firstOrNull { it.follow != null && it.trust != Trust.UNTRUSTED }
    Page(
        words.result,
        onBack = { onEvent(ScanResultEvent.Back) },
        bottom = {
            if (follow != null && !state.busy) MainButton(words.follow, Icons.check) { onEvent(ScanResultEvent.Follow(follow)) }
            SecondButton(words.more, Icons.scan) { onEvent(ScanResultEvent.Again) }
        },
    ) {
        state.problem?.let { Banner(it, Tone.OVERDUE) }
        if (state.busy) Busy(words.following)
        for (scan in state.found) Found(scan)
    }
}

@Composable
private fun Found(scan: ScanView) {
    Sheet(tone = scan.tone) {
        Say(scan.title, style = Look.type.state, heading = true)
        ToneChip(scan.trustSaid, scan.tone)
        for (warning in scan.warnings) Banner(warning, scan.tone)
        if (scan.facts.isNotEmpty()) FactList(scan.facts)
    }
}

data class TypeCodeState(val code: String = "", val secret: String = "", val busy: Boolean = false, val problem: Said? = null)

sealed interface TypeCodeEvent {
    data object Back : TypeCodeEvent

    data class Code(val text: String) : TypeCodeEvent

    data class Secret(val text: String) : TypeCodeEvent

    data object Follow : TypeCodeEvent
}

@Composable
fun TypeCodeScreen(state: TypeCodeState, onEvent: (TypeCodeEvent) -> Unit) {
    val words = Look.words.scan
    Page(
        words.typeTitle,
        onBack = { onEvent(TypeCodeEvent.Back) },
        bottom = if (state.busy) ({ Busy(words.following) }) else ({ MainButton(words.follow, Icons.check) { onEvent(TypeCodeEvent.Follow) } }),
    ) {
        Field(words.code, state.code, words.codeHint, state.problem, code = true, tag = "code") { onEvent(TypeCodeEvent.Code(it)) }
        Field(words.secret, state.secret, words.secretHint, code = true, tag = "secret") { onEvent(TypeCodeEvent.Secret(it)) }
    }
}
