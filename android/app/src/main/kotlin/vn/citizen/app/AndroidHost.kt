package vn.citizen.app

import android.content.Context
import vn.citizen.core.Host
import vn.citizen.core.ReceiptView
import vn.citizen.platform.camera.Camera
import vn.citizen.platform.desk.Browser
import vn.citizen.platform.desk.Desk
import vn.citizen.platform.desk.Notices
import vn.citizen.platform.desk.SignInRedirect
import vn.citizen.platform.front.Front
import vn.citizen.platform.person.Gate
import vn.citizen.platform.photo.Photos
import vn.citizen.platform.place.Place

/** What the screens ask of the phone, each from the part that does it. */
class AndroidHost(
    context: Context,
    private val front: Front,
    private val camera: Camera,
    private val photos: Photos,
    private val redirect: SignInRedirect,
    private val notices: Notices,
    private val gate: Gate,
) : Host {
    private val place = Place(context, front)
    private val desk = Desk(context, front).also { it.clear() }
    private val browser = Browser(context, front)

    override val redirectUri get() = redirect.uri

    override fun frames() = camera.frames()

    override suspend fun allowCamera() = camera.allow()

    override fun torch(on: Boolean) = camera.torch(on)

    override suspend fun position() = place.position()

    override suspend fun takePhoto() = photos.take()

    override suspend fun choosePicture() = photos.choose()

    override val asking get() = photos.asking

    override suspend fun answered(asked: String) = photos.answered(asked)

    override fun done(path: String) {
        photos.done(path)
        desk.done(path)
    }

    override suspend fun exportPath() = desk.exportPath()

    override suspend fun handOver(path: String) = desk.handOver(path)

    override fun openBrowser(url: String) = browser.open(url)

    override fun call(number: String) {
        desk.call(number)
    }

    override fun share(receipt: ReceiptView) {
        desk.share(receipt)
    }

    override fun canAskForNotices() = notices.canAsk()

    override suspend fun askForNotices() = notices.ask(front)

    override fun canAskPerson() = gate.canAsk()

    override val asksPerson get() = gate.asks

    override suspend fun askPerson(on: Boolean) = gate.change(on)
}
