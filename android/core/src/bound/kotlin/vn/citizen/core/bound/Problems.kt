package vn.citizen.core.bound

import kotlinx.coroutines.CancellationException
import vn.citizen.bindings.DossierException
import vn.citizen.bindings.IdentityException
import vn.citizen.bindings.InternalException
import vn.citizen.bindings.OpenException
import vn.citizen.bindings.OutboxException
import vn.citizen.bindings.ProfileException
import vn.citizen.bindings.ProvinceException
import vn.citizen.bindings.RatingException
import vn.citizen.bindings.ReportException
import vn.citizen.bindings.ScanException
import vn.citizen.bindings.Trouble
import vn.citizen.bindings.defectSaid
import vn.citizen.core.Advice
import vn.citizen.core.Category
import vn.citizen.core.Language
import vn.citizen.core.Problem
import vn.citizen.core.ReportId
import vn.citizen.bindings.Advice as BoundAdvice

internal fun Trouble.own() = Problem(advice.own(), said.own(), code, category.own(), draft?.let(::ReportId))

private fun BoundAdvice.own() = when (this) {
    BoundAdvice.OFFLINE -> Advice.OFFLINE
    BoundAdvice.LATER -> Advice.LATER
    BoundAdvice.SIGN_IN -> Advice.SIGN_IN
    BoundAdvice.NOT_FOUND -> Advice.NOT_FOUND
    BoundAdvice.REFUSED -> Advice.REFUSED
    BoundAdvice.UNLOCK -> Advice.UNLOCK
    BoundAdvice.FREE_SPACE -> Advice.FREE_SPACE
    BoundAdvice.STORAGE -> Advice.STORAGE
    BoundAdvice.UNTRUSTED -> Advice.UNTRUSTED
    BoundAdvice.UPDATE -> Advice.UPDATE
    BoundAdvice.CLOSED -> Advice.CLOSED
    BoundAdvice.BUG -> Advice.BUG
}

/** What the door threw, as the screens meet it; null for what is not the door's, and for whoever stopped waiting. */
internal fun problem(thrown: Throwable, language: Language): Problem? = when (thrown) {
    // Java calls it an illegal state, as a broken object is one.
    is CancellationException -> null
    is OpenException -> thrown.trouble().own()
    is ProvinceException -> thrown.trouble().own()
    is DossierException -> thrown.trouble().own()
    is ScanException -> thrown.trouble().own()
    is ReportException -> thrown.trouble().own()
    is RatingException -> thrown.trouble().own()
    is IdentityException -> thrown.trouble().own()
    is OutboxException -> thrown.trouble().own()
    is ProfileException -> thrown.trouble().own()
    // A panic on the other side, or an object that was let go: nothing of it is for people.
    is InternalException, is IllegalStateException -> Problem(Advice.BUG, defectSaid(language.bound()).own(), "shell.door", Category.BUG)
    else -> null
}

private fun OpenException.trouble() = when (this) {
    is OpenException.Closed -> trouble
    is OpenException.Locked -> trouble
    is OpenException.Full -> trouble
    is OpenException.RolledBack -> trouble
    is OpenException.UpdateNeeded -> trouble
    is OpenException.Refused -> trouble
    is OpenException.Storage -> trouble
    is OpenException.Later -> trouble
    is OpenException.Unexpected -> trouble
}

private fun ProvinceException.trouble() = when (this) {
    is ProvinceException.Closed -> trouble
    is ProvinceException.Offline -> trouble
    is ProvinceException.Untrusted -> trouble
    is ProvinceException.Refused -> trouble
    is ProvinceException.UpdateNeeded -> trouble
    is ProvinceException.Storage -> trouble
    is ProvinceException.Unexpected -> trouble
}

private fun DossierException.trouble() = when (this) {
    is DossierException.Closed -> trouble
    is DossierException.BadCode -> trouble
    is DossierException.Offline -> trouble
    is DossierException.NotFound -> trouble
    is DossierException.SignIn -> trouble
    is DossierException.Refused -> trouble
    is DossierException.Untrusted -> trouble
    is DossierException.Storage -> trouble
    is DossierException.UpdateNeeded -> trouble
    is DossierException.Unexpected -> trouble
}

private fun ScanException.trouble() = when (this) {
    is ScanException.Closed -> trouble
    is ScanException.Unreadable -> trouble
    is ScanException.Storage -> trouble
    is ScanException.Unexpected -> trouble
}

private fun ReportException.trouble() = when (this) {
    is ReportException.Closed -> trouble
    is ReportException.AlreadyDecided -> trouble
    is ReportException.NotNow -> trouble
    is ReportException.Refused -> trouble
    is ReportException.NotFound -> trouble
    is ReportException.SignIn -> trouble
    is ReportException.Storage -> trouble
    is ReportException.Later -> trouble
    is ReportException.Unexpected -> trouble
}

private fun RatingException.trouble() = when (this) {
    is RatingException.Closed -> trouble
    is RatingException.AlreadyRated -> trouble
    is RatingException.NotRatable -> trouble
    is RatingException.BadAnswer -> trouble
    is RatingException.Offline -> trouble
    is RatingException.SignIn -> trouble
    is RatingException.NotFound -> trouble
    is RatingException.Untrusted -> trouble
    is RatingException.Storage -> trouble
    is RatingException.UpdateNeeded -> trouble
    is RatingException.Unexpected -> trouble
}

private fun IdentityException.trouble() = when (this) {
    is IdentityException.Closed -> trouble
    is IdentityException.OtherPerson -> trouble
    is IdentityException.Offline -> trouble
    is IdentityException.Again -> trouble
    is IdentityException.Untrusted -> trouble
    is IdentityException.Storage -> trouble
    is IdentityException.UpdateNeeded -> trouble
    is IdentityException.Unexpected -> trouble
}

private fun OutboxException.trouble() = when (this) {
    is OutboxException.Closed -> trouble
    is OutboxException.NotFound -> trouble
    is OutboxException.NotPossible -> trouble
    is OutboxException.Untrusted -> trouble
    is OutboxException.Storage -> trouble
    is OutboxException.Later -> trouble
    is OutboxException.Unexpected -> trouble
}

private fun ProfileException.trouble() = when (this) {
    is ProfileException.Closed -> trouble
    is ProfileException.File -> trouble
    is ProfileException.Storage -> trouble
    is ProfileException.Later -> trouble
    is ProfileException.Unexpected -> trouble
}
