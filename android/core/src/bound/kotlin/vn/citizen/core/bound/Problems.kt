package vn.citizen.core.bound

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
import vn.citizen.core.Advice
import vn.citizen.core.Category
import vn.citizen.core.Problem
import vn.citizen.core.ReportId
import vn.citizen.core.Said

internal fun Trouble.own(advice: Advice) = Problem(advice, said.own(), code, category.own(), draft?.let(::ReportId))

/** What the door threw, as the screens meet it; null for what is not the door's. */
internal fun problem(thrown: Throwable): Problem? = when (thrown) {
    is OpenException -> when (thrown) {
        is OpenException.Closed -> thrown.trouble.own(Advice.CLOSED)
        is OpenException.Locked -> thrown.trouble.own(Advice.UNLOCK)
        is OpenException.Full -> thrown.trouble.own(Advice.FREE_SPACE)
        is OpenException.RolledBack -> thrown.trouble.own(Advice.STORE_DAMAGED)
        is OpenException.UpdateNeeded -> thrown.trouble.own(Advice.UPDATE)
        is OpenException.Refused -> thrown.trouble.own(Advice.REFUSED)
        is OpenException.Storage -> thrown.trouble.own(Advice.STORE_DAMAGED)
        is OpenException.Later -> thrown.trouble.own(Advice.OFFLINE)
        is OpenException.Unexpected -> thrown.trouble.own(Advice.REPORT_BUG)
    }
    is ProvinceException -> when (thrown) {
        is ProvinceException.Closed -> thrown.trouble.own(Advice.CLOSED)
        is ProvinceException.Offline -> thrown.trouble.own(Advice.OFFLINE)
        is ProvinceException.Untrusted -> thrown.trouble.own(Advice.UNTRUSTED)
        is ProvinceException.Refused -> thrown.trouble.own(Advice.REFUSED)
        is ProvinceException.UpdateNeeded -> thrown.trouble.own(Advice.UPDATE)
        is ProvinceException.Storage -> thrown.trouble.own(Advice.STORE_DAMAGED)
        is ProvinceException.Unexpected -> thrown.trouble.own(Advice.REPORT_BUG)
    }
    is DossierException -> when (thrown) {
        is DossierException.Closed -> thrown.trouble.own(Advice.CLOSED)
        is DossierException.BadCode -> thrown.trouble.own(Advice.REFUSED)
        is DossierException.Offline -> thrown.trouble.own(Advice.OFFLINE)
        is DossierException.NotFound -> thrown.trouble.own(Advice.NOT_FOUND)
        is DossierException.SignIn -> thrown.trouble.own(Advice.SIGN_IN)
        is DossierException.Refused -> thrown.trouble.own(Advice.REFUSED)
        is DossierException.Untrusted -> thrown.trouble.own(Advice.UNTRUSTED)
        is DossierException.Storage -> thrown.trouble.own(Advice.STORE_DAMAGED)
        is DossierException.Unexpected -> thrown.trouble.own(Advice.REPORT_BUG)
    }
    is ScanException -> when (thrown) {
        is ScanException.Closed -> thrown.trouble.own(Advice.CLOSED)
        is ScanException.Unreadable -> thrown.trouble.own(Advice.REFUSED)
        is ScanException.Storage -> thrown.trouble.own(Advice.STORE_DAMAGED)
        is ScanException.Unexpected -> thrown.trouble.own(Advice.REPORT_BUG)
    }
    is ReportException -> when (thrown) {
        is ReportException.Closed -> thrown.trouble.own(Advice.CLOSED)
        is ReportException.AlreadyDecided -> thrown.trouble.own(Advice.REFUSED)
        is ReportException.NotNow -> thrown.trouble.own(Advice.REFUSED)
        is ReportException.Refused -> thrown.trouble.own(Advice.REFUSED)
        is ReportException.NotFound -> thrown.trouble.own(Advice.NOT_FOUND)
        is ReportException.SignIn -> thrown.trouble.own(Advice.SIGN_IN)
        is ReportException.Storage -> thrown.trouble.own(Advice.STORE_DAMAGED)
        is ReportException.Later -> thrown.trouble.own(Advice.OFFLINE)
        is ReportException.Unexpected -> thrown.trouble.own(Advice.REPORT_BUG)
    }
    is RatingException -> when (thrown) {
        is RatingException.Closed -> thrown.trouble.own(Advice.CLOSED)
        is RatingException.AlreadyRated -> thrown.trouble.own(Advice.REFUSED)
        is RatingException.NotRatable -> thrown.trouble.own(Advice.REFUSED)
        is RatingException.BadAnswer -> thrown.trouble.own(Advice.REFUSED)
        is RatingException.Offline -> thrown.trouble.own(Advice.OFFLINE)
        is RatingException.SignIn -> thrown.trouble.own(Advice.SIGN_IN)
        is RatingException.NotFound -> thrown.trouble.own(Advice.NOT_FOUND)
        is RatingException.Untrusted -> thrown.trouble.own(Advice.UNTRUSTED)
        is RatingException.Storage -> thrown.trouble.own(Advice.STORE_DAMAGED)
        is RatingException.Unexpected -> thrown.trouble.own(Advice.REPORT_BUG)
    }
    is IdentityException -> when (thrown) {
        is IdentityException.Closed -> thrown.trouble.own(Advice.CLOSED)
        is IdentityException.OtherPerson -> thrown.trouble.own(Advice.REFUSED)
        is IdentityException.Offline -> thrown.trouble.own(Advice.OFFLINE)
        is IdentityException.Again -> thrown.trouble.own(Advice.SIGN_IN)
        is IdentityException.Untrusted -> thrown.trouble.own(Advice.UNTRUSTED)
        is IdentityException.Storage -> thrown.trouble.own(Advice.STORE_DAMAGED)
        is IdentityException.Unexpected -> thrown.trouble.own(Advice.REPORT_BUG)
    }
    is OutboxException -> when (thrown) {
        is OutboxException.Closed -> thrown.trouble.own(Advice.CLOSED)
        is OutboxException.NotFound -> thrown.trouble.own(Advice.NOT_FOUND)
        is OutboxException.NotPossible -> thrown.trouble.own(Advice.REFUSED)
        is OutboxException.Untrusted -> thrown.trouble.own(Advice.UNTRUSTED)
        is OutboxException.Storage -> thrown.trouble.own(Advice.STORE_DAMAGED)
        is OutboxException.Later -> thrown.trouble.own(Advice.OFFLINE)
        is OutboxException.Unexpected -> thrown.trouble.own(Advice.REPORT_BUG)
    }
    is ProfileException -> when (thrown) {
        is ProfileException.Closed -> thrown.trouble.own(Advice.CLOSED)
        is ProfileException.File -> thrown.trouble.own(Advice.REFUSED)
        is ProfileException.Storage -> thrown.trouble.own(Advice.STORE_DAMAGED)
        is ProfileException.Later -> thrown.trouble.own(Advice.OFFLINE)
        is ProfileException.Unexpected -> thrown.trouble.own(Advice.REPORT_BUG)
    }
    // A panic on the other side, or an object that was let go: nothing of it is for people.
    is InternalException, is IllegalStateException -> Problem(Advice.REPORT_BUG, broken, "shell.door", Category.BUG)
    else -> null
}

private val broken = Said("Ứng dụng gặp sự cố của chính nó. Dữ liệu của bạn vẫn còn. Hãy đóng và mở lại.")
