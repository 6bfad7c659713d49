import CitizenCore
import Foundation

extension Problem {
    /// Of whatever was thrown where a screen waits for it. The core's problems are what they are; the phone's files and keys fail without it,
    /// before it is there to say anything, so what is to be done then is the shell's to say. Whatever else it is, is ours to mend.
    init(thrown: any Error, _ words: Words) {
        let (opening, file) = (words.opening, thrown as? CocoaError)
        switch (thrown, file?.code) {
        case (PortFailure.NoSpace, _), (_, .fileWriteOutOfSpace?): self.init("shell.no_space", opening.noSpace, .freeSpace)
        case (PortFailure.Refused, _), (_, .fileReadNoPermission?), (_, .fileWriteNoPermission?):
            self.init("shell.locked", opening.locked, .unlock)
        case (is PortFailure, _), (is CocoaError, _), (is POSIXError, _): self.init("shell.storage", opening.storage, .storage)
        default: self.init(thrown, in: words.language)
        }
    }

    private init(_ code: String, _ said: Said, _ advice: Advice) {
        self.init(Trouble(code: code, said: said, category: .retryable, advice: advice, draft: nil))
    }
}
