package vn.citizen.ui.parts

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.text.TextRange
import androidx.compose.ui.text.input.TextFieldValue

/**
 * What stands in a field, with its cursor and with what the keyboard still puts together: Vietnamese letters are made of several touches. What
 * is said outward comes back later, and by then more may be written: what comes back changes nothing, only what somebody else wrote does.
 */
internal class Writing(first: String) {
    var shown by mutableStateOf(at(first))
        private set

    private var heard = first

    /** Said outward and not come back. Something in between may never come back, for only the newest does. */
    private val said = ArrayDeque<String>()

    fun type(next: TextFieldValue, say: (String) -> Unit) {
        val changed = next.text != shown.text
        shown = next
        if (!changed) return
        said += next.text
        say(next.text)
    }

    fun hear(value: String) {
        if (value == heard) {
            // Typed and taken back before anything was heard: none of it comes back.
            if (shown.text == value) said.clear()
            return
        }
        heard = value
        val back = said.indexOf(value)
        if (back >= 0) {
            repeat(back + 1) { said.removeFirst() }
        } else {
            said.clear()
            shown = at(value)
        }
    }

    private fun at(text: String) = TextFieldValue(text, TextRange(text.length))
}
