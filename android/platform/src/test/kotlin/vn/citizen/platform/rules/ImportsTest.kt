package vn.citizen.platform.rules

import org.junit.Test
import java.io.File
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** What this module may know, read off the import lines. */
class ImportsTest {
    private val allowed = listOf("kotlin.", "kotlinx.coroutines.", "android.", "java.", "javax.crypto.", "vn.citizen.core.", "vn.citizen.platform.")

    private fun forbidden(folder: String) = File(folder).walk().filter { it.extension == "kt" }
        .flatMap { file -> file.readLines().filter { it.startsWith("import ") }.map { it.removePrefix("import ") }.filter { name -> allowed.none(name::startsWith) }.map { "${file.name}: $it" } }
        .toList()

    @Test fun `the phone is reached by the platform's own interfaces`() = assertEquals(emptyList(), forbidden("src/main/kotlin"))

    @Test fun `the real core is not known here`() {
        assertTrue(File("src/main/kotlin").walk().filter { it.extension == "kt" }.none { "vn.citizen.core.bound" in it.readText() || "vn.citizen.bindings" in it.readText() })
    }

    @Test fun `no page is shown inside the app`() {
        for (folder in listOf("src/main/kotlin", "../app/src/main", "../ui/src/main/kotlin")) {
            assertTrue(File(folder).isDirectory && File(folder).walk().filter { it.extension == "kt" || it.extension == "xml" }.none { "WebView" in it.readText() }, folder)
        }
    }

    @Test fun `control - a foreign import is noticed`() = assertTrue(forbidden("src/test/kotlin").any { "robolectric" in it })
}
