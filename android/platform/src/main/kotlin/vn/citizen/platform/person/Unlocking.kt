package vn.citizen.platform.person

import vn.citizen.core.Advice
import vn.citizen.core.Problem

/** Does [work]; where the core says that the phone has to be unlocked for it, asks the person once and does it again. */
suspend fun <T> unlocking(ask: suspend () -> Shown, work: suspend () -> T): T = try {
    work()
} catch (problem: Problem) {
    if (problem.advice != Advice.UNLOCK || ask() != Shown.YES) throw problem
    work()
}
