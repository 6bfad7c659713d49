package vn.citizen.door.story

import vn.citizen.core.CategoryCode
import vn.citizen.core.Citizen
import vn.citizen.core.Directory
import vn.citizen.core.DossierCode
import vn.citizen.core.Dossiers
import vn.citizen.core.DraftChange
import vn.citizen.core.FollowRequest
import vn.citizen.core.Identity
import vn.citizen.core.ItemId
import vn.citizen.core.Outbox
import vn.citizen.core.Profile
import vn.citizen.core.QuestionnaireId
import vn.citizen.core.Ratings
import vn.citizen.core.ReportDecision
import vn.citizen.core.ReportId
import vn.citizen.core.ReportRequest
import vn.citizen.core.Reports
import vn.citizen.core.Scanner
import vn.citizen.core.UnitCode
import java.io.File

/** Does one call of a room, `room.method`. */
suspend fun rooms(citizen: Citizen, call: String, with: With): Any? {
    val method = call.substringAfter('.')
    return when (call.substringBefore('.')) {
        "dossiers" -> citizen.dossiers.does(method, with)
        "scanner" -> citizen.scanner.does(method, with)
        "reports" -> citizen.reports.does(method, with)
        "ratings" -> citizen.ratings.does(method, with)
        "identity" -> citizen.identity.does(method, with)
        "outbox" -> citizen.outbox.does(method, with)
        "directory" -> citizen.directory.does(method, with)
        "profile" -> citizen.profile.does(method, with)
        else -> unknown(call)
    }
}

private suspend fun Dossiers.does(method: String, with: With): Any = when (method) {
    "page" -> page(with.number("offset"), with.number("limit"))
    "view" -> view(DossierCode(with.text("code")))
    "follow" -> follow(with.maybe("text")?.let { FollowRequest.Scanned(it) } ?: FollowRequest.Typed(with.text("code"), with.maybe("secret")))
    "unfollow" -> unfollow(DossierCode(with.text("code")))
    else -> unknown("dossiers.$method")
}

private suspend fun Scanner.does(method: String, with: With): Any = when (method) {
    "text" -> text(with.text("text"))
    "picture" -> picture(with.text("path"))
    "frame" -> frame(with.number("width"), with.number("height"), with.number("stride"), File(with.text("path")).readBytes())
    else -> unknown("scanner.$method")
}

private suspend fun Reports.does(method: String, with: With): Any {
    val id = ReportId(with.text("id"))
    val unit = with.maybe("unit")?.let(::UnitCode)
    return when (method) {
        "categories" -> categories()
        "page" -> page(with.number("offset"), with.number("limit"))
        "view" -> view(id)
        "begin" -> begin(
            ReportRequest(
                CategoryCode(with.text("category")),
                with.text("text"),
                with.place,
                unit,
                with.maybeNumber("severity") ?: 2,
                with.visibility,
                with.flag("anonymous"),
            ),
        )
        "change" -> change(
            id,
            DraftChange(
                with.maybe("category")?.let(::CategoryCode),
                with.maybe("text"),
                with.place,
                with.flag("no_place"),
                unit,
                with.flag("no_unit"),
                with.maybeNumber("severity"),
                with.visibility,
                with.maybeFlag("anonymous"),
            ),
        )
        "add_photo" -> addPhoto(id, with.text("path"))
        "photo" -> mapOf("jpeg" to (photo(id, with.text("photo")).take(2) == listOf(0xFF.toByte(), 0xD8.toByte())))
        "remove_photo" -> removePhoto(id, with.text("photo"))
        "mend" -> mend(id)
        "send" -> send(id)
        "decide" -> decide(
            id,
            when (val decision = with.text("decision")) {
                "confirm" -> ReportDecision.Confirm
                "reopen" -> ReportDecision.Reopen(with.text("why"))
                "withdraw" -> ReportDecision.Withdraw
                else -> unknown("decision $decision")
            },
        )
        else -> unknown("reports.$method")
    }
}

private suspend fun Ratings.does(method: String, with: With): Any = when (method) {
    "form" -> form(DossierCode(with.text("code")))
    "rate" -> rate(DossierCode(with.text("code")), QuestionnaireId(with.text("questionnaire")), with.answers)
    "results" -> results(with.maybe("unit")?.let(::UnitCode), with.maybe("period"))
    else -> unknown("ratings.$method")
}

private suspend fun Identity.does(method: String, with: With): Any = when (method) {
    "session" -> session()
    "begin_sign_in" -> beginSignIn(with.text("redirect_uri"))
    "finish_sign_in" -> finishSignIn(with.text("url"))
    "cancel_sign_in" -> cancelSignIn()
    "sign_out" -> signOut()
    else -> unknown("identity.$method")
}

private suspend fun Outbox.does(method: String, with: With): Any = when (method) {
    "page" -> items(with.maybe("after")?.let(::ItemId), with.number("limit"), with.flag("only_waiting"))
    "retry" -> retry(with.maybe("id")?.let(::ItemId))
    "discard" -> discard(ItemId(with.text("id")))
    "receipt" -> receipt(ItemId(with.text("id")))
    else -> unknown("outbox.$method")
}

private suspend fun Directory.does(method: String, with: With): Any = when (method) {
    "search" -> search(with.text("query"), with.number("limit"))
    "procedure" -> procedure(with.text("code"))
    "emergency_numbers" -> emergencyNumbers()
    else -> unknown("directory.$method")
}

private suspend fun Profile.does(method: String, with: With): Any = when (method) {
    "checks" -> mapOf("names" to checks().map { it.name })
    "export" -> export(with.text("path"))
    "erase" -> erase()
    else -> unknown("profile.$method")
}
