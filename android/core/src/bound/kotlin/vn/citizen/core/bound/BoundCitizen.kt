package vn.citizen.core.bound

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.trySendBlocking
import kotlinx.coroutines.flow.Flow
import vn.citizen.bindings.ChangeObserver
import vn.citizen.bindings.OpenRequest
import vn.citizen.bindings.OperationEvent
import vn.citizen.bindings.OperationObserver
import vn.citizen.core.Address
import vn.citizen.core.Advice
import vn.citizen.core.Citizen
import vn.citizen.core.ConnectivityPort
import vn.citizen.core.Directory
import vn.citizen.core.Dossiers
import vn.citizen.core.HomeView
import vn.citizen.core.Identity
import vn.citizen.core.KeyStorePort
import vn.citizen.core.Language
import vn.citizen.core.Life
import vn.citizen.core.Outbox
import vn.citizen.core.Preferences
import vn.citizen.core.Profile
import vn.citizen.core.ProvinceChoice
import vn.citizen.core.ProvinceRequest
import vn.citizen.core.ProvinceView
import vn.citizen.core.Ratings
import vn.citizen.core.Reports
import vn.citizen.core.Scanner
import vn.citizen.core.Snapshot
import vn.citizen.core.SyncEvent
import vn.citizen.core.TextSize
import vn.citizen.core.Topic
import vn.citizen.core.WakePort
import vn.citizen.bindings.Address as BoundAddress
import vn.citizen.bindings.Citizen as Bound
import vn.citizen.bindings.Language as BoundLanguage
import vn.citizen.bindings.Preferences as BoundPreferences
import vn.citizen.bindings.ProvinceRequest as BoundProvinceRequest
import vn.citizen.bindings.Snapshot as BoundSnapshot
import vn.citizen.bindings.TextSize as BoundTextSize
import vn.citizen.bindings.Topic as BoundTopic

/** Where the core keeps its things: [home] is a folder of the app's own, [packs] the signed province packs that came with it. */
data class Opening(val home: String, val profile: String, val packs: List<String>, val language: Language, val acceptLoss: Boolean = false)

/** The real core behind the interface. */
class BoundCitizen private constructor(private val bound: Bound, private val door: Door, private val telling: () -> Unit) : Citizen, Life {
    override val dossiers: Dossiers = BoundDossiers(bound.dossiers(), door)
    override val reports: Reports = BoundReports(bound.reports(), door)
    override val ratings: Ratings = BoundRatings(bound.ratings(), door)
    override val identity: Identity = BoundIdentity(bound.identity(), door)
    override val outbox: Outbox = BoundOutbox(bound.outbox(), door)
    override val scanner: Scanner = BoundScanner(bound.scanner(), door)
    override val directory: Directory = BoundDirectory(bound.directory(), door)
    override val profile: Profile = BoundProfile(bound.profile(), door)

    override suspend fun provinceChoices(): List<ProvinceChoice> = door.ask { bound.provinceChoices().map { it.own() } }

    override suspend fun chooseProvince(request: ProvinceRequest): ProvinceView =
        door.ask { bound.chooseProvince(BoundProvinceRequest(request.baseUrl, request.acceptKey, request.root)).own() }

    override suspend fun home(): HomeView = door.ask { bound.home().own() }

    override fun sync(): Flow<SyncEvent> = door.told(Channel.UNLIMITED) {
        val observer = object : OperationObserver {
            override fun event(event: OperationEvent) {
                telling()
                when (event) {
                    OperationEvent.Started -> trySendBlocking(SyncEvent.Started)
                    is OperationEvent.Progress ->
                        trySendBlocking(SyncEvent.Progress(event.received.toInt(), event.of.toInt(), event.said.own()))
                    is OperationEvent.Finished -> {
                        trySendBlocking(SyncEvent.Finished(event.view.own()))
                        close()
                    }
                    is OperationEvent.Failed -> close(event.trouble.own(UNEXPECTED))
                    OperationEvent.Cancelled -> close()
                }
            }
        }
        val operation = bound.sync(observer)
        AutoCloseable {
            operation.cancel()
            operation.close()
        }
    }

