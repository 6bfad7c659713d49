package vn.citizen.testing

import vn.citizen.core.Said

/** What can go wrong, in the words of the core's catalogue; a test holds them against it. */
class TroubleSamples(private val s: Samples) {
    /** What was asked for, by its name in the catalogue. */
    val byName = mutableMapOf<String, Said>()

    private fun trouble(name: String, vi: String, en: String) = s.t(vi, en).also { byName[name] = it }

    val offline = trouble(
        "net.offline",
        "Chưa kết nối được với tỉnh: không có mạng, hoặc máy chủ đang nghỉ. Những gì đang chờ gửi vẫn còn trên máy. Hãy thử lại sau.",
        "The province cannot be reached: there is no network, or its server is down. What waits to be sent is still on this device. Please try again later.",
    )
    val malformed = trouble(
        "net.malformed",
        "Câu trả lời không đọc được. Những gì đang chờ gửi vẫn còn trên máy. Hãy thử lại sau.",
        "The answer could not be understood. What waits to be sent is still on this device. Please try again later.",
    )
    val noSpace = trouble(
        "store.no_space",
        "Máy đã hết chỗ trống. Những gì đã lưu trước đó vẫn còn. Hãy xóa bớt rồi thử lại.",
        "The device is full. What was kept before is still there. Make room and try again.",
    )
    val io = trouble(
        "store.io",
        "Bộ nhớ của máy không đọc hoặc ghi được lúc này. Những gì đã lưu trước đó không bị xóa. Hãy thử lại.",
        "The device's storage does not read or write right now. Nothing kept before was deleted. Try again.",
    )
    val missingKey = trouble(
        "store.missing_key",
        "Có dữ liệu nhưng không thấy chìa khóa của nó. Chưa có gì bị xóa. Không có chìa thì không ai đọc được. Hãy trả thư mục về đủ như lúc sao lưu, hoặc nhờ người hỗ trợ.",
        "The data is there, but its key is not. Nothing was deleted. Without the key nobody can read it. Put the folder back as it was when it was copied, or ask for help.",
    )
    val locked = trouble(
        "store.key_refused",
        "Chưa lấy được chìa khóa của dữ liệu. Chưa có gì bị xóa. Hãy mở khóa máy rồi thử lại.",
        "The key of the data could not be had. Nothing was deleted. Unlock the device and try again.",
    )
    val older = trouble(
        "store.rolled_back",
        "Dữ liệu ở đây là một bản cũ hơn. Chưa xóa gì. Nếu chính chủ máy đã đặt lại bản cũ, hãy chấp nhận; nếu không, hãy nhờ hỗ trợ.",
        "An older copy of the data stands in its place. Nothing was deleted. If you put it there yourself, accept it; if not, ask for help.",
    )
    val notKnownThere = trouble(
        "client.not_known_there",
        "Tỉnh không biết mã này, hoặc hồ sơ không đứng tên bạn. Hãy xem lại mã trên giấy hẹn.",
        "The province does not know this code, or it is not yours. Check the code on the slip.",
    )
    val notFound = trouble("client.not_found", "Không tìm thấy trên máy này.", "Not found on this machine.")
    val otherPerson = trouble(
        "client.other_person",
        "Dữ liệu trên máy này thuộc về người khác, nên người vừa đăng nhập không được nhận vào; ai đang đăng nhập thì vẫn đăng nhập. Muốn dùng máy cho người mới thì phải xóa dữ liệu này trước.",
        "The data here belongs to somebody else, so whoever signed in just now was not let in; whoever was signed in still is. To use this device for the new person, erase this data first.",
    )
    val tooShort = trouble(
        "code.too_short",
        "Mã này ngắn quá. Xin chép đủ mã in trên giấy hẹn, cả dấu chấm và gạch nối.",
        "This code is too short. Please copy the whole code from the receipt slip, with dots and dashes.",
    )
    val broken = trouble("scan.broken", "Ảnh bị hỏng hoặc bị cắt ngang. Hãy chụp lại.", "The picture is damaged or cut off. Please take it again.")
    val noText = trouble(
        "incident.text_empty",
        "Phản ánh chưa có nội dung. Hãy viết vài lời về việc bạn thấy.",
        "The report has no text yet. Please write a few words about what you saw.",
    )
    val noReason = trouble("incident.reason_missing", "Muốn mở lại thì cần nói rõ vì sao. Hãy viết vài lời.", "Reopening needs a reason. Please write a few words.")
    val notNow = trouble(
        "incident.not_now",
        "Lúc này chưa làm được việc đó. Chỉ xác nhận hoặc mở lại khi đơn vị đã báo xử lý xong; chỉ rút khi phản ánh chưa kết thúc.",
        "That cannot be done now. Confirm or reopen only after the unit says that it is handled; withdraw only before the end.",
    )
    val nothingAnswered = trouble("mscore.empty", "Bạn chưa trả lời câu nào. Xin trả lời ít nhất một câu.", "Nothing is answered yet. Please answer at least one question.")
    val noQuestionnaire = trouble(
        "mscore.no_questionnaire",
        "Chưa có phiếu đánh giá cho hồ sơ nhận vào ngày này. Xin cập nhật dữ liệu của tỉnh rồi thử lại.",
        "There is no questionnaire for a dossier received on that day. Please update the province's data and try again.",
    )
}
