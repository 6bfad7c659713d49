package vn.citizen.platform.photo

import android.Manifest.permission.ACCESS_MEDIA_LOCATION
import android.Manifest.permission.CAMERA
import android.content.ClipData
import android.content.ContentResolver
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.provider.MediaStore
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import vn.citizen.platform.front.Answer
import vn.citizen.platform.front.Front
import java.io.File
import java.io.FileNotFoundException
import java.io.IOException
import java.io.InputStream

/** The phone's camera app and its picker of files. Neither lets the app see any other picture. */
class Photos(
    private val context: Context,
    private val front: Front,
    private val shelf: PhotoShelf,
    private val disk: CoroutineDispatcher = Dispatchers.IO,
    private val awake: suspend () -> Unit = {},
) {
    private val resolver: ContentResolver = context.contentResolver

    /** What another app is open for; see [answered]. */
    var asking: String? = null
        private set

    /** Another app has the screen meanwhile, and the vault sleeps: with its answer whoever asked goes on only when the vault is [awake]. */
    private suspend fun ask(intent: Intent, word: String): Answer? {
        asking = word
        try {
            return front.ask(intent).also { awake() }
        } finally {
            asking = null
        }
    }

    /** The path of a new photo; null where none was taken. */
    suspend fun take(): String? {
        // An app that may ask for the camera at all has to be allowed it before another app takes a photo for it.
        if (!front.allow(CAMERA)) return null
        val file = withContext(disk) { shelf.fresh() }
        val address = PhotoProvider.address(context, file)
        val ask = Intent(MediaStore.ACTION_IMAGE_CAPTURE)
            .putExtra(MediaStore.EXTRA_OUTPUT, address)
            .addFlags(Intent.FLAG_GRANT_WRITE_URI_PERMISSION or Intent.FLAG_GRANT_READ_URI_PERMISSION)
            .apply { clipData = ClipData.newRawUri("", address) }
        val answer = ask(ask, file.path)
        context.revokeUriPermission(address, Intent.FLAG_GRANT_WRITE_URI_PERMISSION or Intent.FLAG_GRANT_READ_URI_PERMISSION)
        return withContext(disk) { taken(file, answer?.ok == true) }
    }

    private fun taken(file: File, ok: Boolean): String? {
        val taken = ok && file.length() > 0
        if (!taken) file.delete()
        return file.path.takeIf { taken }
    }

    /**
     * The path of what an earlier process was [asking] for, or had and was not done with; null where there is nothing. A photo that the camera
     * wrote counts as taken unless the camera said that it was not.
     */
    suspend fun answered(asked: String): String? {
        val answer = front.late()
        if (asked == CHOICE) return answer?.let { chosen(it) }
        val file = shelf.named(File(asked).name) ?: return null
        return withContext(disk) { taken(file, answer?.ok != false) }
    }

    /** What lies on the shelf and nobody waits for: [kept] is what the screens were left with. */
    fun clear(kept: List<List<String>>) = shelf.clear(kept.flatten().flatMap { it.lines() }.map { File(it).name }.toSet())

    /** The path of a copy of the picture that was chosen. */
    suspend fun choose(): String? {
        val ask = Intent(Intent.ACTION_OPEN_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType("image/*")
        return ask(ask, CHOICE)?.let { chosen(it) }
    }

    private suspend fun chosen(answer: Answer): String? {
        val chosen = answer.takeIf { it.ok }?.data?.data ?: return null
        // Without it the system takes the place out of the picture before anybody else reads it. A photo without a place is a photo too.
        val places = Build.VERSION.SDK_INT < Build.VERSION_CODES.Q || front.allow(ACCESS_MEDIA_LOCATION)
        return withContext(disk) { (if (places) whole(chosen) else null)?.use(shelf::keep) ?: read(chosen)?.use(shelf::keep) }?.path
    }

    fun done(path: String) = shelf.drop(path)

    /** As the camera wrote it. Null where the picture is not one of the phone's gallery, or the system does not give it. */
    private fun whole(chosen: Uri): InputStream? {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.Q) return null
        return try {
            val media = if (chosen.authority == MediaStore.AUTHORITY) chosen else MediaStore.getMediaUri(context, chosen) ?: return null
            read(MediaStore.setRequireOriginal(media))
        } catch (_: RuntimeException) {
            // Each maker's picker refuses in its own way.
            null
        }
    }

    private fun read(address: Uri): InputStream? = try {
        resolver.openInputStream(address)
    } catch (_: FileNotFoundException) {
        null
    } catch (_: IOException) {
        null
    } catch (_: RuntimeException) {
        // "The original was asked for and cannot be had"; and whatever else the app that holds it throws across.
        null
    }

    private companion object {
        const val CHOICE = "choice"
    }
}
