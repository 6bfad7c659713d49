package vn.citizen.ui.words

import vn.citizen.core.Address
import vn.citizen.core.Language
import vn.citizen.core.Preferences
import vn.citizen.core.Said

/** Chooses one language's text. [all] keeps what was chosen, so that a test can read every label. */
class Pick(val language: Language, address: Address = Address.BAN) {
    val all = mutableListOf<Said>()

    /** The person, as Vietnamese addresses them. */
    val you = when (address) {
        Address.BAN -> "bạn"
        Address.ONG -> "ông"
        Address.BA -> "bà"
        Address.ANH -> "anh"
        Address.CHI -> "chị"
    }

    /** The same where a sentence begins with it. */
    val youFirst = you.replaceFirstChar(Char::uppercaseChar)

    operator fun invoke(vi: String, en: String, viSpoken: String = vi, enSpoken: String = en): Said {
        val said = if (language == Language.VI) Said(vi, viSpoken) else Said(en, enSpoken)
        all += said
        return said
    }
}

private val vietnamese = Address.entries.associateWith { lazy { Words(Pick(Language.VI, it)) } }

/** It has one "you" for everybody. */
private val english by lazy { Words(Pick(Language.EN)) }

/** Without an [address], where nobody knows yet how the person wants to be addressed. */
fun words(language: Language, address: Address = Address.BAN): Words = if (language == Language.VI) vietnamese.getValue(address).value else english

fun words(preferences: Preferences): Words = words(preferences.language, preferences.address)

/** The shell's own fixed labels: titles and buttons. Whatever depends on what happened comes from the core, ready to show. */
class Words(val say: Pick) {
    val back = say("Quay lại", "Back")
    val next = say("Tiếp tục", "Continue")
    val keep = say("Không, giữ nguyên", "No, keep it")
    val more = say("Xem thêm", "Show more")
    val again = say("Thử lại", "Try again")
    val demo = say("Dữ liệu minh họa", "Sample data")
    val clockStopped = say("Đang tạm dừng tính ngày", "Days are not being counted")
    val receiptVerified = say("Chữ ký của tỉnh đúng", "The province’s signature is right")
    val receiptUnverified = say("Chưa kiểm tra được chữ ký", "The signature could not be checked")
    val signIn = say("Đăng nhập", "Sign in")
    val loading = say("Đang mở, xin chờ một chút", "Opening, one moment please")

    val saving = say("Đang ghi, xin chờ một chút", "Saving, one moment please")

    val welcome = WelcomeWords(say)
    val home = HomeWords(say)
    val scan = ScanWords(say)
    val dossier = DossierWords(say)
    val report = ReportWords(say)
    val rating = RatingWords(say)
    val search = SearchWords(say)
    val account = AccountWords(say)
    val waiting = WaitingWords(say)
    val settings = SettingsWords(say)
    val emergency = EmergencyWords(say)
    val older = OlderWords(say)
    val unlock = UnlockWords(say)

    fun step(step: Int, total: Int): Said = once("Bước $step trong $total", "Step $step of $total")

    fun question(step: Int, total: Int): Said = once("Câu $step trong $total", "Question $step of $total")

    fun photo(at: Int, total: Int): Said = once("Ảnh $at trong $total", "Photo $at of $total")

    fun removePhoto(at: Int): Said = once("Bỏ ảnh $at", "Remove photo $at")

    /** "Gọi 114": the number is read figure by figure. */
    fun call(number: String): Said = number.toList().joinToString(" ").let { figures ->
        if (say.language == Language.VI) Said("Gọi $number", "Gọi số $figures") else Said("Call $number", "Call $figures")
    }

    private fun once(vi: String, en: String) = Said(if (say.language == Language.VI) vi else en)
}
