package vn.citizen.ui.stage

import vn.citizen.core.Language
import vn.citizen.testing.Samples
import vn.citizen.ui.stage.shelves.accountShelf
import vn.citizen.ui.stage.shelves.dossierShelf
import vn.citizen.ui.stage.shelves.homeShelf
import vn.citizen.ui.stage.shelves.openingShelf
import vn.citizen.ui.stage.shelves.ratingShelf
import vn.citizen.ui.stage.shelves.reportShelf

private val samples = Language.entries.associateWith(::Samples)

fun samples(language: Language): Samples = samples.getValue(language)

/** Every screen in its important states, and each step of what takes several. GalleryTest says which states those are. */
val gallery: List<Exhibit> = openingShelf + homeShelf + dossierShelf + reportShelf + ratingShelf + accountShelf
