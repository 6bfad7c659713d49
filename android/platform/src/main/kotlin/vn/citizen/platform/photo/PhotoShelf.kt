package vn.citizen.platform.photo

import java.io.File
import java.io.IOException
import java.io.InputStream
import java.util.UUID

/**
 * Where picture files lie between another app, which has them or makes them, and the core, which seals a copy. Nothing is drawn anew: what the
 * camera wrote into a file is the core's to judge, and to take off before sending.
 */
class PhotoShelf(private val folder: File) {
    /** An empty place for a new photo, under a name that says nothing. */
    fun fresh(): File {
        folder.mkdirs()
        return File(folder, "${UUID.randomUUID()}.jpg")
    }

    /** Byte for byte. Null where it cannot be read or is larger than any photo; then nothing of it stays. */
    fun keep(file: InputStream): File? {
        val kept = fresh()
        val whole = try {
            kept.outputStream().use { to -> file.copyUpTo(to) }
        } catch (_: IOException) {
            false
        }
        if (!whole) kept.delete()
        return kept.takeIf { whole }
    }

    /** Of what this shelf kept, and of nothing else. */
    fun drop(path: String) {
        val file = File(path)
        if (file.parentFile == folder) file.delete()
    }

    /** A file of the shelf by its name, and nothing outside. */
    fun named(name: String): File? {
        folder.mkdirs()
        return File(folder, name).takeIf { it.parentFile == folder && it.name == name && name != ".." && name != "." }
    }

    /** What a draft took is in the vault, and the rest is nobody's but for what is [named]: what a draft still waits for. */
    fun clear(named: Set<String> = emptySet()) {
        folder.listFiles().orEmpty().filterNot { it.name in named }.forEach { it.delete() }
    }

    private fun InputStream.copyUpTo(to: java.io.OutputStream): Boolean {
        val buffer = ByteArray(64 * 1024)
        var left = LARGEST
        while (true) {
            val read = read(buffer)
            if (read < 0) return true
            left -= read
            if (left < 0) return false
            to.write(buffer, 0, read)
        }
    }

    internal companion object {
        const val LARGEST = 64L * 1024 * 1024
    }
}
