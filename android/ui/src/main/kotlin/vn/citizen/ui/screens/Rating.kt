package vn.citizen.ui.screens

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.key
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.unit.dp
import vn.citizen.core.Bar
import vn.citizen.core.Fact
import vn.citizen.core.QuestionKind
import vn.citizen.core.QuestionView
import vn.citizen.core.QuestionnaireView
import vn.citizen.core.RatingForm
import vn.citizen.core.RatingView
import vn.citizen.core.ResultView
import vn.citizen.core.Said
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.look.Space
import vn.citizen.ui.parts.Banner
import vn.citizen.ui.parts.Blank
import vn.citizen.ui.parts.Busy
import vn.citizen.ui.parts.ChoiceRow
import vn.citizen.ui.parts.FactList
import vn.citizen.ui.parts.Field
import vn.citizen.ui.parts.Group
import vn.citizen.ui.parts.MainButton
import vn.citizen.ui.parts.NotYet
import vn.citizen.ui.parts.Page
import vn.citizen.ui.parts.QuietButton
import vn.citizen.ui.parts.Say
import vn.citizen.ui.parts.Sheet
import vn.citizen.ui.parts.Steps
import vn.citizen.ui.parts.ToneChip
import vn.citizen.ui.parts.WayRow
import vn.citizen.ui.parts.asIs

/** [questionnaire] once it is chosen; [index] counts its questions from 0 and is their number when all were asked. */
data class RatingState(
    val form: RatingForm? = null,
    val questionnaire: QuestionnaireView? = null,
    val index: Int = 0,
    val answers: Map<String, String> = emptyMap(),
    val sent: RatingView? = null,
    val busy: Boolean = false,
    val problem: Said? = null,
) {
    val question: QuestionView? get() = questionnaire?.questions?.getOrNull(index)
}

sealed interface RatingEvent {
    data object Back : RatingEvent

    data class Choose(val questionnaire: QuestionnaireView) : RatingEvent

    data class Answer(val question: String, val value: String) : RatingEvent

    /** [from] is the question that was seen: a second touch of the same one goes no further. */
    data class Next(val from: String) : RatingEvent

    data class Skip(val from: String) : RatingEvent

    data object Send : RatingEvent

    data object Home : RatingEvent
}

/** One question a screen. Every question can be passed over, and it says who can and who cannot see the answers. */
@Composable
fun RatingScreen(state: RatingState, onEvent: (RatingEvent) -> Unit) {
    val questionnaire = state.questionnaire
    val question = state.question
    when {
        state.sent != null -> Sent(state.sent, onEvent)
        questionnaire == null -> ChooseForm(state, onEvent)
        // Each is a page of its own, which begins at its top.
        question != null -> key(question.id) { Question(state, questionnaire, question, onEvent) }
        else -> ReviewAnswers(state, questionnaire, onEvent)
    }
}

@Composable
private fun ChooseForm(state: RatingState, onEvent: (RatingEvent) -> Unit) {
    val words = Look.words.rating
    Page(words.title, onBack = { onEvent(RatingEvent.Back) }) {
        val form = state.form ?: return@Page NotYet(state.problem)
        state.problem?.let { Banner(it, Tone.OVERDUE) }
        for (questionnaire in form.questionnaires) {
            WayRow(Icons.rate, questionnaire.title, questionnaire.note) { onEvent(RatingEvent.Choose(questionnaire)) }
        }
        Group(words.whoSees) { Say(form.whoSees) }
    }
}

