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
import vn.citizen.core.Category
import vn.citizen.core.Citizen
import vn.citizen.core.ConnectivityPort
import vn.citizen.core.Directory
import vn.citizen.core.Dossiers
import vn.citizen.core.HomeView
import vn.citizen.core.Identity
import vn.citizen.core.KeyStorePort
import vn.citizen.core.Language
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
class BoundCitizen private constructor(private val bound: Bound, private val door: Door) : Citizen {
    override val dossiers: Dossiers = BoundDossiers(bound.dossiers(), door)
    override val reports: Reports = BoundReports(bound.reports(), bound.outbox(), door)
    override val ratings: Ratings = BoundRatings(bound.ratings(), door)
    override val identity: Identity = BoundIdentity(bound.identity(), door)
    override val outbox: Outbox = BoundOutbox(bound.outbox(), door)
    override val scanner: Scanner = BoundScanner(bound.scanner(), door)
    override val directory: Directory = BoundDirectory(bound.directory(), door)
    override val profile: Profile = BoundProfile(bound.profile(), door)

    override suspend fun provinceChoices(): List<ProvinceChoice> = door.ask { bound.provinceChoices().map { it.own() } }

    override suspend fun chooseProvince(request: ProvinceRequest): ProvinceView =
        door.ask { bound.chooseProvince(BoundProvinceRequest(request.baseUrl, request.acceptKey, null)).own() }

    override suspend fun home(): HomeView = door.ask { bound.home().own() }

    override fun sync(): Flow<SyncEvent> = door.told(Channel.UNLIMITED) {
        val observer = object : OperationObserver {
            override fun event(event: OperationEvent) {
                when (event) {
                    OperationEvent.Started -> trySendBlocking(SyncEvent.Started)
                    is OperationEvent.Finished -> {
                        trySendBlocking(SyncEvent.Finished(event.view.own()))
                        close()
                    }
                    is OperationEvent.Failed -> close(event.trouble.own(if (event.trouble.category.own() == Category.RETRYABLE) Advice.OFFLINE else Advice.REFUSED))
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
                trySendBlocking(snapshot.own())
            }
        }
        val subscription = bound.subscribe(topic.bound(), observer)
        AutoCloseable {
            subscription.cancel()
            subscription.close()
        }
    }

    override suspend fun preferences(): Preferences = door.ask { bound.preferences().own() }

    override suspend fun setPreferences(preferences: Preferences) = door.ask { bound.setPreferences(preferences.bound()) }

    /** Lets go of every lock and file; returns when nothing is held. */
    suspend fun suspend() = door.ask { bound.suspend() }

    suspend fun resume() = door.ask { bound.resume() }

    /** The end: every later call is refused with [Advice.CLOSED]. */
    suspend fun shutdown() = door.ask { bound.shutdown() }

    companion object {
        /** Opens a profile, and makes it where there is none. Calls run on [dispatcher], of which four at a time are enough. */
        suspend fun open(
            opening: Opening,
            keys: KeyStorePort,
            network: ConnectivityPort,
            dispatcher: CoroutineDispatcher = Dispatchers.IO.limitedParallelism(4),
            crossing: () -> Unit = {},
        ): BoundCitizen {
            val door = Door(dispatcher, crossing)
            return door.ask {
                val request = OpenRequest(opening.home, opening.profile, opening.packs, opening.language.bound(), opening.acceptLoss, 0)
                BoundCitizen(Bound.open(request, BoundKeys(keys), BoundNetwork(network)), door)
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
}

private fun Language.bound() = if (this == Language.VI) BoundLanguage.VI else BoundLanguage.EN

private fun BoundPreferences.own() = Preferences(
    if (language == BoundLanguage.VI) Language.VI else Language.EN,
    TextSize.entries[BoundTextSize.entries.indexOf(textSize)],
    Address.entries[BoundAddress.entries.indexOf(address)],
)

private fun Preferences.bound() = BoundPreferences(language.bound(), BoundTextSize.entries[textSize.ordinal], BoundAddress.entries[address.ordinal])
