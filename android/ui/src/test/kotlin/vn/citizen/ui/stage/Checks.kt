package vn.citizen.ui.stage

import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.text.style.TextAlign

/*
 * What is looked for on a screen. Each gives sentences on what is wrong; an empty list is a screen that is well.
 */

private val SemanticsNode.words get() = config.getOrNull(SemanticsProperties.Text)?.joinToString(" ") { it.text }
    ?: config.getOrNull(SemanticsProperties.EditableText)?.text

private fun SemanticsNode.layout(): TextLayoutResult? {
    val results = mutableListOf<TextLayoutResult>()
    config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(results)
    return results.firstOrNull()
}

/** Lines that end beyond the box they were given. */
private fun TextLayoutResult.exceeds(node: SemanticsNode) = (0 until lineCount).any { widthOf(it) > node.size.width + 1.5f || getLineBottom(it) > node.size.height + 1.5f }

private fun TextLayoutResult.widthOf(line: Int) = getLineRight(line) - getLineLeft(line)

private val SemanticsNode.isControl get() = SemanticsActions.OnClick in config || SemanticsActions.SetText in config || SemanticsProperties.ToggleableState in config

private fun Rect.meets(other: Rect) = minOf(right, other.right) - maxOf(left, other.left) > 1f && minOf(bottom, other.bottom) - maxOf(top, other.top) > 1f

/** Where the glyphs are, in the root: the lines of the text, not its box. */
private fun SemanticsNode.glyphs(): List<Rect> {
    val layout = layout() ?: return emptyList()
    val origin = positionInRoot
    return (0 until layout.lineCount).map { line ->
        val width = layout.widthOf(line)
        // What a text tells of its layout was made for the widest it might have been: where a line is centred, its place is worked out here.
        val left = if (layout.layoutInput.style.textAlign == TextAlign.Center) (size.width - width) / 2 else layout.getLineLeft(line)
        Rect(left, layout.getLineTop(line), left + width, layout.getLineBottom(line)).translate(origin)
    }
}

/** Words that do not fit into their box, leave the screen, or are cut by something around them. Shown tall, so that nothing is merely scrolled away. */
fun clipped(shown: Shown): List<String> = shown.unmerged.filter { it.words != null }.mapNotNull { node ->
    val layout = node.layout() ?: return@mapNotNull null
    val whole = Rect(node.positionInRoot, Size(node.size.width.toFloat(), node.size.height.toFloat()))
    val seen = node.boundsInRoot
    when {
        layout.exceeds(node) -> "\"${node.words}\" does not fit"
        // Whether this text is cut today or not: with a limit of lines the next longer one would be.
        layout.layoutInput.maxLines != Int.MAX_VALUE && SemanticsProperties.Text in node.config -> "\"${node.words}\" may not have more than ${layout.layoutInput.maxLines} lines"
        seen.width < whole.width - 1f || seen.height < whole.height - 1f -> "\"${node.words}\" is cut: $seen of $whole"
        node.glyphs().any { it.left < -1f || it.right > shown.variant.width * DENSITY + 1f } -> "\"${node.words}\" leaves the screen"
        else -> null
    }
}

/** Letters that are not in the family they are written in: each phone would draw them by another one, of another height. */
fun borrowed(shown: Shown): List<String> = shown.unmerged.mapNotNull { node ->
    val input = node.layout()?.layoutInput ?: return@mapNotNull null
    val missing = missing(input.style.fontFamily, input.text.text)
    if (missing.isEmpty()) null else "\"${input.text.text}\" wants $missing"
}

/** Words that stand on other words. */
fun overlapping(shown: Shown): List<String> {
    val texts = shown.unmerged.filter { it.words?.isNotBlank() == true }.map { it to it.glyphs() }
    return texts.indices.flatMap { i ->
        (i + 1 until texts.size).mapNotNull { j ->
            if (texts[i].second.any { a -> texts[j].second.any(a::meets) }) "\"${texts[i].first.words}\" stands on \"${texts[j].first.words}\"" else null
        }
    }
}

/** Words that are broken inside a word. A link may be broken anywhere. */
fun broken(shown: Shown): List<String> = shown.unmerged.filter { SemanticsProperties.Text in it.config && "://" !in it.words.orEmpty() }.flatMap { node ->
    val layout = node.layout() ?: return@flatMap emptyList()
    val text = layout.layoutInput.text.text
    (0 until layout.lineCount - 1).mapNotNull { line ->
        val end = layout.getLineEnd(line)
        if (end in 1 until text.length && text[end - 1].isLetter() && text[end].isLetter()) "\"$text\" is broken at ${text.take(end).takeLast(8)}|${text.drop(end).take(8)}" else null
    }
}

/** Controls smaller than a fingertip. */
fun tooSmall(shown: Shown): List<String> = shown.merged.filter { it.isControl }.mapNotNull { node ->
    val width = node.size.width / DENSITY
    val height = node.size.height / DENSITY
    if (width < 47.5f || height < 47.5f) "${node.spoken()} is $width by $height dp" else null
}

private fun SemanticsNode.spoken() = config.getOrNull(SemanticsProperties.ContentDescription)?.joinToString(", ").orEmpty()

/** Controls without a spoken label, and words that are shown without one. */
fun unspoken(shown: Shown): List<String> =
    shown.merged.filter { it.isControl && it.spoken().isBlank() }.map { "a control says nothing: ${it.words ?: it.boundsInRoot}" } +
        shown.unmerged.filter { SemanticsProperties.Text in it.config && it.spoken().isBlank() }.map { "\"${it.words}\" has no spoken form" }

/** Spoken labels that hold what is read as letters. */
fun spelledOut(shown: Shown, ownWords: Set<String> = emptySet()): List<String> = shown.unmerged.flatMap { node ->
    node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty().filter { it !in ownWords }.flatMap { spoken -> abbreviations(spoken).map { "\"$it\" in \"$spoken\"" } }
}

/** Words whose strongest pixel stands out from their ground by less than 4.5 : 1, measured in the picture. */
fun faint(shown: Shown): List<String> {
    val picture = shown.picture
    return shown.unmerged.filter { SemanticsProperties.Text in it.config && it.words?.isNotBlank() == true }.mapNotNull { node ->
        val counts = HashMap<Int, Int>()
        picture.within(node.boundsInRoot) { counts.merge(it, 1, Int::plus) }
        val ground = counts.maxByOrNull { it.value }?.key ?: return@mapNotNull null
        val best = counts.keys.maxOf { contrast(opaque(it), opaque(ground)) }
        if (best < 4.5) "\"${node.words}\": $best" else null
    }
}

private fun opaque(rgb: Int) = Color(rgb or (0xFF shl 24))

private fun Raster.within(area: Rect, use: (Int) -> Unit) {
    for (y in area.top.toInt() until minOf(area.bottom.toInt(), height)) for (x in area.left.toInt() until minOf(area.right.toInt(), width)) use(pixels[y * width + x])
}
