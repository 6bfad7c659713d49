package vn.citizen.door.story

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import vn.citizen.core.Snapshot
import java.lang.reflect.Modifier

/** What the core gave, as the story writes it: a record by its members in snake_case, an enum by its name, a typed id by its text. */
fun seen(value: Any?): JsonElement = when (value) {
    null -> JsonNull
    Unit -> JsonNull
    is JsonElement -> value
    is String -> JsonPrimitive(value)
    is Boolean -> JsonPrimitive(value)
    is Number -> JsonPrimitive(value)
    is Enum<*> -> JsonPrimitive(value.name)
    is ByteArray -> JsonArray(value.map { JsonPrimitive(it) })
    is Collection<*> -> JsonArray(value.map { seen(it) })
    is Map<*, *> -> JsonObject(value.entries.associate { (name, one) -> name.toString() to seen(one) })
    else -> if (value.javaClass.isAnnotationPresent(JvmInline::class.java)) members(value).values.single() else members(value)
}

/** The fields, since a typed id is plain text in them and getters that give one have no plain name. */
private fun members(value: Any) = JsonObject(
    value.javaClass.declaredFields.filterNot { Modifier.isStatic(it.modifiers) }.associate { field ->
        field.isAccessible = true
        snake(field.name) to seen(field.get(value))
    },
)

private fun snake(camel: String) = camel.replace(Regex("[A-Z]")) { "_${it.value.lowercase()}" }

/** What is watched, with its kind beside it. */
fun seen(snapshot: Snapshot): JsonElement = buildJsonObject {
    put("kind", snapshot.javaClass.simpleName.lowercase())
    when (snapshot) {
        is Snapshot.Home -> put("view", seen(snapshot.view))
        is Snapshot.Dossier -> put("view", seen(snapshot.view))
        is Snapshot.Report -> put("view", seen(snapshot.view))
        is Snapshot.Waiting -> put("view", seen(snapshot.view))
        is Snapshot.Session -> put("view", seen(snapshot.view))
        is Snapshot.Unavailable -> put("code", snapshot.problem.code)
        Snapshot.Gone -> Unit
    }
}
