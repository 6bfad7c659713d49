package vn.citizen.testing

import vn.citizen.core.Age
import vn.citizen.core.Fact
import vn.citizen.core.Language
import vn.citizen.core.ProvinceChoice
import vn.citizen.core.ProvinceView
import vn.citizen.core.QrCode
import vn.citizen.core.Said

/** Views as the core gives them, in both languages, for fakes and pictures. The people and dossiers in them do not exist. */
class Samples(val language: Language) {
    fun t(vi: String, en: String, viSpoken: String = vi, enSpoken: String = en): Said = if (language == Language.VI) Said(vi, viSpoken) else Said(en, enSpoken)

    fun fact(vi: String, en: String, value: Said) = Fact(t(vi, en), value)

    val fresh = Age(t("Cập nhật 2 giờ trước", "Updated 2 hours ago"), 1_771_900_000_000, false)
    val stale = Age(t("Cập nhật 3 ngày trước, có thể đã khác", "Updated 3 days ago, may have changed"), 1_771_600_000_000, true)
    val never = Age(t("Chưa cập nhật lần nào", "Never updated"), null, true)

    val province = ProvinceView("79", t("Thành phố Hồ Chí Minh", "Ho Chi Minh City"), false, t("1022", "1022", "1 0 2 2", "1 0 2 2"), 7)

    val choices = listOf(
        ProvinceChoice("79", t("Thành phố Hồ Chí Minh", "Ho Chi Minh City"), listOf(t("Bình Dương", "Binh Duong"), t("Bà Rịa – Vũng Tàu", "Ba Ria – Vung Tau")), "https://province.example", false),
        ProvinceChoice("52", t("Gia Lai", "Gia Lai"), listOf(t("Bình Định", "Binh Dinh")), "https://gialai.example", false),
        ProvinceChoice("66", t("Đắk Lắk", "Dak Lak"), listOf(t("Phú Yên", "Phu Yen")), "https://daklak.example", false),
        ProvinceChoice("92", t("Cần Thơ", "Can Tho"), listOf(t("Sóc Trăng", "Soc Trang"), t("Hậu Giang", "Hau Giang")), "https://cantho.example", false),
    )

    /** A square that looks like a code; nothing reads it. */
    fun square(label: Said, size: Int = 33): QrCode {
        var seed = 2463534242u
        val modules = ByteArray(size * size) {
            seed = seed xor (seed shl 13)
            seed = seed xor (seed shr 17)
            seed = seed xor (seed shl 5)
            (seed and 1u).toByte()
        }
        for ((x0, y0) in listOf(0 to 0, size - 7 to 0, 0 to size - 7)) {
            for (y in -1..7) for (x in -1..7) {
                if (x0 + x !in 0 until size || y0 + y !in 0 until size) continue
                val ring = maxOf(kotlin.math.abs(x - 3), kotlin.math.abs(y - 3))
                modules[(y0 + y) * size + x0 + x] = if (ring == 3 || ring <= 1) 1 else 0
            }
        }
        return QrCode(size, modules, label)
    }

    val dossiers = DossierSamples(this)
    val scans = ScanSamples(this)
    val reports = ReportSamples(this)
    val ratings = RatingSamples(this)
    val rest = OtherSamples(this)
    val troubles = TroubleSamples(this)
    val longs = LongSamples(this)
}
