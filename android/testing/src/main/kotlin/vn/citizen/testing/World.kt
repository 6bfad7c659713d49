package vn.citizen.testing

import java.io.BufferedReader
import java.io.Closeable
import java.util.concurrent.TimeUnit

/**
 * The world around a phone, of `tests/conformance`: a province with its officials, a browser, pictures. One JSON object a line, each way. The
 * program is what the property `world` names; without it there is no test, and it fails.
 */
class World : Closeable {
    private val process: Process = ProcessBuilder(checkNotNull(System.getProperty("world")) { "-Dworld is not set" }).redirectError(ProcessBuilder.Redirect.INHERIT).start()
    private val from: BufferedReader = process.inputStream.bufferedReader()
    private val to = process.outputStream.bufferedWriter()

    init {
        check("ready" in from.readLine().orEmpty()) { "the world does not begin" }
    }

    /** Does one thing. Values are words without quotation marks. */
    fun ask(vararg members: Pair<String, Any>): String =
        ask(members.joinToString(",", "{", "}") { (name, value) -> if (value is Number) "\"$name\":$value" else "\"$name\":\"$value\"" })

    /** Does one thing: [request] is a JSON object, and so is the answer. */
    @Synchronized
    fun ask(request: String): String {
        to.write(request)
        to.newLine()
        to.flush()
        return checkNotNull(from.readLine()) { "the world has ended" }.also { answer -> check("\"error\"" !in answer) { answer } }
    }

    override fun close() {
        to.close()
        if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroy()
    }
}

/** The text of member [name], wherever it stands. */
fun String.member(name: String): String = checkNotNull(Regex("\"$name\":\\[?\"((?:[^\"\\\\]|\\\\.)*)\"").find(this)) { "no $name in $this" }.groupValues[1]
