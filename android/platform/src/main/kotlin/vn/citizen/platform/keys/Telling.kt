package vn.citizen.platform.keys

import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.UserNotAuthenticatedException
import vn.citizen.core.PortProblem
import vn.citizen.core.PortTrouble
import java.security.GeneralSecurityException
import java.security.ProviderException
import java.security.UnrecoverableKeyException
import javax.crypto.AEADBadTagException

/**
 * What the key store throws, as the core knows it. A key that was made useless for good is as one that is not there; whatever else goes wrong
 * while the phone is locked is the lock's doing; and the rest may be otherwise in a moment, so that nobody takes it for the end of the data.
 */
internal inline fun <T> telling(phoneIsLocked: () -> Boolean, work: () -> T): T = try {
    work()
} catch (problem: PortProblem) {
    throw problem
} catch (failure: GeneralSecurityException) {
    throw PortProblem(trouble(failure, phoneIsLocked()))
} catch (failure: ProviderException) {
    throw PortProblem(trouble(failure, phoneIsLocked()))
}

internal fun trouble(failure: Exception, locked: Boolean): PortTrouble = when {
    failure is KeyPermanentlyInvalidatedException -> PortTrouble.NOT_FOUND
    // Said while the key is looked for, before anything is done with it: Android gives no cause then. What passes has one.
    failure is UnrecoverableKeyException && (failure.cause == null || failure.cause is KeyPermanentlyInvalidatedException) -> PortTrouble.NOT_FOUND
    failure is UserNotAuthenticatedException -> PortTrouble.REFUSED
    failure is AEADBadTagException -> PortTrouble.DAMAGED
    locked -> PortTrouble.REFUSED
    else -> PortTrouble.UNAVAILABLE
}
