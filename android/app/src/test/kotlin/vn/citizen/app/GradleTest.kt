package vn.citizen.app

import org.junit.Test
import java.io.File
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** What Gradle builds is what was tested here. */
class GradleTest {
    private val catalogue = File("../gradle/libs.versions.toml").readText()
    private val pom = File("../pom.xml").readText()
    private val build = File("build.gradle.kts").readText()

    private fun version(name: String) = Regex("^$name = \"(.+)\"$", RegexOption.MULTILINE).find(catalogue)?.groupValues?.get(1)

    @Test fun `the same versions as here`() {
        for (name in listOf("kotlin", "coroutines", "jna")) assertEquals(Regex("<$name>(.+)</$name>").find(pom)!!.groupValues[1], version(name), name)
    }

    @Test fun `every module is built`() {
        val settings = File("../settings.gradle.kts").readText()
        for (module in listOf("core", "ui", "platform", "app")) assertTrue("\":$module\"" in settings && File("../$module/build.gradle.kts").isFile, module)
    }

    @Test fun `whatever a build names is in the catalogue`() {
        val named = listOf("core", "ui", "platform", "app").flatMap { module ->
            Regex("libs\\.([a-z0-9.]+[a-z0-9])").findAll(File("../$module/build.gradle.kts").readText()).map { it.groupValues[1] }.filter { !it.startsWith("versions") && !it.startsWith("plugins") }
        }.toSet()
        assertTrue(named.isNotEmpty())
        for (name in named) assertTrue(Regex("^${name.replace('.', '-')} = \\{ module", RegexOption.MULTILINE).containsMatchIn(catalogue), name)
    }

    @Test fun `the library has pages of 16 KB, for every kind of phone that the app is for`() {
        assertTrue("max-page-size=16384" in build)
        val kinds = Regex("abiFilters \\+= listOf\\((.+)\\)").find(build)!!.groupValues[1].split(", ").map { it.trim('"') }
        assertEquals(kinds, Regex("\"-t\", \"([^\"]+)\"").findAll(build).map { it.groupValues[1] }.toList())
    }

    @Test fun `the library does not tell where it was built`() {
        assertTrue("--remap-path-prefix=\$from=\$to" in build && Regex("environment\\(\"RUSTFLAGS\", .*\\\$unnamed\"\\)").containsMatchIn(build))
    }

    @Test fun `the library is the one that was weighed`() {
        val weighed = File("../../tests/xtask/src/parts/size/build.rs").readText()
        val unasked = Regex("-[UD]SQLITE_[A-Z0-9_]+")
        assertEquals(unasked.findAll(weighed).map { it.value }.toList(), unasked.findAll(build).map { it.value }.toList())
        val ofC = Regex("C_FLAGS: &str = \"(.+)\"").find(weighed)!!.groupValues[1]
        assertTrue("environment(\"CFLAGS\", \"$ofC\")" in build)
        assertTrue("--pack-dyn-relocs=android+relr" in build)
        assertTrue("\"rustc\", \"--profile\", \"mobile\", \"--package\", \"citizen-ffi\", \"--crate-type\", \"cdylib\"" in build)
    }

    @Test fun `what is called by its name keeps it`() {
        val rules = File("rules.pro").readText()
        val bindings = Regex("package_name = \"(.+)\"").find(File("../../bindings/ffi/uniffi.toml").readText())!!.groupValues[1]
        for (kept in listOf("com.sun.jna.**", "$bindings.**")) assertTrue("-keep class $kept { *; }" in rules, kept)
        assertTrue("\"rules.pro\"" in build && "isMinifyEnabled = true" in build)
    }
}
