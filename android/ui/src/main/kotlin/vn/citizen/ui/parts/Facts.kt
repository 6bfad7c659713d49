package vn.citizen.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import vn.citizen.core.Fact
import vn.citizen.ui.look.Look
import vn.citizen.ui.look.Space

/** Labels over their values, each pair read as one. */
@Composable
fun FactList(facts: List<Fact>) {
    Column(Modifier.fillMaxWidth(), verticalArrangement = Arrangement.spacedBy(Space.medium)) {
        facts.forEachIndexed { i, fact ->
            if (i > 0) Box(Modifier.fillMaxWidth().height(1.dp).background(Look.palette.hairline))
            Column(Modifier.fillMaxWidth().semantics(mergeDescendants = true) {}) {
                Say(fact.label, style = Look.type.small, color = Look.palette.ink2)
                Say(fact.value, style = Look.type.strong)
            }
        }
    }
}
