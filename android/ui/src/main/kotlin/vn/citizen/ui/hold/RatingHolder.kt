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
    override fun begin() {
        ask {
            val form = core.ratings.form(code)
            set { copy(form = form) }
        }
    }

    override fun RatingState.with(problem: Said?) = copy(problem = problem, busy = false)

    fun on(event: RatingEvent) {
        when (event) {
            RatingEvent.Back -> back()
            // What follows from the dossier's own dates is there to be confirmed or passed over.
            is RatingEvent.Choose -> set { copy(questionnaire = event.questionnaire, index = 0, answers = known(event.questionnaire)) }
            is RatingEvent.Answer -> set { copy(answers = answers + (event.question to event.value), problem = null) }
            RatingEvent.Next -> set { copy(index = index + 1) }
            RatingEvent.Skip -> set { copy(answers = answers - question?.id.orEmpty(), index = index + 1) }
            RatingEvent.Send -> now.questionnaire?.let(::send)
            RatingEvent.Home -> ways.home()
        }
    }

    private fun known(questionnaire: QuestionnaireView) = questionnaire.questions.mapNotNull { question -> question.known?.let { question.id to it } }.toMap()

    private fun back() {
        when {
            now.questionnaire == null -> ways.back()
            now.index == 0 -> set { copy(questionnaire = null, problem = null) }
            else -> set { copy(index = index - 1, problem = null) }
        }
    }

    private fun send(questionnaire: QuestionnaireView) = ask {
        set { copy(busy = true) }
        val answers = questionnaire.questions.mapNotNull { question -> now.answers[question.id]?.takeIf(String::isNotBlank)?.let { Answer(question.id, it) } }
        val sent = core.ratings.rate(code, questionnaire.id, answers)
        set { copy(sent = sent, busy = false) }
        ways.syncSoon()
    }
}
