package vn.citizen.ui.look

import androidx.compose.runtime.Immutable
import androidx.compose.ui.graphics.Color
import vn.citizen.core.Tone

/** A tone's colours: [ink] for words, marks and lines; [soft] a ground for words in [ink] or in the palette's own ink. */
@Immutable
data class ToneColors(val ink: Color, val soft: Color)

/**
 * The colours by their role. Words in any role stand on any ground with a contrast of 4.5 : 1 or more, lines of controls with 3 : 1 or more
 * (WCAG 2.2, 1.4.3 and 1.4.11); a test measures every pair.
 */
@Immutable
data class Palette(
    val dark: Boolean,
    val paper: Color,
    val card: Color,
    val sunk: Color,
    val ink: Color,
    val ink2: Color,
    val primary: Color,
    val onPrimary: Color,
    val primarySoft: Color,
    val onDanger: Color,
    /** The edge of a control. */
    val edge: Color,
    /** Only an ornament between things that words and space already part. */
    val hairline: Color,
    val onTime: ToneColors,
    val dueSoon: ToneColors,
    val overdue: ToneColors,
    val waiting: ToneColors,
) {
    val neutral get() = ToneColors(ink2, sunk)

    operator fun get(tone: Tone): ToneColors = when (tone) {
        Tone.ON_TIME, Tone.DONE -> onTime
        Tone.DUE_SOON -> dueSoon
        Tone.OVERDUE, Tone.SECURITY -> overdue
        Tone.WAITING -> waiting
        Tone.NEUTRAL -> neutral
    }

    /** Every ground that words stand on. */
    val grounds get() = listOf(paper, card, sunk, primarySoft, onTime.soft, dueSoon.soft, overdue.soft, waiting.soft)

    /** Every role of words. */
    val inks get() = listOf(ink, ink2, primary, onTime.ink, dueSoon.ink, overdue.ink, waiting.ink)
}

/** Warm paper, black ink, the teal of official stamps: made for sunlight. */
val LightPalette = Palette(
    dark = false,
    paper = Color(0xFFFBF9F5),
    card = Color(0xFFFFFFFF),
    sunk = Color(0xFFF1EDE6),
    ink = Color(0xFF1C1B1A),
    ink2 = Color(0xFF55514C),
    primary = Color(0xFF0A5A6B),
    onPrimary = Color(0xFFFFFFFF),
    primarySoft = Color(0xFFDDEEF1),
    onDanger = Color(0xFFFFFFFF),
    edge = Color(0xFF7D766D),
    hairline = Color(0xFFDFD8CD),
    onTime = ToneColors(Color(0xFF1E6B3A), Color(0xFFE3F1E6)),
    dueSoon = ToneColors(Color(0xFF7A4F00), Color(0xFFFAEDD2)),
    overdue = ToneColors(Color(0xFFA3241B), Color(0xFFFBE7E4)),
    waiting = ToneColors(Color(0xFF2B5EA7), Color(0xFFE4ECF8)),
)

val DarkPalette = Palette(
    dark = true,
    paper = Color(0xFF14171A),
    card = Color(0xFF1D2125),
    sunk = Color(0xFF0F1214),
    ink = Color(0xFFEFEBE4),
    ink2 = Color(0xFFB8B2A9),
    primary = Color(0xFF7CCBDB),
    onPrimary = Color(0xFF0B2A31),
    primarySoft = Color(0xFF12323A),
    onDanger = Color(0xFF4A0E08),
    edge = Color(0xFF868B90),
    hairline = Color(0xFF343A40),
    onTime = ToneColors(Color(0xFF86D39B), Color(0xFF17301E)),
    dueSoon = ToneColors(Color(0xFFF0BE6A), Color(0xFF35280F)),
    overdue = ToneColors(Color(0xFFFFB1A6), Color(0xFF3D1D19)),
    waiting = ToneColors(Color(0xFFA9C7FF), Color(0xFF1B2A40)),
)
