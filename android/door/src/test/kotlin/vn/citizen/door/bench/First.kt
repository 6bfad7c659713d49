package vn.citizen.door.bench

import kotlinx.coroutines.runBlocking
import vn.citizen.core.Language
import vn.citizen.core.bound.BoundCitizen
import vn.citizen.core.bound.Opening
import vn.citizen.testing.Alarm
import vn.citizen.testing.SetNetwork
import vn.citizen.testing.SoftKeys

/** A process that opens the core once and asks for the first screen twice: three times in nanoseconds. */
fun main(args: Array<String>) = runBlocking {
    lateinit var core: BoundCitizen
    val times = timed(1) { core = BoundCitizen.open(Opening(args.single(), "default", listOf(PACK), Language.VI), SoftKeys(), SetNetwork(), Alarm()) } + timed(2) { core.home() }
    println(times.joinToString(" "))
    core.shutdown()
}

private const val PACK = "../../core/pack/assets/79.json"
