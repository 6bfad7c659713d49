package vn.citizen.ui.hold

import kotlinx.coroutines.flow.Flow
import vn.citizen.core.PlaceRequest
import vn.citizen.core.ReceiptView

/** What only the phone can do. Whatever it may refuse gives null. */
interface Host {
    /** Where the browser comes back to after signing in. */
    val redirectUri: String

    /** Grey pictures of the camera, or null while it may not be used. */
    fun frames(): Flow<Frame>?

    suspend fun allowCamera(): Boolean

    fun torch(on: Boolean)

    suspend fun position(): PlaceRequest?

    /** The path of a new photo, with all that the camera wrote into it. */
    suspend fun takePhoto(): String?

    suspend fun choosePicture(): String?

    /** Where a copy of the data may be written. */
    suspend fun exportPath(): String?

    fun openBrowser(url: String)

    fun call(number: String)

    fun share(receipt: ReceiptView)
}

/** [luma] holds [height] rows of [stride] bytes, of which the first [width] count. */
class Frame(val width: Int, val height: Int, val stride: Int, val luma: ByteArray)
