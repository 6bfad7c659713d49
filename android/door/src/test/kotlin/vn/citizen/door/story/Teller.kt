package vn.citizen.door.story

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.produceIn
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import vn.citizen.core.Address
import vn.citizen.core.Advice
import vn.citizen.core.Category
import vn.citizen.core.DossierCode
import vn.citizen.core.FollowRequest
import vn.citizen.core.Language
import vn.citizen.core.Preferences
import vn.citizen.core.Problem
import vn.citizen.core.ProvinceRequest
import vn.citizen.core.ReportId
import vn.citizen.core.Said
import vn.citizen.core.TextSize
import vn.citizen.core.Topic
import vn.citizen.core.bound.BoundCitizen
import vn.citizen.core.bound.Opening
import vn.citizen.testing.Alarm
import vn.citizen.testing.SetNetwork
import vn.citizen.testing.SoftKeys
import vn.citizen.testing.World

/** A call that nobody does. */
fun unknown(call: String): Nothing = throw IllegalArgumentException("nobody does $call")

/** Tells the story to the real core, call by call. */
class Teller(private val world: World) : AutoCloseable {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val keys = FailingKeys(SoftKeys())
    private val alarm = Alarm()
    private var opened: BoundCitizen? = null
    private val watching = mutableMapOf<String, Watched>()
    private val working = mutableMapOf<String, Worked>()
    private var waitedFor: Job? = null
    private var asked: Deferred<Unit>? = null
    private var told = 0

    private val citizen get() = checkNotNull(opened) { "the story opens the phone first" }

    /** Does one call. [enough] says whether what is watched is as the story says. */
    suspend fun tell(call: String, with: With, enough: (JsonElement) -> Boolean): JsonElement {
        told++
        val method = call.substringAfter('.')
        return when (call.substringBefore('.')) {
            "world" -> Json.parseToJsonElement(world.ask(JsonObject(with.given + ("do" to JsonPrimitive(method))).toString()))
            "story" -> buildJsonObject { put("steps", told) }
            "alarm" -> buildJsonObject { put("set", alarm.at != null) }
            "keys" -> seen(keys(method, with))
            "citizen" -> seen(root(method, with))
            "watch" -> seen(watch(method, with, enough))
            "operation" -> seen(operation(method, with))
            else -> when (call) {
                "dossiers.begin_follow" -> seen(beginFollow(with))
                "dossiers.give_up" -> seen(checkNotNull(waitedFor).cancelAndJoin())
                "ratings.begin_results" -> seen(beginAsking { citizen.ratings.results() })
                "profile.begin_checks" -> seen(beginAsking { citizen.profile.checks() })
                "ratings.give_up", "profile.give_up" -> giveUp()
                else -> seen(rooms(citizen, call, with))
            }
        }
    }

    private fun keys(method: String, with: With) = when (method) {
        "fail" -> keys.fail(with.text("call"), with.text("how"))
        "heal" -> keys.heal()
        else -> unknown("keys.$method")
    }

    private suspend fun root(method: String, with: With): Any = when (method) {
        "open" -> open(with)
        "province_choices" -> citizen.provinceChoices()
        "choose_province" -> citizen.chooseProvince(ProvinceRequest(with.text("base_url"), with.maybe("accept_key"), with.maybe("root")))
        "home" -> citizen.home()
        "sync" -> begin(with.text("name"), Worked(scope, citizen.sync()))
        "preferences" -> citizen.preferences()
        "set_preferences" -> {
            val language = if (with.text("language") == "en") Language.EN else Language.VI
            citizen.setPreferences(Preferences(language, TextSize.LARGE, Address.BA))
        }
        "suspend" -> citizen.suspend()
        "resume" -> citizen.resume()
        "shutdown" -> citizen.shutdown()
        else -> unknown("citizen.$method")
    }

    private fun beginFollow(with: With) {
        val code = with.text("code")
        waitedFor = scope.launch {
            citizen.dossiers.follow(FollowRequest.Typed(code, null))
            error("it came to an end")
        }
    }

    private fun beginAsking(question: suspend () -> Unit) {
        asked = scope.async { question() }
    }

    /** A coroutine ends by being cancelled: that is its way of giving up. */
    private suspend fun giveUp(): Nothing {
        val asked = checkNotNull(asked)
        asked.cancel()
        try {
            asked.await()
        } catch (_: CancellationException) {
            throw Problem(Advice.LATER, Said(""), "client.given_up", Category.RETRYABLE, variant = "GivenUp")
        }
        error("it came to an end")
    }

    private suspend fun open(with: With) {
        val opening = Opening(with.text("home"), with.text("profile"), listOf(with.text("pack")), Language.VI, with.flag("accept_loss"))
        opened = BoundCitizen.open(opening, keys, SetNetwork(), alarm)
    }

    private suspend fun begin(name: String, work: Worked) {
        work.begin()
        working[name] = work
    }

    private suspend fun begin(name: String, watched: Watched) {
        watched.begin()
        watching[name] = watched
    }

    private suspend fun watch(method: String, with: With, enough: (JsonElement) -> Boolean): Any? {
        val name = with.text("name")
        return when (method) {
            "begin" -> begin(name, Watched(citizen.watch(topic(with)).produceIn(scope)))
            "newest" -> watching.getValue(name).newest(enough)
            "end" -> watching[name]?.end()
            else -> unknown("watch.$method")
        }
    }

    private fun topic(with: With): Topic = when (val topic = with.text("topic")) {
        "home" -> Topic.Home
        "waiting" -> Topic.Waiting
        "session" -> Topic.Session
        "dossier" -> Topic.Dossier(DossierCode(with.text("code")))
        "report" -> Topic.Report(ReportId(with.text("id")))
        else -> unknown("watching of $topic")
    }

    private suspend fun operation(method: String, with: With): Any {
        val work = working.getValue(with.text("name"))
        return when (method) {
            "wait" -> work.end()
            "cancel" -> work.cancel()
            else -> unknown("operation.$method")
        }
    }

    /** Lets go of everything, however the story went. */
    override fun close() {
        scope.cancel()
        runBlocking { opened?.shutdown() }
    }
}
