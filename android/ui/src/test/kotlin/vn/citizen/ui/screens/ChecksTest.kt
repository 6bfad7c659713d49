package vn.citizen.ui.screens

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.offset
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clipToBounds
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.style.TextOverflow
import androidx.compose.ui.unit.dp
import org.junit.Test
import vn.citizen.core.Said
import vn.citizen.ui.look.Look
import vn.citizen.ui.parts.QuietButton
import vn.citizen.ui.parts.Say
import vn.citizen.ui.stage.Shown
import vn.citizen.ui.stage.Variant
import vn.citizen.ui.stage.borrowed
import vn.citizen.ui.stage.broken
import vn.citizen.ui.stage.clipped
import vn.citizen.ui.stage.faint
import vn.citizen.ui.stage.overlapping
import vn.citizen.ui.stage.show
import vn.citizen.ui.stage.spelledOut
import vn.citizen.ui.stage.tooSmall
import vn.citizen.ui.stage.unspoken
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Controls: for each check a screen with that one fault, which it has to find, beside a screen on which it has to find nothing. */
class ChecksTest {
    private val all = listOf<(Shown) -> List<String>>(::borrowed, ::clipped, ::overlapping, ::broken, ::tooSmall, ::unspoken, { spelledOut(it) }, ::faint)

    private fun found(check: (Shown) -> List<String>, content: @Composable () -> Unit) = show(Variant(fontScale = 2f), content, check)

    private fun finds(check: (Shown) -> List<String>, content: @Composable () -> Unit) = assertTrue(found(check, content).isNotEmpty())

    @Test fun `a good screen is left alone`() = show(Variant(fontScale = 2f), {
        Column(Modifier.fillMaxSize().background(Look.palette.paper)) {
            Say(Said("Đã nhận hồ sơ 24/2", "Đã nhận hồ sơ ngày 24 tháng 2"))
            QuietButton(Said("Quay lại")) {}
        }
    }) { shown -> assertEquals(emptyList(), all.flatMap { it(shown) }) }

    @Test fun `text in a box that is too low`() = finds(::clipped) { Box(Modifier.height(24.dp).clipToBounds()) { Say(Said("Đã nhận hồ sơ của bạn hôm nay")) } }

    @Test fun `text that ends in dots`() = finds(::clipped) { Text("Đã nhận hồ sơ của bạn hôm nay", maxLines = 1, overflow = TextOverflow.Ellipsis) }

    @Test fun `text that leaves the screen`() = finds(::clipped) { Say(Said("Đã nhận"), Modifier.offset(x = 330.dp)) }

    @Test fun `letters that the family does not have`() {
        finds(::borrowed) { Say(Said("今天")) }
        finds(::borrowed) { Say(Said("Đã nhận"), style = Look.type.code) }
    }

    @Test fun `text on text`() = finds(::overlapping) {
        Say(Said("Đã nhận hồ sơ"))
        Say(Said("Quá hẹn"), Modifier.offset(y = 10.dp))
    }

    @Test fun `a word that is torn`() = finds(::broken) { Say(Said("nghiêng"), Modifier.width(60.dp)) }

    @Test fun `a control for a needle`() = finds(::tooSmall) { Box(Modifier.size(40.dp).clickable {}) { Say(Said("x")) } }

    @Test fun `a control without words`() = finds(::unspoken) { Box(Modifier.size(48.dp).clickable {}) }

    @Test fun `words without a spoken form`() = finds(::unspoken) { Text("UBND") }

    @Test fun `letters instead of words`() = finds({ spelledOut(it) }) { Say(Said("UBND phường")) }

    @Test fun `grey on white`() = finds(::faint) { Box(Modifier.fillMaxSize().background(Color.White)) { Say(Said("Quá hẹn"), color = Color(0xFF9A9A9A)) } }
}
