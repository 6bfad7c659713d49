package vn.citizen.core.bound

import vn.citizen.core.Age
import vn.citizen.core.Category
import vn.citizen.core.Fact
import vn.citizen.core.QrCode
import vn.citizen.core.Said
import vn.citizen.core.TimelineRow
import vn.citizen.core.Tone
import vn.citizen.bindings.Age as BoundAge
import vn.citizen.bindings.Category as BoundCategory
import vn.citizen.bindings.Fact as BoundFact
import vn.citizen.bindings.QrView as BoundQr
import vn.citizen.bindings.Said as BoundSaid
import vn.citizen.bindings.TimelineRow as BoundTimelineRow
import vn.citizen.bindings.Tone as BoundTone

internal fun BoundSaid.own() = Said(display, spoken)

internal fun BoundAge.own() = Age(said.own(), atMs, stale)

internal fun BoundFact.own() = Fact(label.own(), value.own())

internal fun BoundQr.own() = QrCode(size.toInt(), modules, label.own())

internal fun BoundTimelineRow.own() = TimelineRow(`when`.own(), what.own(), who?.own(), note?.own(), now, clockStopped)

internal fun BoundTone.own() = when (this) {
    BoundTone.ON_TIME -> Tone.ON_TIME
    BoundTone.DUE_SOON -> Tone.DUE_SOON
    BoundTone.OVERDUE -> Tone.OVERDUE
    BoundTone.WAITING -> Tone.WAITING
    BoundTone.DONE -> Tone.DONE
    BoundTone.NEUTRAL -> Tone.NEUTRAL
    BoundTone.SECURITY -> Tone.SECURITY
}

internal fun BoundCategory.own() = when (this) {
    BoundCategory.EXPECTED -> Category.EXPECTED
    BoundCategory.RETRYABLE -> Category.RETRYABLE
    BoundCategory.SECURITY -> Category.SECURITY
    BoundCategory.BUG -> Category.BUG
}
