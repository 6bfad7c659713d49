package vn.citizen.core

/** What a screen can do about a problem. */
enum class Advice { OFFLINE, LATER, SIGN_IN, NOT_FOUND, REFUSED, UNLOCK, FREE_SPACE, STORAGE, UNTRUSTED, UPDATE, CLOSED, BUG }

/** Who has to care: the person, time, the person with care, or the makers. */
enum class Category { EXPECTED, RETRYABLE, SECURITY, BUG }

/**
 * Why the core did not do what was asked. [said] is a whole sentence for people: what happened and what to do next. [code] is stable and
 * stands in the error catalogue; [variant] is the room's own name of it, as the story in tests/conformance writes it. [draft] names the report
 * that was kept although it could not be sent.
 */
class Problem(
    val advice: Advice,
    val said: Said,
    val code: String,
    val category: Category,
    val draft: ReportId? = null,
    val variant: String = "Unexpected",
) : Exception(code)
