package vn.citizen.app

/** In the place of what the Android SDK makes of the resources, for compiling without it. */
object R {
    object drawable {
        const val notice = 1
    }

    object string {
        const val app = 2
        const val app_link_host = 3
    }
}
