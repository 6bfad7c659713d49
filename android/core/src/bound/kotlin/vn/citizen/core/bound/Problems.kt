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

/** What every room calls what has no name of its own. */
internal const val UNEXPECTED = "Unexpected"

/** [variant] is the room's own name of it. */
internal fun Trouble.own(variant: String) = Problem(advice.own(), said.own(), code, category.own(), draft?.let(::ReportId), variant)

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
    is OpenException -> thrown.own()
    is ProvinceException -> thrown.own()
    is DossierException -> thrown.own()
    is ScanException -> thrown.own()
    is ReportException -> thrown.own()
    is RatingException -> thrown.own()
    is IdentityException -> thrown.own()
    is OutboxException -> thrown.own()
    is ProfileException -> thrown.own()
    // A panic on the other side, or an object that was let go: nothing of it is for people.
    is InternalException, is IllegalStateException -> Problem(Advice.BUG, defectSaid(language.bound()).own(), "shell.door", Category.BUG)
    else -> null
}

private fun OpenException.own() = when (this) {
    is OpenException.Closed -> trouble.own("Closed")
    is OpenException.Locked -> trouble.own("Locked")
    is OpenException.Full -> trouble.own("Full")
    is OpenException.RolledBack -> trouble.own("RolledBack")
    is OpenException.UpdateNeeded -> trouble.own("UpdateNeeded")
    is OpenException.Refused -> trouble.own("Refused")
    is OpenException.Storage -> trouble.own("Storage")
    is OpenException.Later -> trouble.own("Later")
    is OpenException.Unexpected -> trouble.own("Unexpected")
}

private fun ProvinceException.own() = when (this) {
    is ProvinceException.Closed -> trouble.own("Closed")
    is ProvinceException.Offline -> trouble.own("Offline")
    is ProvinceException.Untrusted -> trouble.own("Untrusted")
    is ProvinceException.Refused -> trouble.own("Refused")
    is ProvinceException.UpdateNeeded -> trouble.own("UpdateNeeded")
    is ProvinceException.Storage -> trouble.own("Storage")
    is ProvinceException.Unexpected -> trouble.own("Unexpected")
}

private fun DossierException.own() = when (this) {
    is DossierException.Closed -> trouble.own("Closed")
    is DossierException.BadCode -> trouble.own("BadCode")
    is DossierException.NotFound -> trouble.own("NotFound")
    is DossierException.Refused -> trouble.own("Refused")
    is DossierException.Untrusted -> trouble.own("Untrusted")
    is DossierException.Storage -> trouble.own("Storage")
    is DossierException.UpdateNeeded -> trouble.own("UpdateNeeded")
    is DossierException.Unexpected -> trouble.own("Unexpected")
}

private fun ScanException.own() = when (this) {
    is ScanException.Closed -> trouble.own("Closed")
    is ScanException.Unreadable -> trouble.own("Unreadable")
    is ScanException.Unexpected -> trouble.own("Unexpected")
}

private fun ReportException.own() = when (this) {
    is ReportException.Closed -> trouble.own("Closed")
    is ReportException.AlreadyDecided -> trouble.own("AlreadyDecided")
    is ReportException.NotNow -> trouble.own("NotNow")
    is ReportException.Refused -> trouble.own("Refused")
    is ReportException.NotFound -> trouble.own("NotFound")
    is ReportException.Storage -> trouble.own("Storage")
    is ReportException.Unexpected -> trouble.own("Unexpected")
}

private fun RatingException.own() = when (this) {
    is RatingException.Closed -> trouble.own("Closed")
    is RatingException.AlreadyRated -> trouble.own("AlreadyRated")
    is RatingException.NotRatable -> trouble.own("NotRatable")
    is RatingException.GivenUp -> trouble.own("GivenUp")
    is RatingException.BadAnswer -> trouble.own("BadAnswer")
    is RatingException.Offline -> trouble.own("Offline")
    is RatingException.SignIn -> trouble.own("SignIn")
    is RatingException.NotFound -> trouble.own("NotFound")
    is RatingException.Untrusted -> trouble.own("Untrusted")
    is RatingException.Storage -> trouble.own("Storage")
    is RatingException.UpdateNeeded -> trouble.own("UpdateNeeded")
    is RatingException.Unexpected -> trouble.own("Unexpected")
}

private fun IdentityException.own() = when (this) {
    is IdentityException.Closed -> trouble.own("Closed")
    is IdentityException.OtherPerson -> trouble.own("OtherPerson")
    is IdentityException.Offline -> trouble.own("Offline")
    is IdentityException.Again -> trouble.own("Again")
    is IdentityException.Untrusted -> trouble.own("Untrusted")
    is IdentityException.Storage -> trouble.own("Storage")
    is IdentityException.Unexpected -> trouble.own("Unexpected")
}

private fun OutboxException.own() = when (this) {
    is OutboxException.Closed -> trouble.own("Closed")
    is OutboxException.NotFound -> trouble.own("NotFound")
    is OutboxException.NotPossible -> trouble.own("NotPossible")
    is OutboxException.Untrusted -> trouble.own("Untrusted")
    is OutboxException.Storage -> trouble.own("Storage")
    is OutboxException.Unexpected -> trouble.own("Unexpected")
}

private fun ProfileException.own() = when (this) {
    is ProfileException.Closed -> trouble.own("Closed")
    is ProfileException.GivenUp -> trouble.own("GivenUp")
    is ProfileException.File -> trouble.own("File")
    is ProfileException.Storage -> trouble.own("Storage")
    is ProfileException.Unexpected -> trouble.own("Unexpected")
}
