package vn.citizen.ui.journeys

import vn.citizen.testing.FakeCitizen
import vn.citizen.ui.hold.Route

internal fun settled() = FakeCitizen().settled()

/** The screen that is shown. */
internal fun Phone<FakeCitizen>.here(): Route = app.places.value.last().again

/** Touches as far as the step of a report with the words. */
internal fun Phone<FakeCitizen>.write(text: String) {
    tap(words.home.report)
    tap(core.samples.reports.categories[0].name)
    tap(words.next)
    tap(words.next)
    type("text", text)
}
