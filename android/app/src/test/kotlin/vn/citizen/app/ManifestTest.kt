package vn.citizen.app

import org.junit.Test
import org.w3c.dom.Element
import java.io.File
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class ManifestTest {
    private val manifest = xml("AndroidManifest.xml")
    private val app = manifest.all("application").single()

    @Test fun `nothing goes into a backup or to another phone`() {
        assertEquals("false", app["allowBackup"])
        val everything = setOf("root", "file", "database", "sharedpref", "external")
        assertEquals("@xml/data_extraction_rules", app["dataExtractionRules"])
        val rules = xml("res/xml/data_extraction_rules.xml")
        for (way in listOf("cloud-backup", "device-transfer")) assertEquals(everything, excluded(rules.all(way).single()), way)
        assertEquals("@xml/backup_rules", app["fullBackupContent"])
        assertEquals(everything, excluded(xml("res/xml/backup_rules.xml")))
    }

    private fun excluded(of: Element): Set<String> {
        assertTrue(of.all("include").isEmpty())
        return of.all("exclude").onEach { assertEquals(".", it.getAttribute("path")) }.map { it.getAttribute("domain") }.toSet()
    }

    @Test fun `the app asks for what the screens need and for nothing else`() {
        val asked = manifest.all("uses-permission").map { it["name"].removePrefix("android.permission.") }
        assertEquals(
            listOf(
                "INTERNET", "ACCESS_NETWORK_STATE", "CAMERA", "ACCESS_COARSE_LOCATION", "ACCESS_FINE_LOCATION", "ACCESS_MEDIA_LOCATION", "POST_NOTIFICATIONS",
                "RECEIVE_BOOT_COMPLETED", "USE_BIOMETRIC",
            ),
            asked,
        )
        // A phone without them is a phone too.
        assertTrue(manifest.all("uses-feature").all { it["required"] == "false" })
    }

    @Test fun `no other app reaches anything but the screen`() {
        val parts = listOf("activity", "service", "provider", "receiver").flatMap(app::all)
        assertEquals(listOf(".MainActivity"), parts.filter { it["exported"] != "false" }.map { it["name"] })
        assertEquals("android.permission.BIND_JOB_SERVICE", app.all("service").single()["permission"])
        assertEquals("true", app.all("provider").single()["grantUriPermissions"])
    }

    @Test fun `whatever is named is there`() {
        val named = app.all("service") + app.all("provider") + app.all("activity") + app
        for (part in named.map { it["name"] }) {
            val file = if (part.startsWith(".")) "src/phone/kotlin/vn/citizen/app/${part.drop(1)}.kt" else "../platform/src/main/kotlin/${part.replace('.', '/')}.kt"
            assertTrue(File(file).isFile, file)
        }
        // The same name is made in PhotoProvider.
        assertEquals("\${applicationId}.photos", app.all("provider").single()["authorities"])
        assertTrue("\"\${context.packageName}.photos\"" in File("../platform/src/main/kotlin/vn/citizen/platform/photo/PhotoProvider.kt").readText())
    }

    @Test fun `the browser comes back by an app link that the system checks`() {
        val link = app.all("intent-filter").single { it["autoVerify"] == "true" }
        val data = link.all("data").single()
        assertEquals(listOf("https", "@string/app_link_host", "/signed-in"), listOf(data["scheme"], data["host"], data["path"]))
        assertTrue("const val PATH = \"${data["path"]}\"" in File("../platform/src/main/kotlin/vn/citizen/platform/desk/SignInRedirect.kt").readText())
        assertFalse(app.all("data").any { it["scheme"] != "https" })
    }

    @Test fun `no request leaves in clear`() {
        assertEquals("@xml/network", app["networkSecurityConfig"])
        assertEquals(listOf("false"), xml("res/xml/network.xml").all("base-config").map { it.getAttribute("cleartextTrafficPermitted") })
    }

    @Test fun `both languages have the same texts`() {
        fun names(folder: String) = xml("res/$folder/strings.xml").all("string").map { it.getAttribute("name") }
        assertEquals(names("values"), names("values-en"))
    }
}
