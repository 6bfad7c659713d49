package vn.citizen.ui.look

import androidx.compose.material3.ColorScheme
import androidx.compose.material3.LocalContentColor
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Typography
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.ReadOnlyComposable
import androidx.compose.runtime.remember
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.unit.Density
import vn.citizen.core.Preferences
import vn.citizen.core.TextSize
import vn.citizen.ui.words.Words
import vn.citizen.ui.words.words

private val LocalPalette = staticCompositionLocalOf { LightPalette }
private val LocalType = staticCompositionLocalOf<Type> { error("no Look around this") }
private val LocalWords = staticCompositionLocalOf { words(Preferences()) }

/** The look of everything inside a [CitizenLook]. */
object Look {
    val palette: Palette @Composable @ReadOnlyComposable get() = LocalPalette.current
    val type: Type @Composable @ReadOnlyComposable get() = LocalType.current

    /** The shell's own labels, in the language and to the person as they chose. */
    val words: Words @Composable @ReadOnlyComposable get() = LocalWords.current
}

/** How much a chosen size of letters adds to what the phone is set to. */
fun TextSize.factor(): Float = when (this) {
    TextSize.SYSTEM -> 1f
    TextSize.LARGE -> 1.3f
    TextSize.LARGEST -> 1.6f
}

/** Gives [content] the colours, letters and words. [fonts] comes from the host, [reading] from the person. */
@Composable
fun CitizenLook(
    fonts: Fonts,
    dark: Boolean,
    reading: Preferences,
    content: @Composable () -> Unit,
) {
    val palette = if (dark) DarkPalette else LightPalette
    val density = LocalDensity.current.let { Density(it.density, it.fontScale * reading.textSize.factor()) }
    val type = remember(fonts, density.fontScale) { Type(fonts, density.fontScale) }
    MaterialTheme(colorScheme = palette.scheme(), typography = type.material()) {
        CompositionLocalProvider(
            LocalPalette provides palette,
            LocalType provides type,
            LocalWords provides words(reading),
            LocalContentColor provides palette.ink,
            LocalDensity provides density,
            content = content,
        )
    }
}

/** Material's own parts (fields, dialogs, switches) take the same colours. */
private fun Palette.scheme(): ColorScheme = (if (dark) darkColorScheme() else lightColorScheme()).copy(
    primary = primary,
    onPrimary = onPrimary,
    primaryContainer = primarySoft,
    onPrimaryContainer = ink,
    secondary = primary,
    onSecondary = onPrimary,
    secondaryContainer = primarySoft,
    onSecondaryContainer = ink,
    background = paper,
    onBackground = ink,
    surface = card,
    onSurface = ink,
    surfaceVariant = sunk,
    onSurfaceVariant = ink2,
    surfaceContainer = card,
    surfaceContainerHigh = card,
    surfaceContainerHighest = sunk,
    outline = edge,
    outlineVariant = hairline,
    error = overdue.ink,
    onError = onDanger,
    errorContainer = overdue.soft,
    onErrorContainer = overdue.ink,
)

private fun Type.material() = Typography(
    displayLarge = title, displayMedium = title, displaySmall = title,
    headlineLarge = title, headlineMedium = title, headlineSmall = title,
    titleLarge = state, titleMedium = heading, titleSmall = heading,
    bodyLarge = body, bodyMedium = body, bodySmall = small,
    labelLarge = button, labelMedium = small, labelSmall = small,
)
