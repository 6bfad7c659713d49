package vn.citizen.ui.words

class ScanWords(say: Pick) {
    val title = say("Quét mã", "Scan a code")
    val aim = say("Đưa mã vuông trên giấy vào trong khung. Máy tự đọc, không cần bấm.", "Hold the square code inside the frame. It is read by itself.")
    val camera = say("Hình từ máy ảnh", "Picture from the camera")
    val torchOn = say("Bật đèn", "Turn the light on")
    val torchOff = say("Tắt đèn", "Turn the light off")
    val reading = say("Đang đọc ảnh", "Reading the picture")
    val fromPicture = say("Chọn ảnh có sẵn", "Choose a picture")
    val typeCode = say("Nhập mã bằng tay", "Type the code")
    val nothing = say("Chưa thấy mã nào. Lau ống kính, đến gần hơn và giữ yên tay.", "No code seen yet. Wipe the lens, come closer and hold still.")
    val noCamera = say(
        "Ứng dụng chưa được dùng máy ảnh. ${say.youFirst} vẫn có thể chọn ảnh có sẵn hoặc nhập mã.",
        "The app may not use the camera yet. You can still choose a picture or type the code.",
    )
    val allowCamera = say("Cho dùng máy ảnh", "Allow the camera")
    val result = say("Kết quả quét", "What was read")
    val follow = say("Theo dõi hồ sơ này", "Follow this dossier")
    val following = say("Đang hỏi tỉnh về hồ sơ này", "Asking the province about this dossier")
    val more = say("Quét mã khác", "Scan another")
    val typeTitle = say("Nhập mã hồ sơ", "Type the dossier code")
    val code = say("Mã hồ sơ", "Dossier code")
    val codeHint = say("Gõ như in trên giấy hẹn, cả dấu chấm và dấu gạch.", "As printed on the slip, with its dots and dashes.")
    val secret = say("Mã tra cứu, nếu giấy có ghi", "Look-up code, if the slip has one")
    val secretHint = say("Bỏ trống nếu không có.", "Leave empty if there is none.")
}
