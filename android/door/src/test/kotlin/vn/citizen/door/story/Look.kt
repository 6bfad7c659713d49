package vn.citizen.door.story

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.doubleOrNull

/** `cards.0.state.display`; `length` of a list is how many it has. null where there is nothing. */
fun JsonElement.at(path: String): JsonElement? = path.split('.').filter(String::isNotEmpty).fold(this as JsonElement?) { here, part ->
    when (here) {
        is JsonArray -> if (part == "length") JsonPrimitive(here.size) else part.toIntOrNull()?.let(here::getOrNull)
        is JsonObject -> here[part]
        else -> null
    }
}

/** `"*"` is anything present. Names of enums differ in case and `_` between languages, so words of small letters are compared without either. */
fun JsonElement.expects(found: JsonElement): Boolean = when (this) {
    is JsonPrimitive -> found is JsonPrimitive && same(found) || isAny() && found !is JsonNull
    is JsonArray -> found is JsonArray && size == found.size && zip(found).all { (expected, one) -> expected.expects(one) }
    is JsonObject -> this == found
}

private fun JsonPrimitive.isAny() = isString && content == "*"

private fun JsonPrimitive.same(found: JsonPrimitive): Boolean = when {
    isString != found.isString -> false
    content == found.content -> true
    isString -> isWord(content) && bare(content) == bare(found.content)
    else -> doubleOrNull != null && doubleOrNull == found.doubleOrNull
}

private fun isWord(text: String) = text.all { it in 'a'..'z' || it == '_' }

private fun bare(text: String) = text.lowercase().replace("_", "")
