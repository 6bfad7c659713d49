package vn.citizen.ui.stage

import androidx.compose.foundation.Image
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.toComposeImageBitmap
import androidx.compose.ui.layout.ContentScale
import vn.citizen.testing.samplePhoto
import vn.citizen.ui.parts.PhotoDecoder
import vn.citizen.ui.parts.PhotoPainter

/** As a phone makes a picture of a photo, though not smaller. */
val decoder = PhotoDecoder { file, _ -> decoded(file) }

private fun decoded(file: ByteArray): ImageBitmap = org.jetbrains.skia.Image.makeFromEncoded(file).toComposeImageBitmap()

private val photo by lazy { decoded(samplePhoto) }

/** The same photo each time, at once. */
val painter: PhotoPainter = { _, whole, modifier -> Image(photo, null, modifier, contentScale = if (whole) ContentScale.Fit else ContentScale.Crop) }
