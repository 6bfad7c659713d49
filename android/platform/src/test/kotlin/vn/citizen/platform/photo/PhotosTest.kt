package vn.citizen.platform.photo

import android.content.Context
import android.content.Intent
import android.net.Uri
import android.provider.MediaStore
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import vn.citizen.platform.front.Answer
import vn.citizen.platform.front.FakeFront
import java.io.ByteArrayInputStream
import java.io.File
import java.io.FileNotFoundException
import java.io.IOException
import java.io.InputStream
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNull
import kotlin.test.assertTrue

@RunWith(RobolectricTestRunner::class)
class PhotosTest {
    private val context: Context = RuntimeEnvironment.getApplication()
    private val folder = File(context.cacheDir, "photos")
    private val shelf = PhotoProvider.shelf(context)
    private val provider = Robolectric.buildContentProvider(PhotoProvider::class.java).create("${context.packageName}.photos").get()

    /** What the camera wrote: where and when stand at the beginning. */
    private val whole = byteArrayOf(-1, -40, -1, -31, 0, 16) + "Exif\u0000\u0000 where and when".toByteArray()
    private val blind = byteArrayOf(-1, -40, -1, -37)
    private val chosen: Uri = Uri.parse("content://media/external/images/media/7")

    private fun photos(front: FakeFront) = Photos(context, front, shelf, Dispatchers.Unconfined)

    private fun gives(address: Uri, stream: () -> InputStream) = shadowOf(context.contentResolver).registerInputStreamSupplier(address, stream)

    private fun choosing(address: Uri? = chosen) = FakeFront { Answer(true, Intent().setData(address)) }

    private fun kept() = folder.listFiles().orEmpty().toList()

    @Test fun `a chosen picture is the one that the camera wrote, byte for byte`() = runBlocking {
        gives(chosen) { ByteArrayInputStream(blind) }
        gives(MediaStore.setRequireOriginal(chosen)) { ByteArrayInputStream(whole) }
        val front = choosing()
        val path = photos(front).choose()!!
        assertContentEquals(whole, File(path).readBytes())
        assertEquals(listOf(android.Manifest.permission.ACCESS_MEDIA_LOCATION), front.leaves)
        assertEquals(Intent.ACTION_OPEN_DOCUMENT, front.asked.single().action)
        assertFalse("7" == File(path).nameWithoutExtension)
    }

    @Test fun `whoever does not want the place told still has a photo`() = runBlocking {
        gives(chosen) { ByteArrayInputStream(blind) }
        gives(MediaStore.setRequireOriginal(chosen)) { error("not allowed") }
        val front = choosing().apply { allows = false }
        assertContentEquals(blind, File(photos(front).choose()!!).readBytes())
    }

    @Test fun `where the original cannot be had the picture is still a picture`() = runBlocking {
        for (failure in listOf(UnsupportedOperationException(), SecurityException(), FileNotFoundException())) {
            gives(chosen) { ByteArrayInputStream(blind) }
            gives(MediaStore.setRequireOriginal(chosen)) { throw failure }
            assertContentEquals(blind, File(photos(choosing()).choose()!!).readBytes(), "$failure")
        }
        // A file from elsewhere, of which the gallery knows nothing.
        val elsewhere = Uri.parse("content://drive/9")
        gives(elsewhere) { ByteArrayInputStream(whole) }
        assertContentEquals(whole, File(photos(choosing(elsewhere)).choose()!!).readBytes())
    }

    @Test fun `who chooses nothing has nothing`() = runBlocking {
        assertNull(photos(FakeFront { Answer(false, null) }).choose())
        assertNull(photos(FakeFront { null }).choose())
        assertTrue(kept().isEmpty())
    }

    @Test fun `a picture that breaks off or never ends leaves nothing behind`() {
        val breaks = object : InputStream() {
            private var left = 3

            override fun read() = if (left-- > 0) 1 else throw IOException()
        }
        val endless = object : InputStream() {
            override fun read() = 1

            override fun read(to: ByteArray, from: Int, length: Int) = length
        }
        assertNull(shelf.keep(breaks))
        assertNull(shelf.keep(endless))
        assertTrue(kept().isEmpty())
    }

    /** The camera app: it has an address and the right to write there, and nothing else. */
    private fun camera(writes: ByteArray, ok: Boolean = true) = FakeFront { ask ->
        @Suppress("DEPRECATION")
        val address = ask.getParcelableExtra<Uri>(MediaStore.EXTRA_OUTPUT)!!
        assertTrue(ask.flags and Intent.FLAG_GRANT_WRITE_URI_PERMISSION != 0)
        assertEquals(address, ask.clipData!!.getItemAt(0).uri)
        provider.openFile(address, "wt").use { file -> android.os.ParcelFileDescriptor.AutoCloseOutputStream(file).use { it.write(writes) } }
        Answer(ok, null)
    }

