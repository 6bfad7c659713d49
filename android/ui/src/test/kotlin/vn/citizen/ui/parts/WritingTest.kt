package vn.citizen.ui.parts

import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.performTextInputSelection
import androidx.compose.ui.test.runComposeUiTest
import androidx.compose.ui.text.TextRange
import androidx.compose.ui.text.input.TextFieldValue
import kotlinx.coroutines.flow.MutableStateFlow
import org.junit.Test
import vn.citizen.core.Preferences
import vn.citizen.core.Said
import vn.citizen.ui.look.CitizenLook
import vn.citizen.ui.stage.letters
import kotlin.test.assertEquals

/** What is written stands as it is written, although what the screen knows comes later. */
@OptIn(ExperimentalTestApi::class)
class WritingTest {
    private val told = mutableListOf<String>()

    private fun Writing.type(text: String, cursor: Int = text.length, composed: TextRange? = null) = type(TextFieldValue(text, TextRange(cursor), composed)) { told += it }

    @Test fun `a keyboard that is putting a letter together is not disturbed by what comes back late`() {
        val writing = Writing("")
        // Telex: "tieengs" becomes "tiếng"; each touch changes what is under the keyboard's hands.
        for (step in listOf("t", "ti", "tie", "tiê", "tiên", "tiêng", "tiếng")) writing.type(step, composed = TextRange(0, step.length))
        for (late in listOf("t", "tiê", "tiếng")) {
            writing.hear(late)
            assertEquals(TextFieldValue("tiếng", TextRange(5), TextRange(0, 5)), writing.shown)
        }
        assertEquals("tiếng", told.last())
    }

    @Test fun `a cursor in the middle stays there, and moving it says nothing`() {
        val writing = Writing("Nắp cống vỡ")
        writing.type("Nắp cống vỡ", cursor = 8)
        assertEquals(emptyList(), told)
        writing.type("Nắp cống bị vỡ", cursor = 11)
        writing.hear("Nắp cống bị vỡ")
        assertEquals(TextRange(11), writing.shown.selection)
    }

    @Test fun `what somebody else wrote is taken`() {
        val writing = Writing("")
        writing.hear("bản nháp")
        assertEquals(TextFieldValue("bản nháp", TextRange(8)), writing.shown)
        writing.type("bản nháp 2")
        writing.hear("bản nháp 2")
        writing.hear("")
        assertEquals("", writing.shown.text)
    }

    @Test fun `what was typed and taken back before anything was heard hides nothing that comes later`() {
        val writing = Writing("")
        writing.type("x")
        writing.type("")
        writing.hear("")
        writing.hear("x")
        assertEquals("x", writing.shown.text)
    }

    /** A field above a state that the screen takes up only when [settle] says so, as a slow phone does. */
    private fun late(use: ComposeUiTest.(settle: () -> Unit) -> Unit) = runComposeUiTest {
        val state = MutableStateFlow("")
        val waiting = ArrayDeque<String>()
        setContent {
            val value by state.collectAsState()
            CitizenLook(letters, false, Preferences()) { Field(Said("Nội dung"), value, tag = "text") { waiting += it } }
        }
        use {
            while (waiting.isNotEmpty()) {
                state.value = waiting.removeFirst()
                waitForIdle()
            }
        }
    }

    @Test fun `on the screen no letter is lost and the cursor does not jump`() = late { settle ->
        val field = onNodeWithTag("text")
        fun shown() = field.fetchSemanticsNode().config[SemanticsProperties.EditableText].text
        field.performTextInput("Nắp vỡ")
        field.performTextInputSelection(TextRange(4))
        field.performTextInput("c")
        field.performTextInput("ống ")
        assertEquals("Nắp cống vỡ", shown())
        settle()
        assertEquals("Nắp cống vỡ", shown())
        assertEquals(TextRange(9), field.fetchSemanticsNode().config[SemanticsProperties.TextSelectionRange])
    }

    @Test fun `where there is one line the key for a new one makes a space`() = late { settle ->
        onNodeWithTag("text").performTextInput("dang ky\nkhai sinh")
        settle()
        assertEquals("dang ky khai sinh", onNodeWithTag("text").fetchSemanticsNode().config[SemanticsProperties.EditableText].text)
    }
}
