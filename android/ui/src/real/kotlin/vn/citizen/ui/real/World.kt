package vn.citizen.ui.real

import java.io.BufferedReader
import java.io.Closeable

/** The world around a phone, of `tests/conformance`: a province with its officials, a browser, pictures. One JSON object a line, each way. */
class World : Closeable {
    private val process: Process = ProcessBuilder(checkNotNull(System.getProperty("world")) { "-Dworld is not set" }).redirectError(ProcessBuilder.Redirect.INHERIT).start()
    private val from: BufferedReader = process.inputStream.bufferedReader()
    private val to = process.outputStream.bufferedWriter()

    init {
        check("ready" in from.readLine().orEmpty()) { "the world does not begin" }
    }

    /** Does one thing. Values are words without quotation marks. */
    fun ask(vararg members: Pair<String, Any>): String {
        to.write(members.joinToString(",", "{", "}") { (name, value) -> if (value is Number) "\"$name\":$value" else "\"$name\":\"$value\"" })
        to.newLine()
        to.flush()
        return checkNotNull(from.readLine()) { "the world has ended" }.also { answer -> check("\"error\"" !in answer) { answer } }
    }

    override fun close() {
        to.close()
        if (!process.waitFor(5, java.util.concurrent.TimeUnit.SECONDS)) process.destroy()
    }
}

/** The text of member [name], wherever it stands. */
fun String.member(name: String): String = checkNotNull(Regex("\"$name\":\\[?\"((?:[^\"\\\\]|\\\\.)*)\"").find(this)) { "no $name in $this" }.groupValues[1]
