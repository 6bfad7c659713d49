package vn.citizen.platform.keys

import android.os.Build
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import java.security.spec.ECGenParameterSpec

/** What the key store is asked for, by what the key is for. */
internal class KeySpecs(private val binding: KeyBinding, private val sdk: Int = Build.VERSION.SDK_INT) {
    val agrees: Boolean get() = sdk >= Build.VERSION_CODES.S

    fun sealing(alias: String, strongBox: Boolean): KeyGenParameterSpec = bound(alias, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
        .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
        .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
        .setKeySize(256)
        .setIsStrongBoxBacked(strongBox)
        .build()

    /** One key signs and agrees, where the system can do both. */
    fun pair(alias: String, strongBox: Boolean): KeyGenParameterSpec =
        bound(alias, if (agrees) KeyProperties.PURPOSE_SIGN or KeyProperties.PURPOSE_AGREE_KEY else KeyProperties.PURPOSE_SIGN)
            .setAlgorithmParameterSpec(ECGenParameterSpec("secp256r1"))
            .setDigests(KeyProperties.DIGEST_SHA256)
            .setIsStrongBoxBacked(strongBox)
            .build()

    /** A key of which only the name counts. It is read while the phone is locked too. */
    fun mark(alias: String): KeyGenParameterSpec = KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_SIGN).build()

    private fun bound(alias: String, purposes: Int): KeyGenParameterSpec.Builder {
        val builder = KeyGenParameterSpec.Builder(alias, purposes)
        when (binding) {
            KeyBinding.Phone -> Unit
            KeyBinding.Unlocked -> builder.setUnlockedDeviceRequired(true)
            is KeyBinding.Person -> builder.setUserAuthenticationRequired(true).until(binding.seconds)
        }
        return builder
    }

    /** A span of time, and what unlocks the phone beside biometrics: a fingerprint that is added later costs no key then. */
    private fun KeyGenParameterSpec.Builder.until(seconds: Int) {
        if (sdk >= Build.VERSION_CODES.R) {
            setUserAuthenticationParameters(seconds, KeyProperties.AUTH_BIOMETRIC_STRONG or KeyProperties.AUTH_DEVICE_CREDENTIAL)
        } else {
            @Suppress("DEPRECATION")
            setUserAuthenticationValidityDurationSeconds(seconds)
        }
    }
}
