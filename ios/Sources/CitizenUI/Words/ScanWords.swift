import CitizenCore

/// Texts of one room of screens.
public struct ScanWords: Sendable {
    let say: Pick

    public var title: Said { say("Quét mã", "Scan a code") }
    public var aim: Said {
        say(
            "Đưa mã vuông trên giấy vào trong khung. Máy tự đọc, không cần bấm.",
            "Hold the square code inside the frame. It is read by itself.")
    }
    public var finder: Said { say("Hình từ máy ảnh", "Picture from the camera") }
    public var torchOn: Said { say("Bật đèn", "Turn the light on") }
    public var torchOff: Said { say("Tắt đèn", "Turn the light off") }
    public var fromPicture: Said { say("Chọn ảnh có sẵn", "Choose a picture") }
    public var typeCode: Said { say("Nhập mã bằng tay", "Type the code") }
    public var nothing: Said {
        say("Chưa thấy mã nào. Lau ống kính, đến gần hơn và giữ yên tay.", "No code seen yet. Wipe the lens, come closer and hold still.")
    }
    public var noCamera: Said {
        say(
            "Ứng dụng chưa được dùng máy ảnh. \(say.youAtHead) vẫn có thể chọn ảnh có sẵn hoặc nhập mã.",
            "The app may not use the camera yet. You can still choose a picture or type the code.")
    }
    public var dark: Said {
        say(
            "Máy ảnh không mở được. Hãy mở lại, hoặc chọn ảnh có sẵn, hoặc nhập mã.",
            "The camera does not open. Open it again, choose a picture, or type the code.")
    }
    public var cameraAgain: Said { say("Mở lại máy ảnh", "Open the camera again") }
    public var allowCamera: Said { say("Cho dùng máy ảnh", "Allow the camera") }
    public var result: Said { say("Kết quả quét", "What was read") }
    public var follow: Said { say("Theo dõi hồ sơ này", "Follow this dossier") }
    public var more: Said { say("Quét mã khác", "Scan another") }
    public var typeTitle: Said { say("Nhập mã hồ sơ", "Type the dossier’s code") }
    public var code: Said { say("Mã hồ sơ", "Dossier code") }
    public var codeHint: Said {
        say("Gõ như in trên giấy hẹn, cả dấu chấm và dấu gạch.", "As printed on the slip, with its dots and dashes.")
    }
    public var secret: Said { say("Mã tra cứu, nếu giấy có ghi", "Look-up code, if the slip has one") }
    public var secretHint: Said { say("Bỏ trống nếu không có.", "Leave empty if there is none.") }
}
