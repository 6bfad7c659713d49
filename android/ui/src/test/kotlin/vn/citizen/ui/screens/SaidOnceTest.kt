package vn.citizen.ui.screens

import androidx.compose.runtime.Composable
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import org.junit.Test
import vn.citizen.core.Language
import vn.citizen.core.Said
import vn.citizen.ui.stage.Variant
import vn.citizen.ui.stage.samples
import vn.citizen.ui.stage.showWhole
import kotlin.test.assertEquals

/** The core says some things in two places of a view, since a shell may show either. On a screen each is said once. */
class SaidOnceTest {
    private val samples = samples(Language.VI)

    private fun times(said: Said, content: @Composable () -> Unit) = showWhole(Variant(), content) { shown ->
        shown.unmerged.count { said.spoken in it.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty() }
    }

    @Test fun `the category of a report`() {
        val view = samples.reports.accepted.run { copy(facts = facts + samples.fact("Lĩnh vực", "Category", card.category)) }
        assertEquals(1, times(view.card.category) { ReportScreen(ReportState(view), {}) })
        assertEquals(1, times(view.facts.first().value) { ReportScreen(ReportState(view), {}) })
    }

    @Test fun `what a report waits for`() {
        val waits = samples.t("Đang chờ mạng, có mạng là tự gửi", "Waiting for a network, it goes by itself")
        val view = samples.reports.waiting.run { copy(card = card.copy(todo = waits), reason = waits) }
        assertEquals(1, times(waits) { ReportScreen(ReportState(view), {}) })
        // A reason of its own is said.
        val why = samples.t("Việc này thuộc ngành điện.", "This belongs to the electricity company.")
        assertEquals(1, times(why) { ReportScreen(ReportState(view.copy(reason = why)), {}) })
    }

    @Test fun `when the province had it`() {
        val receipt = samples.reports.receipt
        assertEquals(1, times(receipt.moment) { ReceiptScreen(receipt, null, {}, {}) })
        val told = receipt.copy(facts = receipt.facts + samples.fact("Tỉnh nhận lúc", "Received at", receipt.moment))
        assertEquals(1, times(receipt.moment) { ReceiptScreen(told, null, {}, {}) })
    }
}
