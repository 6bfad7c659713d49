package vn.citizen.ui.journeys

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf
import vn.citizen.core.Frame
import vn.citizen.core.Host
import vn.citizen.core.PlaceRequest
import vn.citizen.core.PlaceSource
import vn.citizen.core.ReceiptView

/** A phone that does what it is told, and keeps what it was asked. */
class FakeHost : Host {
    val opened = mutableListOf<String>()
    val called = mutableListOf<String>()
    val shared = mutableListOf<ReceiptView>()
    var camera = true
    var place: PlaceRequest? = PlaceRequest(10.7756, 106.7019, 15.0, PlaceSource.GPS, 2_000)
    private var photos = 0

    override val redirectUri = "https://app.tinh.example/signed-in"

    /** One grey frame; the fake core sees in it what the test put there. */
    var seen: Flow<Frame> = flowOf(Frame(4, 4, 4, ByteArray(16)))

    override fun frames(): Flow<Frame>? = if (camera) seen else null

    override suspend fun allowCamera(): Boolean = true.also { camera = true }

    override fun torch(on: Boolean) = Unit

    override suspend fun position() = place

    /** What is photographed and chosen next, where it has to be a real file. */
    var photo: String? = null
    var picture: String? = null
    var export = "/downloads/data.json"

    override suspend fun takePhoto(): String? {
        val path = photo ?: "/photos/${++photos}.jpg"
        asking = path
        try {
            cameraApp?.await()
        } finally {
            asking = null
        }
        return path
    }

    /** What the camera app waits for before it answers. */
    var cameraApp: CompletableDeferred<Unit>? = null
    override var asking: String? = null

    /** What a late answer waits for. */
    var lateAnswer: CompletableDeferred<Unit>? = null

    override suspend fun answered(asked: String): String? {
        lateAnswer?.await()
        return asked
    }

    var canAsk = false
    var asked = 0

    override fun canAskForNotices() = canAsk

    override suspend fun askForNotices(): Boolean {
        asked++
        return true
    }

    /** Whether the phone has a lock, what the person answers, and what is kept. */
    var hasLock = true
    var isThey = true
    override var asksPerson = false

    override fun canAskPerson() = hasLock

    override suspend fun askPerson(on: Boolean) {
        if (isThey) asksPerson = on
    }

    override suspend fun choosePicture() = picture ?: "/pictures/slip.jpg"

    /** What the core was done with. */
    val gone = mutableListOf<String>()

    override fun done(path: String) {
        gone += path
    }

    override suspend fun exportPath() = export

    /** Whether the person keeps the copy that is held out to them. */
    var keepsCopy = true

    override suspend fun handOver(path: String) = keepsCopy

    var hasBrowser = true

    override fun openBrowser(url: String): Boolean {
        if (hasBrowser) opened += url
        return hasBrowser
    }

    override fun call(number: String) {
        called += number
    }

    override fun share(receipt: ReceiptView) {
        shared += receipt
    }
}
