package vn.citizen.platform.front

import android.content.Intent

/** A person who allows everything or nothing, and apps that answer what the test puts there. */
class FakeFront(var allows: Boolean = true, private val answer: (Intent) -> Answer? = { null }) : Front {
    val asked = mutableListOf<Intent>()
    val opened = mutableListOf<Intent>()
    var opens = true
    val leaves = mutableListOf<String>()

    override suspend fun allow(vararg permissions: String): Boolean {
        leaves += permissions
        return allows
    }

    override suspend fun ask(intent: Intent): Answer? {
        asked += intent
        return answer(intent)
    }

    /** For a process that is no more. */
    var late: Answer? = null

    override fun late(): Answer? = late.also { late = null }

    override fun open(intent: Intent): Boolean {
        if (opens) opened += intent
        return opens
    }
}
