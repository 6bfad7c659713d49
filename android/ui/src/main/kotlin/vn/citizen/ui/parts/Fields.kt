package vn.citizen.ui.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.OutlinedTextFieldDefaults
import androidx.compose.material3.Switch
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.TextFieldValue
import vn.citizen.core.Said
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.look.Shapes
import vn.citizen.ui.look.Space

/** A field under its label, which never shrinks into the frame; what is wrong with it stands right below. */
@Composable
fun Field(label: Said, value: String, hint: Said? = null, problem: Said? = null, lines: Int = 1, code: Boolean = false, tag: String = "field", keyboard: KeyboardOptions = KeyboardOptions.Default, onChange: (String) -> Unit) {
    val palette = Look.palette
    val writing = remember { Writing(value) }
    writing.hear(value)
    Column(Modifier.fillMaxWidth(), verticalArrangement = Arrangement.spacedBy(Space.small)) {
        Say(label, style = Look.type.strong)
        if (hint != null) Say(hint, style = Look.type.small, color = palette.ink2)
        OutlinedTextField(
            value = writing.shown,
            onValueChange = { writing.type(if (lines == 1) it.unbroken() else it, onChange) },
            modifier = Modifier.fillMaxWidth().heightIn(min = Space.button).testTag(tag).semantics { contentDescription = label.spoken },
            textStyle = if (code) Look.type.code else Look.type.body,
            isError = problem != null,
            // What is longer than the line goes on below, so that all of it can be read, and a code compared with the slip.
            minLines = lines,
            shape = Shapes.field,
            keyboardOptions = keyboard,
            colors = OutlinedTextFieldDefaults.colors(
                unfocusedBorderColor = palette.edge,
                focusedBorderColor = palette.primary,
                errorBorderColor = palette[Tone.OVERDUE].ink,
                unfocusedContainerColor = palette.card,
                focusedContainerColor = palette.card,
                errorContainerColor = palette.card,
            ),
        )
        if (problem != null) {
            Row(horizontalArrangement = Arrangement.spacedBy(Space.small)) {
                Sign(Icons.of(Tone.OVERDUE), color = palette[Tone.OVERDUE].ink, size = 20)
                Say(problem, Modifier.weight(1f).semantics { liveRegion = LiveRegionMode.Polite }, color = palette[Tone.OVERDUE].ink)
            }
        }
    }
}

/** The key for a new line makes a space where there is only one. No letter moves by it. */
private fun TextFieldValue.unbroken() = if ('\n' in text) copy(text = text.replace('\n', ' ')) else this

/** Yes or no: the whole line is the control. */
@Composable
fun SwitchRow(label: Said, on: Boolean, line: Said? = null, onChange: (Boolean) -> Unit) {
    Row(
        Modifier.fillMaxWidth().toggleable(on, role = Role.Switch, onValueChange = onChange).heightIn(min = Space.button),
        horizontalArrangement = Arrangement.spacedBy(Space.large),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Column(Modifier.weight(1f)) {
            Say(label, style = Look.type.strong)
            if (line != null) Say(line, style = Look.type.small, color = Look.palette.ink2)
        }
        Switch(on, null, Modifier.clearAndSetSemantics {})
    }
}
