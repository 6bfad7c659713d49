package vn.citizen.platform.keys

import android.os.Build

/** Until when a key does nothing. Chosen once, when the key is made. */
sealed interface KeyBinding {
    /** Until the phone was unlocked once since it was started: before that the system reads no file of the app. */
    data object Phone : KeyBinding

    /** While the phone is locked. */
    data object Unlocked : KeyBinding

    /**
     * Until the person has shown, not longer than [seconds] ago, that it is they: by a strong biometric or by what unlocks the phone. Whoever
     * takes the lock off the phone loses such a key and everything under it, so it is for those who were told.
     */
    data class Person(val seconds: Int) : KeyBinding

    companion object {
        /**
         * The strongest that costs nobody their data. Android 12 to 14 delete keys of unlocked phones when the lock of the screen is taken off,
         * and make none while there is no lock (documentation of `KeyGenParameterSpec.Builder.setUnlockedDeviceRequired`): there it is [Phone].
         */
        fun best(sdk: Int = Build.VERSION.SDK_INT): KeyBinding = if (sdk >= ANDROID_15) Unlocked else Phone

        private const val ANDROID_15 = 35
    }
}
