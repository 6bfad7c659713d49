package vn.citizen.platform.desk

import android.content.Context
import android.content.Intent
import android.net.Uri
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import vn.citizen.core.ReceiptView
import vn.citizen.platform.front.Front
import java.io.File
import java.io.IOException
import java.time.LocalDate

/** What the system does with things that leave the app. */
class Desk(private val context: Context, private val front: Front, private val disk: CoroutineDispatcher = Dispatchers.IO) {
    /** Shows the number in the telephone: the person calls. */
    fun call(number: String): Boolean = front.open(Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", number.filter(Char::isDigit), null)))

    /** As text: every line of the slip, for whoever gets it to read. */
    fun share(receipt: ReceiptView): Boolean {
        val lines = listOf(receipt.moment.display) + receipt.facts.map { "${it.label.display}: ${it.value.display}" }
        val send = Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, lines.joinToString("\n"))
        return front.open(Intent.createChooser(send, null))
    }

    /** A file that no other app reads and no backup takes along. */
    suspend fun exportPath(): String = withContext(disk) {
        val folder = File(context.noBackupFilesDir, "export")
        // What an earlier one left behind when the app was ended half-way.
        folder.deleteRecursively()
        folder.mkdirs()
        File(folder, "copy.json").path
    }

    /** The person says where; only then is it written there. */
    suspend fun handOver(path: String, today: LocalDate = LocalDate.now()): Boolean {
        val file = File(path)
        try {
            val ask = Intent(Intent.ACTION_CREATE_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType("application/json").putExtra(Intent.EXTRA_TITLE, "citizen-$today.json")
            val to = front.ask(ask)?.takeIf { it.ok }?.data?.data ?: return false
            return withContext(disk) { written(file, to) }
        } finally {
            file.delete()
        }
    }

    private fun written(file: File, to: Uri): Boolean = try {
        context.contentResolver.openOutputStream(to, "wt")?.use { out -> file.inputStream().use { it.copyTo(out) } } != null
    } catch (_: IOException) {
        false
    } catch (_: RuntimeException) {
        // Whatever the app that was chosen throws across.
        false
    }

    /** What an export left behind when the app was ended half-way. */
    fun clear() {
        File(context.noBackupFilesDir, "export").deleteRecursively()
    }

    /** Whatever became of the copy, it does not stay. */
    fun done(path: String) {
        val file = File(path)
        if (file.parentFile?.name == "export") file.delete()
    }
}
