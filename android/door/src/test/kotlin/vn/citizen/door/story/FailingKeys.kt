package vn.citizen.door.story

import vn.citizen.core.KeyStorePort
import vn.citizen.core.PortProblem
import vn.citizen.core.PortTrouble
import java.util.concurrent.ConcurrentHashMap

/** [keys], of which single calls fail as the story says. */
class FailingKeys(private val keys: KeyStorePort) : KeyStorePort {
    private val failing = ConcurrentHashMap<String, String>()

    fun fail(call: String, how: String) {
        failing[call] = how
    }

    fun heal() = failing.clear()

    private fun <T> sound(call: String, work: KeyStorePort.() -> T): T = when (val how = failing[call]) {
        null -> keys.work()
        "no_space" -> throw PortProblem(PortTrouble.NO_SPACE)
        "unavailable" -> throw PortProblem(PortTrouble.UNAVAILABLE)
        "unexpected" -> error("a defect of the phone's")
        else -> unknown("keys that fail with $how")
    }

    override fun kind() = sound("kind") { kind() }

    override fun seal(name: String, associated: ByteArray, plain: ByteArray) = sound("seal") { seal(name, associated, plain) }

    override fun open(name: String, associated: ByteArray, sealed: ByteArray) = sound("open") { open(name, associated, sealed) }

    override fun sign(name: String, message: ByteArray) = sound("sign") { sign(name, message) }

    override fun publicKey(name: String) = sound("public_key") { publicKey(name) }

    override fun agree(name: String, peer: ByteArray) = sound("agree") { agree(name, peer) }

    override fun counter(name: String) = sound("counter") { counter(name) }

    override fun raiseCounter(name: String, value: Long) = sound("raise_counter") { raiseCounter(name, value) }

    override fun destroy(name: String) = sound("destroy") { destroy(name) }
}
