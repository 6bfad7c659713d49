package vn.citizen.ui.journeys

import vn.citizen.testing.FakeCitizen
import vn.citizen.ui.hold.Route

internal fun settled() = FakeCitizen().settled()

/** The screen that is shown. */
internal fun Phone<FakeCitizen>.here(): Route = app.places.value.last().again

/** Touches as far as the step of a report with its place and photos. */
internal fun Phone<FakeCitizen>.beginReport(kind: Int = 0) {
    tap(words.home.report)
    tap(core.samples.reports.categories[kind].name)
    tap(words.next)
}

/** As far as the step with the words. */
internal fun Phone<FakeCitizen>.write(text: String) {
    beginReport()
    tap(words.next)
    type("text", text)
}
