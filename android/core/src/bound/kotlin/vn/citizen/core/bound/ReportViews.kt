package vn.citizen.core.bound

import vn.citizen.core.AdviceRow
import vn.citizen.core.Bar
import vn.citizen.core.BarGroup
import vn.citizen.core.CategoryCode
import vn.citizen.core.CategoryView
import vn.citizen.core.ChoiceView
import vn.citizen.core.DossierCode
import vn.citizen.core.DraftChange
import vn.citizen.core.DraftFields
import vn.citizen.core.ItemId
import vn.citizen.core.PhotoRow
import vn.citizen.core.PlaceRequest
import vn.citizen.core.PlaceSource
import vn.citizen.core.QuestionKind
import vn.citizen.core.QuestionView
import vn.citizen.core.QuestionnaireId
import vn.citizen.core.QuestionnaireView
import vn.citizen.core.RatingForm
import vn.citizen.core.RatingView
import vn.citizen.core.ReceiptView
import vn.citizen.core.ReportAction
import vn.citizen.core.ReportCard
import vn.citizen.core.ReportDecision
import vn.citizen.core.ReportId
import vn.citizen.core.ReportPage
import vn.citizen.core.ReportRequest
import vn.citizen.core.ReportView
import vn.citizen.core.ResultView
import vn.citizen.core.Visibility
import vn.citizen.bindings.AdviceRow as BoundAdviceRow
import vn.citizen.bindings.Bar as BoundBar
import vn.citizen.bindings.BarGroup as BoundBarGroup
import vn.citizen.bindings.CategoryView as BoundCategoryView
import vn.citizen.bindings.ChoiceView as BoundChoiceView
import vn.citizen.bindings.DecisionRequest as BoundDecision
import vn.citizen.bindings.DraftChangeRequest as BoundDraftChange
import vn.citizen.bindings.DraftFields as BoundDraftFields
import vn.citizen.bindings.Eyes as BoundEyes
import vn.citizen.bindings.FixSource as BoundFixSource
import vn.citizen.bindings.PhotoRow as BoundPhotoRow
import vn.citizen.bindings.PlaceRequest as BoundPlace
import vn.citizen.bindings.QuestionKind as BoundQuestionKind
import vn.citizen.bindings.QuestionView as BoundQuestionView
import vn.citizen.bindings.QuestionnaireView as BoundQuestionnaireView
import vn.citizen.bindings.RatingForm as BoundRatingForm
import vn.citizen.bindings.RatingView as BoundRatingView
import vn.citizen.bindings.ReceiptView as BoundReceiptView
import vn.citizen.bindings.ReportAction as BoundReportAction
import vn.citizen.bindings.ReportCard as BoundReportCard
import vn.citizen.bindings.ReportPage as BoundReportPage
import vn.citizen.bindings.ReportRequest as BoundReportRequest
import vn.citizen.bindings.ReportView as BoundReportView
import vn.citizen.bindings.ResultView as BoundResultView

internal fun BoundReportCard.own() = ReportCard(ReportId(id), state.own(), category.own(), text, about?.own(), `when`.own(), tone.own(), todo?.own(), finished)

internal fun BoundReportPage.own() = ReportPage(cards.map { it.own() })

internal fun BoundCategoryView.own() = CategoryView(CategoryCode(code), name.own(), emergency)

internal fun BoundReceiptView.own() = ReceiptView(`when`.own(), verified, facts.map { it.own() }, qr?.own(), ItemId(item))

private fun BoundPhotoRow.own() = PhotoRow(sha256, size.own(), state.own(), tone.own())

private fun BoundAdviceRow.own() = AdviceRow(said.own(), call)

internal fun BoundReportView.own() = ReportView(
    card.own(),
    draft,
    editing?.own(),
    facts.map { it.own() },
    place.own(),
    placeFlags.map { it.own() },
    visibility.own(),
    photos.map { it.own() },
    size?.own(),
    advice.map { it.own() },
    reason?.own(),
    pending?.own(),
    receipt?.own(),
    timeline.map { it.own() },
    actions.map { it.own() }.toSet(),
)

private fun BoundReportAction.own() = when (this) {
    BoundReportAction.EDIT -> ReportAction.EDIT
    BoundReportAction.SEND -> ReportAction.SEND
    BoundReportAction.MEND -> ReportAction.MEND
    BoundReportAction.CONFIRM -> ReportAction.CONFIRM
    BoundReportAction.REOPEN -> ReportAction.REOPEN
    BoundReportAction.WITHDRAW -> ReportAction.WITHDRAW
    BoundReportAction.DISCARD -> ReportAction.DISCARD
}

private fun BoundDraftFields.own() = DraftFields(CategoryCode(category), visibility.own(), anonymous, hasPlace, severity.toInt())

private fun BoundEyes.own() = when (this) {
    BoundEyes.PUBLIC -> Visibility.PUBLIC
    BoundEyes.HANDLER -> Visibility.HANDLER
}

private fun Visibility.bound() = when (this) {
    Visibility.PUBLIC -> BoundEyes.PUBLIC
    Visibility.HANDLER -> BoundEyes.HANDLER
}

private fun PlaceRequest.bound() = BoundPlace(lat, lon, accuracyM, source.bound(), ageMs.coerceAtLeast(0).toULong())

private fun PlaceSource.bound() = when (this) {
    PlaceSource.GPS -> BoundFixSource.GPS
    PlaceSource.MAP_PIN -> BoundFixSource.MAP_PIN
}

internal fun ReportRequest.bound() =
    BoundReportRequest(category.value, text, place?.bound(), unit?.value, severity.toUByte(), visibility?.bound(), anonymous)

internal fun DraftChange.bound() = BoundDraftChange(
    category = category?.value,
    text = text,
    place = place?.bound(),
    noPlace = noPlace,
    unit = unit?.value,
    noUnit = noUnit,
    severity = severity?.toUByte(),
    visibility = visibility?.bound(),
    anonymous = anonymous,
)

internal fun ReportDecision.bound(): BoundDecision = when (this) {
    ReportDecision.Confirm -> BoundDecision.Confirm
    is ReportDecision.Reopen -> BoundDecision.Reopen(why)
    ReportDecision.Withdraw -> BoundDecision.Withdraw
}

internal fun BoundRatingForm.own() = RatingForm(DossierCode(dossier), whoSees.own(), questionnaires.map { it.own() })

private fun BoundQuestionnaireView.own() = QuestionnaireView(QuestionnaireId(id), title.own(), note?.own(), questions.map { it.own() })

private fun BoundQuestionView.own() = QuestionView(id, text.own(), kind.own(), choices.map { it.own() }, known, sensitive)

private fun BoundQuestionKind.own() = when (this) {
    BoundQuestionKind.CHOICES -> QuestionKind.CHOICES
    BoundQuestionKind.SCALE -> QuestionKind.SCALE
    BoundQuestionKind.TEXT -> QuestionKind.TEXT
}

private fun BoundChoiceView.own() = ChoiceView(value, text.own())

internal fun BoundRatingView.own() = RatingView(said.own(), item?.let(::ItemId))

internal fun BoundResultView.own() = ResultView(
    unit.own(),
    period.own(),
    title.own(),
    unverified?.own(),
    count.own(),
    suppressed?.own(),
    score?.own(),
    `class`?.own(),
    interval?.own(),
    counted.own(),
    questions.map { it.own() },
)

private fun BoundBarGroup.own() = BarGroup(question.own(), bars.map { it.own() })

private fun BoundBar.own() = Bar(label.own(), count.toInt(), permille.toInt(), said.own())
