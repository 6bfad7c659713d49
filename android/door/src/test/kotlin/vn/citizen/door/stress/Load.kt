package vn.citizen.door.stress

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.merge
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import vn.citizen.core.Citizen
import vn.citizen.core.DossierCode
import vn.citizen.core.ItemId
import vn.citizen.core.Language
import vn.citizen.core.Preferences
import vn.citizen.core.Problem
import vn.citizen.core.Topic
import java.util.Random

/** What a screen asks on its way, each quick, some of it of what is not there. */
private val QUICK: List<suspend Citizen.() -> Unit> = listOf(
    { preferences() },
    { identity.session() },
    { dossiers.page(0, 50) },
    { dossiers.view(DossierCode("nothing")) },
    { outbox.receipt(ItemId("nothing")) },
    { scanner.frame(8, 8, 8, ByteArray(64)) },
    { scanner.picture("/nowhere/slip.jpg") },
    { home() },
)

/** What runs on the core's own threads while a coroutine waits. */
private val LONG: List<suspend Citizen.() -> Unit> = listOf(
    { identity.cancelSignIn() },
    { ratings.results() },
    { sync().collect() },
)

private val GIVEN_UP: List<suspend Citizen.() -> Unit> = LONG + listOf({ home() }, { watch(Topic.Home).take(3).collect() })

private val TOPICS = listOf(Topic.Home, Topic.Waiting, Topic.Session, Topic.Dossier(DossierCode("nothing")))

/** One coroutine's part: [times] things in an order that [seed] gives. What the core says of them is noted, and nothing else may come. */
suspend fun UsedPhone.use(seed: Long, times: Int) {
    val random = Random(seed)
    repeat(times) {
        try {
            one(random)
        } catch (problem: Problem) {
            tally.note(problem)
        }
    }
}

private suspend fun UsedPhone.one(random: Random) {
    when (random.nextInt(64)) {
        0 -> core.setPreferences(Preferences(if (random.nextBoolean()) Language.VI else Language.EN))
        in 1..3 -> watched(random)
        in 4..7 -> LONG[random.nextInt(LONG.size)](core)
        in 8..13 -> cancelled(random)
        else -> QUICK[random.nextInt(QUICK.size)](core)
    }
}

/** Watches until it was told once, or the phone is shut down, which ends no watching by itself: nobody is told anything any more. */
private suspend fun UsedPhone.watched(random: Random) {
    val told = core.watch(TOPICS[random.nextInt(TOPICS.size)]).map { true }
    merge(told, closed.filter { it }).first()
}

/** Begins something and stops waiting for it: at once, or a little later. */
private suspend fun UsedPhone.cancelled(random: Random) = coroutineScope {
    val start = if (random.nextBoolean()) CoroutineStart.UNDISPATCHED else CoroutineStart.DEFAULT
    val given = GIVEN_UP[random.nextInt(GIVEN_UP.size)]
    val work = launch(start = start) {
        try {
            given(core)
        } catch (problem: Problem) {
            tally.note(problem)
        }
    }
    repeat(random.nextInt(4)) { yield() }
    work.cancelAndJoin()
}
