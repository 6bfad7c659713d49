package vn.citizen.platform.person

import android.app.Activity
import android.app.KeyguardManager
import android.content.Context
import android.hardware.biometrics.BiometricManager.Authenticators
import android.hardware.biometrics.BiometricPrompt
import android.os.Build
import android.os.CancellationSignal
import kotlinx.coroutines.suspendCancellableCoroutine
import vn.citizen.platform.front.Front
import kotlin.coroutines.resume

/** What the question says. Nothing in it is about anybody. */
class PromptWords(val title: String, val line: String)

enum class Shown {
    /** It is they. */
    YES,

    /** They would rather not. */
    NO,

    /** Too many tries: not before a while, or not before the phone was unlocked. */
    LATER,

    /** The phone has no lock, or nothing on the screen to ask from. */
    IMPOSSIBLE,
}

/** Asks the person to show that it is they, by a strong biometric or by what unlocks the phone. The system asks; the app hears yes or no. */
class PersonPrompt(private val context: Context, private val front: Front, private val prompts: Prompts = SystemPrompts(context)) {
    suspend fun ask(activity: Activity?, words: PromptWords): Shown {
        val keyguard = context.getSystemService(KeyguardManager::class.java)
        if (activity == null || !keyguard.isDeviceSecure) return Shown.IMPOSSIBLE
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) return prompts.show(words)
        @Suppress("DEPRECATION")
        val ask = keyguard.createConfirmDeviceCredentialIntent(words.title, words.line) ?: return Shown.IMPOSSIBLE
        return if (front.ask(ask)?.ok == true) Shown.YES else Shown.NO
    }
}

/** The system's own question. */
fun interface Prompts {
    suspend fun show(words: PromptWords): Shown
}

internal class SystemPrompts(private val context: Context) : Prompts {
    override suspend fun show(words: PromptWords): Shown = suspendCancellableCoroutine { waiting ->
        val builder = BiometricPrompt.Builder(context).setTitle(words.title).setDescription(words.line)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            builder.setAllowedAuthenticators(Authenticators.BIOMETRIC_STRONG or Authenticators.DEVICE_CREDENTIAL)
        } else {
            @Suppress("DEPRECATION")
            builder.setDeviceCredentialAllowed(true)
        }
        val end = CancellationSignal()
        waiting.invokeOnCancellation { end.cancel() }
        builder.build().authenticate(end, context.mainExecutor, Heard { if (waiting.isActive) waiting.resume(it) })
    }
}

/** What the system says while it asks. One finger that is not known ends nothing: the person tries again. */
internal class Heard(private val told: (Shown) -> Unit) : BiometricPrompt.AuthenticationCallback() {
    override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult?) = told(Shown.YES)

    override fun onAuthenticationError(code: Int, said: CharSequence?) = told(
        when (code) {
            BiometricPrompt.BIOMETRIC_ERROR_LOCKOUT, BiometricPrompt.BIOMETRIC_ERROR_LOCKOUT_PERMANENT -> Shown.LATER
            BiometricPrompt.BIOMETRIC_ERROR_NO_DEVICE_CREDENTIAL, BiometricPrompt.BIOMETRIC_ERROR_HW_NOT_PRESENT -> Shown.IMPOSSIBLE
            else -> Shown.NO
        },
    )
}
