package vn.citizen.core.bound

import java.io.File

/**
 * The library, loaded once as Java loads one. Only then is it told of the machine that it runs in (`JNI_OnLoad`), so that its telling thread
 * is attached to it for good and not anew for every event; the generated bindings load it by JNA, which says nothing to it.
 */
internal object Library {
    private const val NAME = "citizen_ffi"

    init {
        // Where JNA looks on a computer. On a phone the system knows the app's libraries.
        val file = System.getProperty("jna.library.path").orEmpty().split(File.pathSeparator).map { File(it, System.mapLibraryName(NAME)) }.firstOrNull(File::isFile)
        if (file == null) System.loadLibrary(NAME) else System.load(file.absolutePath)
    }

    /** Returns when it is loaded. */
    fun load() = Unit
}
