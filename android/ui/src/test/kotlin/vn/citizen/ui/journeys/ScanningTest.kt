package vn.citizen.ui.journeys

import kotlinx.coroutines.flow.MutableSharedFlow
import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.core.Frame

class ScanningTest {
    @Test fun `a picture that cannot be read is said, and the next one is read`() {
        val frames = MutableSharedFlow<Frame>()
        val core = settled()
        fakePhone(core, FakeHost().apply { seen = frames }) {
            fun sees() = kotlinx.coroutines.runBlocking { frames.emit(Frame(4, 4, 4, ByteArray(16))) }
            tap(words.home.scan)
            core.next = core.problem(Advice.REFUSED, "Mã này dài quá nên không đọc được.", "This code is too long to be read.")
            sees()
            sees("Mã này dài quá")
            // The next one can be read and shows nothing: what was said of the last is over.
            val later = core.scanner.sees
            core.scanner.sees = emptyList()
            sees()
            seesNot("Mã này dài quá nên không đọc được.")
            core.scanner.sees = later
            sees()
            sees(core.samples.scans.signed.trustSaid)
        }
    }
}
