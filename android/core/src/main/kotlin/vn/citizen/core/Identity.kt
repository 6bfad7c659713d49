package vn.citizen.core

interface Identity {
    suspend fun session(): SessionView

    /** Gives the address that the system browser opens; [redirectUri] is where it comes back to. */
    suspend fun beginSignIn(redirectUri: String): SignInStart

    suspend fun finishSignIn(url: String): SessionView

    suspend fun cancelSignIn()

    /** Works without a network: the province is told later. */
    suspend fun signOut(): SignedOut
}

enum class SessionState { SIGNED_OUT, AUTHENTICATING, SIGNED_IN, NEEDS_SIGN_IN, PAUSED }

data class SessionView(
    val state: SessionState,
    val said: Said,
    val name: String? = null,
    val idLast4: Said? = null,
    val level: Said? = null,
    val until: Said? = null,
    val actingFor: Said? = null,
)

/** [browserWouldRefuse]: the phone's clock is so wrong that the browser will not open the page. */
data class SignInStart(val url: String, val browserWouldRefuse: Boolean)

/** [delivered]: the provider knows; otherwise it is told at the next sync. */
data class SignedOut(val said: Said, val delivered: Boolean)
