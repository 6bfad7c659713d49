package vn.citizen.platform.front

import android.content.Intent

/** What another app answered: [ok] as the system says it, and what it gave. */
class Answer(val ok: Boolean, val data: Intent?)

/** What only the app on the screen can ask: the person for leave, another app for something. */
interface Front {
    /** True where at least one of [permissions] is given, at once where it was before. */
    suspend fun allow(vararg permissions: String): Boolean

    /** Null where nobody answers: no such app, none of ours on the screen, or it was closed meanwhile. */
    suspend fun ask(intent: Intent): Answer?

    /** What came for a process of the app that is no more; once. */
    fun late(): Answer?

    /** Without waiting for anything. False where it does not open. */
    fun open(intent: Intent): Boolean
}
