package vn.citizen.core

interface Ratings {
    suspend fun form(code: DossierCode): RatingForm

    suspend fun rate(code: DossierCode, questionnaire: QuestionnaireId, answers: List<Answer>): RatingView

    suspend fun results(unit: UnitCode? = null, period: String? = null): List<ResultView>
}

/** [whoSees] says who can and who cannot see the answers. */
data class RatingForm(val dossier: DossierCode, val whoSees: Said, val questionnaires: List<QuestionnaireView>)

data class QuestionnaireView(
    val id: QuestionnaireId,
    val title: Said,
    val note: Said?,
    val questions: List<QuestionView>,
)

enum class QuestionKind { CHOICES, SCALE, TEXT }

data class QuestionView(
    val id: String,
    val text: Said,
    val kind: QuestionKind,
    val choices: List<ChoiceView>,
    /** The value that follows from the dossier's own dates, to be confirmed or passed over. */
    val known: String?,
    val sensitive: Boolean,
)

data class ChoiceView(val value: String, val text: Said)

data class Answer(val question: String, val value: String)

data class RatingView(val said: Said, val item: ItemId?)

data class ResultView(
    val unit: Said,
    val period: Said,
    val title: Said,
    /** That the questionnaire was not compared with the rule in force, where it was not. */
    val unverified: Said?,
    val count: Said,
    /** Why nothing is shown, where too few answered. */
    val suppressed: Said?,
    val score: Said?,
    val grade: Said?,
    val interval: Said?,
    val counted: Said,
    val questions: List<BarGroup>,
)

data class BarGroup(val question: Said, val bars: List<Bar>)

/** [permille] is the bar's length, 0 to 1000. */
data class Bar(val label: Said, val count: Int, val permille: Int, val said: Said)
