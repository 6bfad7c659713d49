package vn.citizen.core

import kotlinx.coroutines.flow.Flow

/** What only the phone can do, as the screens ask for it. Whatever the person or the system may refuse gives null. */
interface Host {
    /** Where the browser comes back to after signing in. */
    val redirectUri: String

    /** Grey pictures of the camera, or null while it may not be used. Ends with its collector, and turns the camera off. */
    fun frames(): Flow<Frame>?

    suspend fun allowCamera(): Boolean

    fun torch(on: Boolean)

    /** Asks for leave where needed, measures once, and gives up after a while. */
    suspend fun position(): PlaceRequest?

    /** The path of a new photo, with all that the camera wrote into it. */
    suspend fun takePhoto(): String?

    suspend fun choosePicture(): String?

    /** What another app was opened for by the two above and has not answered yet, in a word that outlives the app's process; null where none is open. */
    val asking: String?

    /** What came of something that an earlier process was [asking], or of a path that it had not done with: the path, or null where there is nothing. */
    suspend fun answered(asked: String): String?

    /** What was at [path] is done with, a picture that the core has read or refused or a copy of the data: it goes. */
    fun done(path: String)

    /** Where the core may write a copy of the data, for [handOver]. */
    suspend fun exportPath(): String?

    /** Brings what was written to [path] to where the person wants it. False where they do not want it after all. Nothing stays at [path]. */
    suspend fun handOver(path: String): Boolean

    /** False where no browser opens. */
    fun openBrowser(url: String): Boolean

    fun call(number: String)

    fun share(receipt: ReceiptView)

    /** Whether the person could still be asked for leave to show notices. */
    fun canAskForNotices(): Boolean

    /** Asks; true where notices may be shown now. */
    suspend fun askForNotices(): Boolean

    /** Whether the phone has a lock, and so a way to ask who is there. */
    fun canAskPerson(): Boolean

    /** Whether that is asked before the app shows anything. */
    val asksPerson: Boolean

    /** Asks from now on, or no more. Whoever changes it is asked; where they do not answer it stays as it was. */
    suspend fun askPerson(on: Boolean)
}

/** [luma] holds [height] rows of [stride] bytes, of which the first [width] count. */
class Frame(val width: Int, val height: Int, val stride: Int, val luma: ByteArray)

/** The opened vault, for those who let go of it when the app leaves the screen. Both may throw [Problem]. */
interface Life {
    /** Lets go of every lock and file; returns when nothing is held. */
    suspend fun suspend()

    suspend fun resume()
}
