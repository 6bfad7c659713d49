package vn.citizen.core

/** What this phone holds about the person, and the ways to take it away. */
interface Profile {
    /** Why nothing happens, in words. */
    suspend fun checks(): List<CheckRow>

    /** Writes everything held about the person, readable, to [path]; says where. */
    suspend fun export(path: String): Said

    suspend fun erase()
}

/** [name] is stable and not for people; [said] is. */
data class CheckRow(val name: String, val ok: Boolean, val said: Said)
