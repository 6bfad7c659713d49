package vn.citizen.door.story

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What was saved on the way, and the differences between what came and what the story says. */
class Book {
    private val saved = mutableMapOf<String, JsonElement>()

    /** With `$name` replaced by what was saved, `$name/rest` by a path below it. */
    fun filled(value: JsonElement): JsonElement = when (value) {
        is JsonPrimitive -> if (value.isString && value.content.startsWith('$')) named(value) else value
        is JsonArray -> JsonArray(value.map(::filled))
        is JsonObject -> JsonObject(value.mapValues { filled(it.value) })
    }

    /** The arguments of [step]. */
    fun with(step: Step) = With(step.with.mapValues { filled(it.value) })

    private fun named(value: JsonPrimitive): JsonElement {
        val name = value.content.drop(1).substringBefore('/')
        val held = saved[name] ?: return value
        val rest = value.content.substringAfter('/', "")
        return if (rest.isEmpty()) held else JsonPrimitive("${(held as JsonPrimitive).content}/$rest")
    }

    fun keep(step: Step, value: JsonElement) {
        for ((name, path) in step.save) value.at(path)?.let { saved[name] = it }
    }

    /** A line for each value that is not as [step] says. */
    fun differences(step: Step, value: JsonElement): List<String> = step.gives.mapNotNull { (path, given) ->
        val expected = filled(given)
        val found = value.at(path) ?: JsonNull
        if (expected.expects(found)) null else "$path is $found, expected $expected"
    }
}
