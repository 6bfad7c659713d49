package vn.citizen.ui.hold

/** Whether what is shown here stays out of pictures of the screen: who somebody is, what they opened the door with, and what came of it. */
val Route.isSecret: Boolean
    get() = when (this) {
        is Route.ScanResult, Route.TypeCode, is Route.Dossier, is Route.Report, is Route.Receipt, is Route.Rating -> true
        Route.Account, Route.Activity, Route.Waiting -> true
        is Route.Draft, Route.Welcome, Route.Home, Route.Scan, Route.Results, Route.Search, is Route.Procedure -> false
        Route.Erase, Route.Settings, Route.Checks, Route.Emergency -> false
    }
