package vn.citizen.platform

import android.content.Context
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.io.File
import java.io.IOException

/**
 * The province packs that came with the app, as files. An update of the app brings its own; an equal file is left alone, and where there is no
 * room the earlier one stays whole. The core checks their signatures.
 */
suspend fun shippedPacks(context: Context): List<String> = withContext(Dispatchers.IO) {
    val folder = File(context.noBackupFilesDir, "packs").apply { mkdirs() }
    val shipped = context.assets.list("packs").orEmpty().filter { it.endsWith(".json") }
    shipped.map { File(folder, it) }.onEach { bring(context, it) }.filter { it.exists() }.map { it.path }
}

private fun bring(context: Context, file: File) {
    val beside = File(file.path + ".new")
    try {
        val pack = context.assets.open("packs/${file.name}").use { it.readBytes() }
        if (file.exists() && file.readBytes().contentEquals(pack)) return
        beside.writeBytes(pack)
        beside.renameTo(file)
    } catch (_: IOException) {
        beside.delete()
    }
}
