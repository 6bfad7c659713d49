package vn.citizen.door.story

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.intOrNull
import kotlinx.serialization.json.jsonPrimitive
import vn.citizen.core.Answer
import vn.citizen.core.PlaceRequest
import vn.citizen.core.PlaceSource
import vn.citizen.core.Visibility

/** Arguments of a call, by name. */
class With(val given: Map<String, JsonElement>) {
    private fun plain(name: String) = given[name]?.jsonPrimitive

    fun maybe(name: String): String? = plain(name)?.contentOrNull

    fun text(name: String): String = maybe(name).orEmpty()

    fun number(name: String): Int = maybeNumber(name) ?: 0

    fun flag(name: String): Boolean = maybeFlag(name) ?: false

    fun maybeNumber(name: String): Int? = plain(name)?.intOrNull

    fun maybeFlag(name: String): Boolean? = plain(name)?.booleanOrNull

    val visibility: Visibility? get() = maybe("visibility")?.let { Visibility.valueOf(it.uppercase()) }

    private fun float(name: String): Double? = plain(name)?.doubleOrNull

    val place: PlaceRequest?
        get() {
            val lat = float("lat") ?: return null
            val lon = float("lon") ?: return null
            val source = if (text("source") == "map_pin") PlaceSource.MAP_PIN else PlaceSource.GPS
            return PlaceRequest(lat, lon, float("accuracy_m"), source, number("age_ms").toLong())
        }

    val answers: List<Answer>
        get() = (given["answers"] as? JsonObject).orEmpty().map { (question, value) -> Answer(question, value.jsonPrimitive.content) }
}
