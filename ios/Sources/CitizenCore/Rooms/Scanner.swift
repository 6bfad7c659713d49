import CitizenBindings

actor RealScanner: ScanRoom {
    private let room: CitizenBindings.Scanner
    private let door: Door
    private let queue = Queue("scanner")
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ room: CitizenBindings.Scanner, _ door: Door) {
        self.room = room
        self.door = door
    }

    func frame(_ frame: Frame) throws -> ScanResult {
        try door.asked { try room.frame(width: frame.width, height: frame.height, stride: frame.stride, luma: frame.luma) }
    }

    func picture(path: String) throws -> ScanResult {
        try door.asked { try room.picture(path: path) }
    }

    func text(_ text: String) throws -> ScanResult {
        try door.asked { try room.text(text: text) }
    }
}
