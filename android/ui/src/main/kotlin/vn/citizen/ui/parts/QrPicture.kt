package vn.citizen.ui.parts

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import vn.citizen.core.QrCode
import vn.citizen.ui.look.Look
import vn.citizen.ui.look.Shapes
import vn.citizen.ui.look.Space
import kotlin.math.floor

/** A square code, black on white in the dark too (readers want it so), with four modules of quiet around it. */
@Composable
fun QrPicture(qr: QrCode, modifier: Modifier = Modifier) {
    Column(modifier.fillMaxWidth(), horizontalAlignment = Alignment.CenterHorizontally, verticalArrangement = Arrangement.spacedBy(Space.small)) {
        Canvas(
            Modifier.widthIn(max = 280.dp).fillMaxWidth().aspectRatio(1f).background(Color.White, Shapes.chip).padding(Space.hair).semantics {
                contentDescription = qr.label.spoken
                role = Role.Image
            },
        ) {
            val module = floor(size.width / (qr.size + 8))
            val start = floor((size.width - module * qr.size) / 2)
            for (y in 0 until qr.size) for (x in 0 until qr.size) {
                if (qr.isDark(x, y)) drawRect(Color.Black, Offset(start + x * module, start + y * module), Size(module, module))
            }
        }
        Say(qr.label, style = Look.type.small, color = Look.palette.ink2, align = TextAlign.Center)
    }
}
