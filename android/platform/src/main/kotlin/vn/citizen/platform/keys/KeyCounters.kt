package vn.citizen.platform.keys

import android.security.keystore.KeyProperties
import java.security.KeyStore
import javax.crypto.KeyGenerator

/**
 * Counters that only rise, in the names of keys: the system keeps those apart from the app's files, so whoever puts an older copy of the files
 * back does not put a counter back with them. A key is made before the one below it goes, so a fault in between costs nothing.
 */
internal class KeyCounters(private val specs: KeySpecs) {
    fun value(store: KeyStore, name: String): Long = values(store, name).maxOrNull() ?: 0

    fun raise(store: KeyStore, name: String, value: Long) = synchronized(turn) {
        val lower = values(store, name)
        if (value <= (lower.maxOrNull() ?: 0)) return@synchronized
        KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_HMAC_SHA256, AndroidKeys.PROVIDER).run {
            init(specs.mark(alias(name, value)))
            generateKey()
        }
        for (old in lower) store.deleteEntry(alias(name, old))
    }

    fun destroy(store: KeyStore, name: String) = synchronized(turn) {
        for (value in values(store, name)) store.deleteEntry(alias(name, value))
    }

    private fun values(store: KeyStore, name: String): List<Long> = store.aliases().toList().mapNotNull { alias ->
        if (alias.startsWith(prefix(name))) alias.removePrefix(prefix(name)).toLongOrNull() else null
    }

    private fun prefix(name: String) = "count:$name:"

    private fun alias(name: String, value: Long) = prefix(name) + value

    private companion object {
        val turn = Any()
    }
}
