package vn.citizen.testing

import vn.citizen.core.Advice
import vn.citizen.core.Answer
import vn.citizen.core.Directory
import vn.citizen.core.DossierCode
import vn.citizen.core.DossierPage
import vn.citizen.core.DossierView
import vn.citizen.core.Dossiers
import vn.citizen.core.FollowRequest
import vn.citizen.core.Identity
import vn.citizen.core.ItemId
import vn.citizen.core.Outbox
import vn.citizen.core.OutboxPage
import vn.citizen.core.OutboxRow
import vn.citizen.core.ProcedureView
import vn.citizen.core.Profile
import vn.citizen.core.QuestionnaireId
import vn.citizen.core.Ratings
import vn.citizen.core.ReceiptView
import vn.citizen.core.Said
import vn.citizen.core.ScanResult
import vn.citizen.core.ScanView
import vn.citizen.core.Scanner
import vn.citizen.core.SearchView
import vn.citizen.core.SessionView
import vn.citizen.core.SignInStart
import vn.citizen.core.SignedOut
import vn.citizen.core.Tone
import vn.citizen.core.UnitCode

class FakeDossiers(private val core: FakeCitizen) : Dossiers {
    internal fun held(code: DossierCode): DossierView = core.followed.firstOrNull { it.card.code == code } ?: throw core.notFound()

    override suspend fun page(offset: Int, limit: Int): DossierPage {
        core.called("dossiers.page")
        return DossierPage(core.followed.map { it.card }.drop(offset).take(limit), core.followed.size)
    }

    override suspend fun view(code: DossierCode): DossierView {
        core.called("dossiers.view")
        return held(code)
    }

    override suspend fun follow(request: FollowRequest): DossierView {
        core.called("dossiers.follow")
        val samples = core.samples.dossiers
        if (request is FollowRequest.Typed && request.code.length < 5) {
            throw core.problem(Advice.REFUSED, "Mã này không phải mã hồ sơ. Hãy xem lại trên giấy hẹn.", "This is no dossier code. Please look at the slip again.")
        }
        val view = samples.view(samples.inTime)
        core.followed.removeAll { it.card.code == view.card.code }
        core.followed += view
        core.changed()
        return view
    }

    override suspend fun unfollow(code: DossierCode) {
        core.called("dossiers.unfollow")
        core.followed.removeAll { it.card.code == code }
        core.changed()
    }
}

class FakeRatings(private val core: FakeCitizen) : Ratings {
    var given: List<Answer> = emptyList()
        private set

    override suspend fun form(code: DossierCode) = core.called("ratings.form").let { core.samples.ratings.form }

    override suspend fun rate(code: DossierCode, questionnaire: QuestionnaireId, answers: List<Answer>) = core.called("ratings.rate").let {
        if (answers.isEmpty()) throw core.problem(Advice.REFUSED, "Bạn chưa trả lời câu nào. Xin trả lời ít nhất một câu.", "Nothing was answered. Please answer at least one question.")
        given = answers
        core.followed.replaceAll { view -> if (view.card.code == code) core.rated(view) else view }
        core.changed()
        vn.citizen.core.RatingView(core.said("Đã giữ, đang chờ gửi", "Kept, waiting to be sent"), ItemId("rating"))
    }

    override suspend fun results(unit: UnitCode?, period: String?) = core.called("ratings.results").let { core.samples.ratings.results }
}

class FakeIdentity(private val core: FakeCitizen) : Identity {
    /** So wrong that no browser would open the page. */
    var clockIsWrong = false

    override suspend fun session(): SessionView = core.called("identity.session").let { core.sessionView }

    override suspend fun beginSignIn(redirectUri: String): SignInStart {
        core.called("identity.beginSignIn")
        if (!core.online) throw core.offline()
        set(core.samples.rest.authenticating)
        return SignInStart("https://province.example/authorize", clockIsWrong)
    }

    override suspend fun finishSignIn(url: String): SessionView = core.called("identity.finishSignIn").let { set(core.samples.rest.signedIn) }

    override suspend fun cancelSignIn() {
        core.called("identity.cancelSignIn")
        set(core.samples.rest.signedOut)
    }

    override suspend fun signOut(): SignedOut {
        core.called("identity.signOut")
        set(core.samples.rest.signedOut)
        return SignedOut(core.said("Đã đăng xuất", "Signed out"), core.online)
    }

    private fun set(view: SessionView): SessionView {
        core.sessionView = view
        core.changed()
        return view
    }
}

class FakeOutbox(private val core: FakeCitizen) : Outbox {
    override suspend fun items(after: ItemId?, limit: Int, onlyWaiting: Boolean): OutboxPage {
        core.called("outbox.items")
        val rows = core.reportViews.filter { it.card.tone == Tone.WAITING }.map { core.samples.rest.row.copy(id = ItemId(it.card.id.value), kind = Said("Phản ánh: ${it.card.text}")) }
        return OutboxPage(rows.drop(rows.indexOfFirst { it.id == after } + 1).take(limit), core.waiting())
    }

    override suspend fun retry(id: ItemId?) = core.called("outbox.retry")

    override suspend fun discard(id: ItemId): OutboxRow {
        core.called("outbox.discard")
        core.reportViews.removeAll { it.card.id.value == id.value }
        core.changed()
        return core.samples.rest.row.copy(id = id, actions = emptySet())
    }

    override suspend fun receipt(id: ItemId): ReceiptView = core.called("outbox.receipt").let { core.samples.reports.receipt }
}

class FakeScanner(private val core: FakeCitizen) : Scanner {
    /** What the next picture holds. */
    var sees: List<ScanView> = listOf(core.samples.scans.signed)

    override suspend fun frame(width: Int, height: Int, stride: Int, luma: ByteArray) = core.called("scanner.frame").let { ScanResult(sees) }

    override suspend fun picture(path: String) = core.called("scanner.picture").let { ScanResult(sees) }

    override suspend fun text(text: String) = core.called("scanner.text").let { ScanResult(sees) }
}

class FakeDirectory(private val core: FakeCitizen) : Directory {
    override suspend fun search(query: String, limit: Int) = core.called("directory.search").let {
        if (query.startsWith("zz")) SearchView(emptyList(), core.said("Không tìm thấy. Thử ít chữ hơn hoặc chữ khác.", "Nothing found. Try fewer or other words.")) else SearchView(core.samples.rest.hits, null)
    }

    override suspend fun procedure(code: String): ProcedureView = core.called("directory.procedure").let { core.samples.rest.procedure }

    override suspend fun emergencyNumbers() = core.called("directory.emergencyNumbers").let { core.samples.rest.emergency }
}

class FakeProfile(private val core: FakeCitizen) : Profile {
    override suspend fun checks() = core.called("profile.checks").let { core.samples.rest.checks }

    override suspend fun export(path: String): Said = core.called("profile.export").let { core.said("Đã ghi vào thư mục Tải xuống", "Written to your downloads") }

    override suspend fun erase() {
        core.called("profile.erase")
        core.wipe()
    }
}