    @Test fun `a new photo is what the camera wrote`() = runBlocking {
        val front = camera(whole)
        val path = photos(front).take()!!
        assertContentEquals(whole, File(path).readBytes())
        assertEquals(listOf(android.Manifest.permission.CAMERA), front.leaves)
    }

    @Test fun `whoever has a picture goes on only when the vault is awake`() = runBlocking {
        val log = mutableListOf<String>()
        gives(chosen) { ByteArrayInputStream(whole) }
        for (front in listOf(camera(whole), choosing())) {
            val photos = Photos(context, front, shelf, Dispatchers.Unconfined) { log += "awake" }
            log += if (photos.take() ?: photos.choose() != null) "picture" else "nothing"
        }
        assertEquals("awake", log.first())
        assertEquals(listOf("awake", "picture"), log.takeLast(2))
    }

    @Test fun `a photo that was taken while the app's process was ended is there when it comes back`() = runBlocking {
        lateinit var word: String
        lateinit var earlier: Photos
        // The process is ended while the camera is open: the word is what the phone keeps of it.
        earlier = photos(FakeFront { ask ->
            word = earlier.asking!!
            camera(whole).let { runBlocking { it.ask(ask) } }
            null
        })
        earlier.take()
        // The camera writes after that, or has written before: another process is there by now.
        val file = File(word)
        val address = PhotoProvider.address(context, file)
        provider.openFile(address, "wt").use { open -> android.os.ParcelFileDescriptor.AutoCloseOutputStream(open).use { it.write(whole) } }
        val later = FakeFront().apply { late = Answer(true, null) }
        photos(later).clear(listOf(listOf("draft", "1", "photo", word)))
        assertContentEquals(whole, File(photos(later).answered(word)!!).readBytes())
        // The answer may have been lost on the way; the photo is not.
        assertContentEquals(whole, File(photos(later).answered(word)!!).readBytes())
        // Who said no has no photo, and what nobody waits for goes.
        assertNull(photos(FakeFront().apply { late = Answer(false, null) }).answered(word))
        assertTrue(kept().isEmpty())
        shelf.keep(ByteArrayInputStream(whole))
        photos(later).clear(emptyList())
        assertTrue(kept().isEmpty())
    }

    @Test fun `a picture that was chosen while the app's process was ended is there when it comes back`() = runBlocking {
        lateinit var word: String
        lateinit var earlier: Photos
        earlier = photos(FakeFront {
            word = earlier.asking!!
            null
        })
        assertNull(earlier.choose())
        assertNull(earlier.asking)
        gives(chosen) { ByteArrayInputStream(blind) }
        gives(MediaStore.setRequireOriginal(chosen)) { ByteArrayInputStream(whole) }
        val later = FakeFront().apply { late = Answer(true, Intent().setData(chosen)) }
        assertContentEquals(whole, File(photos(later).answered(word)!!).readBytes())
        assertNull(photos(later).answered(word))
    }

    @Test fun `a photo that was not taken leaves nothing behind`() = runBlocking {
        assertNull(photos(camera(ByteArray(0))).take())
        assertNull(photos(camera(whole, ok = false)).take())
        assertNull(photos(FakeFront { null }).take())
        assertTrue(kept().isEmpty())
    }

    @Test fun `without leave no other app takes one either`() = runBlocking {
        val front = camera(whole).apply { allows = false }
        assertNull(photos(front).take())
        assertTrue(front.asked.isEmpty())
    }

    @Test fun `what was read goes, and what is not the shelf's stays`() {
        val one = shelf.keep(ByteArrayInputStream(whole))!!
        val two = shelf.keep(ByteArrayInputStream(whole))!!
        val other = File(context.filesDir, "other.jpg").apply { writeBytes(whole) }
        shelf.drop(one.path)
        shelf.drop(other.path)
        assertEquals(listOf(two), kept())
        assertTrue(other.exists())
        shelf.clear()
        assertTrue(kept().isEmpty())
    }

    @Test fun `a camera that is still open when the app was started anew has where to write`() {
        val address = PhotoProvider.address(context, shelf.fresh())
        shelf.clear()
        provider.openFile(address, "wt").close()
        assertEquals(1, kept().size)
    }

    @Test fun `no address leads out of the shelf`() {
        val secret = File(context.filesDir, "vault.db").apply { writeBytes(whole) }
        folder.mkdirs()
        for (path in listOf("..%2F..%2Ffiles%2Fvault.db", "../files/vault.db", secret.path, "..", "%2E%2E", "")) {
            assertFailsWith<FileNotFoundException>(path) { provider.openFile(Uri.parse("content://${context.packageName}.photos/$path"), "r") }
        }
        assertNull(provider.query(Uri.parse("content://${context.packageName}.photos/"), null, null, null, null))
    }
}
