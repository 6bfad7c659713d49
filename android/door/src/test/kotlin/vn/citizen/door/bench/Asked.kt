package vn.citizen.door.bench

import vn.citizen.core.KeyStorePort
import java.util.concurrent.atomic.AtomicInteger

/** A key store that counts what the core asks of it while it only looks. */
class Asked(private val keys: KeyStorePort) : KeyStorePort by keys {
    private val count = AtomicInteger()
    val times: Int get() = count.get()

    override fun open(name: String, associated: ByteArray, sealed: ByteArray): ByteArray {
        count.incrementAndGet()
        return keys.open(name, associated, sealed)
    }

    override fun counter(name: String): Long {
        count.incrementAndGet()
        return keys.counter(name)
    }
}
