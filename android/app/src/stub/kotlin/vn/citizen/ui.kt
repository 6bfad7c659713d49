package vn.citizen.ui

/** As in app.kt. */
object R {
    object font {
        const val be_vietnam_pro_regular = 1
        const val be_vietnam_pro_semibold = 2
        const val roboto_mono_medium = 3
    }
}
