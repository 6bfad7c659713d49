package vn.citizen.platform

import android.content.Context
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.io.File

/** The province packs that came with the app, as files: each time anew, so that an update of the app brings its own. The core checks their signatures. */
suspend fun shippedPacks(context: Context): List<String> = withContext(Dispatchers.IO) {
    val folder = File(context.noBackupFilesDir, "packs").apply { mkdirs() }
    context.assets.list("packs").orEmpty().filter { it.endsWith(".json") }.map { name ->
        val file = File(folder, name)
        context.assets.open("packs/$name").use { pack -> file.outputStream().use(pack::copyTo) }
        file.path
    }
}
