package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import vn.citizen.core.Answer
import vn.citizen.core.Citizen
import vn.citizen.core.DossierCode
import vn.citizen.core.QuestionnaireView
import vn.citizen.core.Said
import vn.citizen.ui.screens.RatingEvent
import vn.citizen.ui.screens.RatingState

class RatingHolder(private val code: DossierCode, private val core: Citizen, private val ways: Ways, scope: CoroutineScope) : Holder<RatingState>(RatingState(), scope) {
    private val sending = Once()
    private var earlier = emptyMap<String, String>()

    override fun load() = ask {
        val form = core.ratings.form(code)
        val chosen = form.questionnaires.firstOrNull { it.id.value == earlier[FORM] }
        val answers = earlier.filterKeys { it.startsWith(ANSWER) }.mapKeys { it.key.removePrefix(ANSWER) }
        val index = earlier[INDEX]?.toIntOrNull() ?: 0
        set { copy(form = form, questionnaire = chosen, index = index, answers = answers) }
    }

    override val written: Map<String, String> get() {
        // Until the questions are here, what was answered earlier is all that there is.
        if (now.form == null) return earlier
        val chosen = now.questionnaire?.let { mapOf(FORM to it.id.value, INDEX to now.index.toString()) }.orEmpty()
        return if (now.sent != null) emptyMap() else chosen + now.answers.mapKeys { ANSWER + it.key }
    }

    override fun write(earlier: Map<String, String>) {
        this.earlier = earlier
    }

    override fun RatingState.with(problem: Said?) = copy(problem = problem, busy = false)

    fun on(event: RatingEvent) {
        when (event) {
            RatingEvent.Back -> stepBack?.invoke() ?: ways.back()
            is RatingEvent.Choose -> set { copy(questionnaire = event.questionnaire, index = 0, answers = begun(event.questionnaire, answers)) }
            is RatingEvent.Answer -> set { copy(answers = answers + (event.question to event.value), problem = null) }
            is RatingEvent.Next -> set { if (question?.id == event.from) copy(index = index + 1) else this }
            is RatingEvent.Skip -> set { if (question?.id == event.from) copy(answers = answers - event.from, index = index + 1) else this }
            RatingEvent.Send -> now.questionnaire?.let(::send)
            RatingEvent.Home -> ways.home()
        }
    }

    /** What follows from the dossier's own dates is there to be confirmed or passed over; what the person answered before is there too. */
    private fun begun(questionnaire: QuestionnaireView, answers: Map<String, String>) =
        questionnaire.questions.mapNotNull { question -> (answers[question.id] ?: question.known)?.let { question.id to it } }.toMap()

    override val stepBack: (() -> Unit)? get() = when {
        // What comes of it is said where it was sent.
        now.busy -> ({})
        now.questionnaire == null || now.sent != null -> null
        now.index == 0 -> ({ set { copy(questionnaire = null, problem = null) } })
        else -> ({ set { copy(index = index - 1, problem = null) } })
    }

    private fun send(questionnaire: QuestionnaireView) = sending.ask {
        set { copy(busy = true) }
        val answers = questionnaire.questions.mapNotNull { question -> now.answers[question.id]?.takeIf(String::isNotBlank)?.let { Answer(question.id, it) } }
        val sent = core.ratings.rate(code, questionnaire.id, answers)
        set { copy(sent = sent, busy = false) }
        ways.syncSoon()
    }

    private companion object {
        const val FORM = "form"
        const val INDEX = "index"
        const val ANSWER = "answer."
    }
}
