import CitizenCore
import Foundation

extension Frame {
    /// Of the first plane of a camera picture in YCbCr: only that plane is copied, and only once. `base` need not outlive the call.
    public init?(luma base: UnsafeRawPointer?, width: Int, height: Int, stride: Int) {
        guard let base, width > 0, height > 0, stride >= width, let wide = UInt32(exactly: width), let high = UInt32(exactly: height),
            let row = UInt32(exactly: stride)
        else { return nil }
        self.init(width: wide, height: high, stride: row, luma: Data(bytes: base, count: stride * height))
    }
}
