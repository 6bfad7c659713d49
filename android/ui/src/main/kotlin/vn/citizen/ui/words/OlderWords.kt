package vn.citizen.ui.words

/** What is asked where an older copy of the vault stands in its place. It cannot be opened: how the person is addressed is in there, too. */
class OlderWords(say: Pick) {
    val use = say("Dùng bản cũ này", "Use this older copy")
    val title = say("Dùng bản cũ này?", "Use this older copy?")
    val line = say(
        "Những gì có sau bản này sẽ mất hẳn trên máy: hồ sơ mới theo dõi, bản nháp, những gì chưa gửi và giấy nhận. Những gì tỉnh đã nhận thì tỉnh vẫn giữ. " +
            "Chỉ dùng nếu chính chủ máy đã đặt lại bản này.",
        "What came after this copy will be gone for good from this phone: dossiers followed since, drafts, what was not sent, and receipts. " +
            "What the province has, it keeps. Use it only if you put this copy back yourself.",
    )
    val yes = say("Dùng bản cũ", "Use the older copy")
}
