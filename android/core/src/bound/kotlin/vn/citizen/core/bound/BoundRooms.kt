package vn.citizen.core.bound

import vn.citizen.bindings.AnswerRequest
import vn.citizen.bindings.DecisionRequest
import vn.citizen.core.Answer
import vn.citizen.core.Directory
import vn.citizen.core.DossierCode
import vn.citizen.core.DossierPage
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
import vn.citizen.core.SignInStart
import vn.citizen.core.SignedOut
import vn.citizen.core.UnitCode
import java.nio.ByteBuffer
import java.util.concurrent.atomic.AtomicReference
import vn.citizen.bindings.Directory as BoundDirectoryRoom
import vn.citizen.bindings.Dossiers as BoundDossiersRoom
import vn.citizen.bindings.FollowRequest as BoundFollow
import vn.citizen.bindings.Identity as BoundIdentityRoom
import vn.citizen.bindings.Outbox as BoundOutboxRoom
import vn.citizen.bindings.Profile as BoundProfileRoom
import vn.citizen.bindings.Ratings as BoundRatingsRoom
import vn.citizen.bindings.Reports as BoundReportsRoom
import vn.citizen.bindings.Scanner as BoundScannerRoom

internal class BoundDossiers(private val room: BoundDossiersRoom, private val door: Door) : Dossiers {
    override suspend fun page(offset: Int, limit: Int): DossierPage = door.ask { room.page(offset.toUInt(), limit.toUInt()).own() }

    override suspend fun view(code: DossierCode) = door.ask { room.view(code.value).own() }

    override suspend fun follow(request: FollowRequest) = door.ask {
        val bound = when (request) {
            is FollowRequest.Typed -> BoundFollow.Typed(request.code, request.secret)
            is FollowRequest.Scanned -> BoundFollow.Scanned(request.text)
        }
        room.follow(bound).own()
    }

    override suspend fun unfollow(code: DossierCode) = door.ask { room.unfollow(code.value) }
}

internal class BoundReports(private val room: BoundReportsRoom, private val door: Door) : Reports {
    override suspend fun categories() = door.ask { room.categories().map { it.own() } }

    override suspend fun page(offset: Int, limit: Int) = door.ask { room.page(offset.toUInt(), limit.toUInt()).own() }

    override suspend fun view(id: ReportId) = door.ask { room.view(id.value).own() }

    override suspend fun begin(request: ReportRequest) = door.ask { room.begin(request.bound()).own() }

    override suspend fun change(id: ReportId, change: DraftChange) = door.ask { room.change(id.value, change.bound()).own() }

    override suspend fun addPhoto(id: ReportId, path: String) = door.ask { room.addPhoto(id.value, path).own() }

    override suspend fun removePhoto(id: ReportId, sha256: String) = door.ask { room.removePhoto(id.value, sha256).own() }

    override suspend fun photo(id: ReportId, sha256: String): ByteArray = door.ask { room.photo(id.value, sha256) }

    override suspend fun send(id: ReportId) = door.ask { room.send(id.value).own() }

    override suspend fun mend(id: ReportId) = door.ask { room.mend(id.value).own() }

    override suspend fun discard(id: ReportId) = door.ask {
        room.decide(id.value, DecisionRequest.Withdraw)
        Unit
    }

    override suspend fun decide(id: ReportId, decision: ReportDecision) = door.ask { room.decide(id.value, decision.bound()).own() }
}

internal class BoundRatings(private val room: BoundRatingsRoom, private val door: Door) : Ratings {
    override suspend fun form(code: DossierCode) = door.ask { room.form(code.value).own() }

    override suspend fun rate(code: DossierCode, questionnaire: QuestionnaireId, answers: List<Answer>) =
        door.ask { room.rate(code.value, questionnaire.value, answers.map { AnswerRequest(it.question, it.value) }).own() }

    override suspend fun results(unit: UnitCode?, period: String?) = door.asking { room.results(unit?.value, period, it).map { row -> row.own() } }
}

internal class BoundIdentity(private val room: BoundIdentityRoom, private val door: Door) : Identity {
    override suspend fun session() = door.ask { room.session().own() }

    override suspend fun beginSignIn(redirectUri: String) = door.ask { room.beginSignIn(redirectUri).let { SignInStart(it.url, it.browserWouldRefuse) } }

    override suspend fun finishSignIn(url: String) = door.ask { room.finishSignIn(url).own() }

    override suspend fun cancelSignIn() = door.ask { room.cancelSignIn() }

    override suspend fun signOut() = door.ask { room.signOut().let { SignedOut(it.said.own(), it.delivered) } }
}

internal class BoundOutbox(private val room: BoundOutboxRoom, private val door: Door) : Outbox {
    override suspend fun items(after: ItemId?, limit: Int, onlyWaiting: Boolean) = door.ask { room.page(after?.value, limit.toUInt(), onlyWaiting).own() }

    override suspend fun retry(id: ItemId?) = door.ask { room.retry(id?.value) }

    override suspend fun discard(id: ItemId) = door.ask { room.discard(id.value).own() }

    override suspend fun receipt(id: ItemId) = door.ask { room.receipt(id.value).own() }
}

internal class BoundScanner(private val room: BoundScannerRoom, private val door: Door) : Scanner {
    /** Memory that the core can read where it lies: one picture comes after the other, and new memory costs as much as the copying. */
    private val spare = AtomicReference<ByteBuffer?>()

    override suspend fun frame(width: Int, height: Int, stride: Int, luma: ByteArray) =
        door.ask {
            val lent = spare.getAndSet(null)?.takeIf { it.capacity() >= luma.size } ?: ByteBuffer.allocateDirect(luma.size)
            lent.clear().put(luma).flip()
            room.frame(width.toUInt(), height.toUInt(), stride.toUInt(), lent).own().also { spare.set(lent) }
        }

    override suspend fun picture(path: String) = door.ask { room.picture(path).own() }

    override suspend fun text(text: String) = door.ask { room.text(text).own() }
}

internal class BoundDirectory(private val room: BoundDirectoryRoom, private val door: Door) : Directory {
    override suspend fun search(query: String, limit: Int) = door.ask { room.search(query, limit.toUInt()).own() }

    override suspend fun procedure(code: String) = door.ask { room.procedure(code).own() }

    override suspend fun emergencyNumbers() = door.ask { room.emergencyNumbers().map { it.own() } }
}

internal class BoundProfile(private val room: BoundProfileRoom, private val door: Door) : Profile {
    override suspend fun checks() = door.asking { room.checks(it).map { row -> row.own() } }

    override suspend fun export(path: String) = door.ask { room.export(path).own() }

    override suspend fun erase() = door.ask { room.erase() }
}
