package vn.citizen.core

/** Procedures and administrative units, found without a network and without marks on the letters. */
interface Directory {
    suspend fun search(query: String, limit: Int): SearchView

    suspend fun procedure(code: String): ProcedureView

    suspend fun emergencyNumbers(): List<EmergencyRow>
}

/** [nothing] says what to try where there is no hit. */
data class SearchView(val hits: List<SearchHit>, val nothing: Said?)

enum class HitKind { PROCEDURE, UNIT }

data class SearchHit(val kind: HitKind, val code: String, val title: Said, val line: Said, val demo: Boolean)

data class ProcedureView(val code: String, val name: Said, val demo: Boolean, val facts: List<Fact>, val fees: List<Said>, val papers: List<Said>, val offices: List<Fact>, val note: Said?)

/** [number] is dialled, [shown] is read. */
data class EmergencyRow(val number: String, val shown: Said, val name: Said)