@Composable
private fun Question(state: RatingState, questionnaire: QuestionnaireView, question: QuestionView, onEvent: (RatingEvent) -> Unit) {
    val words = Look.words.rating
    val answered = state.answers[question.id]
    Page(
        null,
        onBack = { onEvent(RatingEvent.Back) },
        bottom = {
            if (!answered.isNullOrBlank()) MainButton(Look.words.next) { onEvent(RatingEvent.Next(question.id)) }
            QuietButton(words.skip) { onEvent(RatingEvent.Skip(question.id)) }
        },
    ) {
        val total = questionnaire.questions.size
        Steps(state.index + 1, total, Look.words.question(state.index + 1, total))
        Say(question.text, style = Look.type.title, heading = true)
        state.problem?.let { Banner(it, Tone.OVERDUE) }
        if (question.sensitive) Banner(words.sensitive, Tone.NEUTRAL)
        if (question.known != null) Banner(words.known, Tone.WAITING)
        if (question.kind == QuestionKind.TEXT) {
            Field(words.yourWords, answered.orEmpty(), lines = 4, tag = "answer") { onEvent(RatingEvent.Answer(question.id, it)) }
        } else {
            Choices {
                for (choice in question.choices) ChoiceRow(choice.text, choice.value == answered) { onEvent(RatingEvent.Answer(question.id, choice.value)) }
            }
        }
        state.form?.let { Say(it.whoSees, style = Look.type.small, color = Look.palette.ink2) }
    }
}

@Composable
private fun ReviewAnswers(state: RatingState, questionnaire: QuestionnaireView, onEvent: (RatingEvent) -> Unit) {
    val words = Look.words.rating
    Page(words.review, onBack = { onEvent(RatingEvent.Back) }, bottom = { MainButton(words.send, Icons.send) { onEvent(RatingEvent.Send) } }) {
        state.problem?.let { Banner(it, Tone.OVERDUE) }
        if (state.busy) Busy(Look.words.saving)
        Sheet {
            FactList(
                questionnaire.questions.map { question ->
                    val value = state.answers[question.id]
                    val shown = question.choices.firstOrNull { it.value == value }?.text ?: if (value.isNullOrBlank()) words.skipped else asIs(value)
                    Fact(question.text, shown)
                },
            )
        }
        state.form?.let { Group(words.whoSees) { Say(it.whoSees) } }
    }
}

@Composable
private fun Sent(sent: RatingView, onEvent: (RatingEvent) -> Unit) {
    val words = Look.words.rating
    Page(words.thanks, bottom = { MainButton(words.home) { onEvent(RatingEvent.Home) } }) { Banner(sent.said, Tone.DONE) }
}

data class ResultsState(val rows: List<ResultView>? = null, val problem: Said? = null)

/** What the province published: the number of answers, how they spread, how sure it is. Never a rank. */
@Composable
fun ResultsScreen(state: ResultsState, onBack: () -> Unit) {
    val words = Look.words.rating
    Page(words.results, onBack = onBack) {
        Say(words.resultsAbout)
        val rows = state.rows ?: return@Page NotYet(state.problem)
        state.problem?.let { Banner(it, Tone.OVERDUE) }
        if (rows.isEmpty()) Blank(Icons.rate, words.noResults)
        for (row in rows) Result(row)
    }
}

@Composable
private fun Result(row: ResultView) {
    Sheet {
        Say(row.unit, style = Look.type.heading, heading = true)
        Say(row.title, color = Look.palette.ink2)
        Say(row.period, style = Look.type.small, color = Look.palette.ink2)
        row.unverified?.let { Say(it, style = Look.type.small, color = Look.palette.ink2) }
        row.score?.let { Say(it, style = Look.type.state) }
        row.grade?.let { ToneChip(it, Tone.NEUTRAL) }
        row.interval?.let { Say(it) }
        Say(row.count)
        row.suppressed?.let { Banner(it, Tone.NEUTRAL) }
        Say(row.counted, style = Look.type.small, color = Look.palette.ink2)
        for (group in row.questions) {
            Say(group.question, style = Look.type.strong)
            for (bar in group.bars) BarRow(bar)
        }
    }
}

@Composable
private fun BarRow(bar: Bar) {
    val palette = Look.palette
    Column(Modifier.fillMaxWidth().clearAndSetSemantics { contentDescription = bar.said.spoken }, verticalArrangement = Arrangement.spacedBy(Space.hair)) {
        Say(bar.label)
        Box(Modifier.fillMaxWidth().height(12.dp).background(palette.sunk, RoundedCornerShape(4.dp))) {
            if (bar.permille > 0) Box(Modifier.fillMaxWidth(bar.permille / 1000f).height(12.dp).background(palette.primary, RoundedCornerShape(4.dp)))
        }
        Say(bar.said, style = Look.type.small, color = palette.ink2)
    }
}
