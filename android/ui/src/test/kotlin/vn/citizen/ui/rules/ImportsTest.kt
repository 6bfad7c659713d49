package vn.citizen.ui.rules

import org.junit.Test
import java.io.File
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Which module may know what, read off the import lines. */
class ImportsTest {
    private val shown = listOf("androidx.compose.runtime.", "androidx.compose.ui.", "androidx.compose.foundation.", "androidx.compose.animation.", "androidx.compose.material3.")
    private val plain = listOf("kotlin.", "kotlinx.coroutines.", "vn.citizen.core.")

    private fun imports(file: File) = file.readLines().filter { it.startsWith("import ") }.map { it.removePrefix("import ") }

    private fun forbidden(folder: String, allowed: List<String>, except: (File) -> Boolean = { false }): List<String> = File(folder).walk()
        .filter { it.extension == "kt" && !except(it) }
        .flatMap { file -> imports(file).filter { name -> allowed.none(name::startsWith) }.map { "${file.name}: $it" } }
        .toList()

    @Test fun `core knows nothing but Kotlin`() = assertEquals(emptyList(), forbidden("../core/src/main/kotlin", plain))

    @Test fun `fakes know core only`() = assertEquals(emptyList(), forbidden("../testing/src/main/kotlin", plain + "java." + "javax.crypto."))

    @Test fun `screens use Compose as a phone has it`() = assertEquals(emptyList(), forbidden("src/main/kotlin", shown + plain + "vn.citizen.ui."))

    @Test fun `what holds state is plain Kotlin`() {
        assertEquals(emptyList(), forbidden("src/main/kotlin/vn/citizen/ui/hold", plain + "vn.citizen.ui.hold." + "vn.citizen.ui.screens."))
    }

    @Test fun `screens and parts ask the core for nothing`() {
        val asks = listOf("Citizen", "Dossiers", "Reports", "Ratings", "Identity", "Outbox", "Scanner", "Directory", "Profile").map { "vn.citizen.core.$it" }
        val found = listOf("screens", "parts", "look", "words").flatMap { folder ->
            File("src/main/kotlin/vn/citizen/ui/$folder").walk().filter { it.extension == "kt" }.flatMap { file -> imports(file).filter { it in asks }.map { "${file.name}: $it" } }.toList()
        }
        assertEquals(emptyList(), found)
    }

    @Test fun `what is generated is imported in one place`() {
        val found = listOf("../core/src/main", "../testing/src", "../door/src", "src").flatMap { folder ->
            File(folder).walk().filter { it.extension == "kt" }.flatMap { file -> imports(file).filter { it.startsWith("vn.citizen.bindings") } }.toList()
        }
        assertEquals(emptyList(), found)
        assertTrue(File("../core/src/bound").walk().filter { it.extension == "kt" }.any { file -> imports(file).any { it.startsWith("vn.citizen.bindings") } })
    }

    @Test fun `control - a foreign import is noticed`() = assertTrue(forbidden("src/test/kotlin/vn/citizen/ui/stage", shown + plain).isNotEmpty())
}
