package vn.citizen.platform.desk

import vn.citizen.core.Citizen
import vn.citizen.core.Language
import vn.citizen.core.Problem

/** The language chosen in the app, as the core keeps it; [otherwise] where it cannot be asked. */
suspend fun Citizen.spoken(otherwise: Language): Language = try {
    preferences().language
} catch (_: Problem) {
    otherwise
}
