package vn.citizen.ui.stage

/**
 * What would be read as letters: two capitals in a row (UBND, TTHC, QR, GPS, KB), units, and signs of which a voice makes nothing. Codes are
 * spelled with a space between their figures, so a single capital is well.
 */
private val abbreviation = Regex("""\p{Lu}{2,}|\b(kB|Mb|km|kg|m2|sđt|tp|vd|https?)\b|www\.|[•·/@#]""")

fun abbreviations(spoken: String): List<String> = abbreviation.findAll(spoken).map { it.value }.toList()
