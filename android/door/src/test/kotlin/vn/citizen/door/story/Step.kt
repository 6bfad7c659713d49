package vn.citizen.door.story

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import vn.citizen.core.Problem
import java.io.File

/** An error as the story expects it: the room's own name of it, and the stable code. */
data class Failure(val variant: String, val code: String) {
    constructor(problem: Problem) : this(problem.variant, problem.code)
}

/** A step of the story; the README of tests/conformance says what each member means. */
data class Step(
    val call: String,
    val with: Map<String, JsonElement> = emptyMap(),
    val gives: Map<String, JsonElement> = emptyMap(),
    val save: Map<String, String> = emptyMap(),
    val fails: Failure? = null,
)

/** The steps of a story. A member that nobody knows is a mistake in the story, not something to pass over. */
fun steps(text: String): List<Step> = Json.parseToJsonElement(text).jsonArray.map { step(it.jsonObject) }

/** The story of every language. */
fun story(): List<Step> = steps(File("../../tests/conformance/scenario.json").readText())

private val members = setOf("tells", "call", "with", "gives", "save", "fails")

private fun step(given: JsonObject): Step {
    require(members.containsAll(given.keys)) { "nobody knows ${given.keys - members}" }
    fun inside(name: String) = given[name]?.jsonObject.orEmpty()
    val fails = inside("fails").mapValues { it.value.jsonPrimitive.content }
    return Step(
        given.getValue("call").jsonPrimitive.content,
        inside("with"),
        inside("gives"),
        inside("save").mapValues { it.value.jsonPrimitive.content },
        if (fails.isEmpty()) null else Failure(fails.getValue("variant"), fails.getValue("code")),
    )
}