    override fun watch(topic: Topic): Flow<Snapshot> = door.told {
        val observer = object : ChangeObserver {
            override fun changed(snapshot: BoundSnapshot) {
                telling()
                trySendBlocking(snapshot.own())
            }
        }
        val subscription = bound.subscribe(topic.bound(), observer)
        AutoCloseable {
            subscription.cancel()
            subscription.close()
        }
    }

    override suspend fun preferences(): Preferences = door.ask { bound.preferences().own().also { door.language = it.language } }

    override suspend fun setPreferences(preferences: Preferences) = door.ask {
        bound.setPreferences(preferences.bound())
        door.language = preferences.language
    }

    override suspend fun suspend() = door.ask { bound.suspend() }

    override suspend fun resume() = door.ask { bound.resume() }

    /** The end: every later call is refused with [Advice.CLOSED]. */
    suspend fun shutdown() = door.ask { bound.shutdown() }

    companion object {
        /**
         * Opens a profile, and makes it where there is none. Calls run on [dispatcher], of which four at a time are enough. So that a test can
         * see on which thread it was, [crossing] is told of each call and [telling] each time the core tells something.
         */
        suspend fun open(
            opening: Opening,
            keys: KeyStorePort,
            network: ConnectivityPort,
            wake: WakePort,
            dispatcher: CoroutineDispatcher = Dispatchers.IO.limitedParallelism(4),
            crossing: () -> Unit = {},
            telling: () -> Unit = {},
        ): BoundCitizen {
            val door = Door(dispatcher, opening.language, crossing)
            return door.ask {
                Library.load()
                val request = OpenRequest(opening.home, opening.profile, opening.packs, opening.language.bound(), opening.acceptLoss, 0)
                BoundCitizen(Bound.open(request, BoundKeys(keys), BoundNetwork(network), BoundWake(wake)), door, telling)
            }
        }
    }
}

private fun Topic.bound(): BoundTopic = when (this) {
    Topic.Home -> BoundTopic.Home
    is Topic.Dossier -> BoundTopic.Dossier(code.value)
    is Topic.Report -> BoundTopic.Report(id.value)
    Topic.Waiting -> BoundTopic.Waiting
    Topic.Session -> BoundTopic.Session
}

private fun BoundSnapshot.own(): Snapshot = when (this) {
    is BoundSnapshot.Home -> Snapshot.Home(view.own())
    is BoundSnapshot.Dossier -> Snapshot.Dossier(view.own())
    is BoundSnapshot.Report -> Snapshot.Report(view.own())
    is BoundSnapshot.Waiting -> Snapshot.Waiting(view.own())
    is BoundSnapshot.Session -> Snapshot.Session(view.own())
    BoundSnapshot.Gone -> Snapshot.Gone
    is BoundSnapshot.Unavailable -> Snapshot.Unavailable(trouble.own(UNEXPECTED))
}

internal fun Language.bound() = when (this) {
    Language.VI -> BoundLanguage.VI
    Language.EN -> BoundLanguage.EN
}

private fun BoundLanguage.own() = when (this) {
    BoundLanguage.VI -> Language.VI
    BoundLanguage.EN -> Language.EN
}

private fun BoundPreferences.own() = Preferences(
    language.own(),
    when (textSize) {
        BoundTextSize.SYSTEM -> TextSize.SYSTEM
        BoundTextSize.LARGE -> TextSize.LARGE
        BoundTextSize.LARGEST -> TextSize.LARGEST
    },
    when (address) {
        BoundAddress.BAN -> Address.BAN
        BoundAddress.ONG -> Address.ONG
        BoundAddress.BA -> Address.BA
        BoundAddress.ANH -> Address.ANH
        BoundAddress.CHI -> Address.CHI
    },
)

private fun Preferences.bound() = BoundPreferences(
    language.bound(),
    when (textSize) {
        TextSize.SYSTEM -> BoundTextSize.SYSTEM
        TextSize.LARGE -> BoundTextSize.LARGE
        TextSize.LARGEST -> BoundTextSize.LARGEST
    },
    when (address) {
        Address.BAN -> BoundAddress.BAN
        Address.ONG -> BoundAddress.ONG
        Address.BA -> BoundAddress.BA
        Address.ANH -> BoundAddress.ANH
        Address.CHI -> BoundAddress.CHI
    },
)
