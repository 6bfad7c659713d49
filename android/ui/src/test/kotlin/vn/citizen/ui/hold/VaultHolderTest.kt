package vn.citizen.ui.hold

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.core.Category
import vn.citizen.core.Language
import vn.citizen.core.Problem
import vn.citizen.core.Said
import vn.citizen.ui.screens.VaultEvent
import vn.citizen.ui.screens.VaultState
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNull
import kotlin.test.assertTrue

class VaultHolderTest {
    private val asked = mutableListOf<String>()
    private var opening: suspend () -> Unit = {}
    private val holder = VaultHolder(Language.VI, CoroutineScope(Dispatchers.Unconfined), { asked += "resume" }, { asked += "call $it" }) { acceptLoss ->
        asked += if (acceptLoss) "open, losing" else "open"
        opening()
    }
    private val now: VaultState get() = holder.state.value

    private fun problem(code: String) = Problem(Advice.UNLOCK, Said(code), code, Category.EXPECTED)

    private fun fails(code: String) {
        opening = { throw problem(code) }
    }

    @Test fun `a vault that does not open says why, and opens when it can`() {
        fails("store.key_refused")
        holder.begin()
        assertEquals("store.key_refused", now.problem?.code)
        assertFalse(now.ready)
        opening = {}
        holder.on(VaultEvent.Again)
        assertTrue(now.ready)
        assertNull(now.problem)
    }

    @Test fun `an older copy is used only by whoever said so twice`() {
        fails("store.rolled_back")
        holder.begin()
        holder.on(VaultEvent.UseOlderYes)
        holder.on(VaultEvent.UseOlder)
        assertTrue(now.askOlder)
        holder.on(VaultEvent.Keep)
        assertFalse(now.askOlder)
        holder.on(VaultEvent.Again)
        assertEquals(listOf("open", "open"), asked)
        opening = {}
        holder.on(VaultEvent.UseOlder)
        holder.on(VaultEvent.UseOlderYes)
        assertEquals("open, losing", asked.last())
        assertTrue(now.ready)
    }

    @Test fun `in danger one can call although it does not open`() {
        fails("store.key_refused")
        holder.begin()
        holder.on(VaultEvent.Emergency)
        assertTrue(now.emergency)
        holder.on(VaultEvent.Call("115"))
        assertEquals(listOf("open", "call 115"), asked)
        holder.stepBack?.invoke()
        assertFalse(now.emergency)
        // Once it opens, the app is shown, also the next time it closes.
        opening = {}
        holder.on(VaultEvent.Again)
        holder.resumed(problem("store.key_refused"))
        holder.on(VaultEvent.Emergency)
        holder.resumed(null)
        assertFalse(now.emergency)
        holder.resumed(problem("store.key_refused"))
        assertNull(holder.stepBack)
    }

    @Test fun `a second touch while it opens asks nothing`() {
        val slow = CompletableDeferred<Unit>()
        opening = { slow.await() }
        holder.begin()
        holder.on(VaultEvent.Again)
        assertEquals(listOf("open"), asked)
        slow.complete(Unit)
        assertTrue(now.ready)
    }

    @Test fun `a vault that does not resume is said, and what was shown comes again`() {
        holder.begin()
        holder.resumed(problem("store.key_refused"))
        assertEquals("store.key_refused", now.problem?.code)
        assertFalse(now.ready)
        holder.on(VaultEvent.Again)
        // The same core goes on: nothing on its screens is lost.
        assertEquals(listOf("open", "resume"), asked)
        holder.resumed(null)
        assertTrue(now.ready)
        assertNull(now.problem)
    }

    @Test fun `while it opens only opening says what there is to say`() {
        fails("store.rolled_back")
        holder.begin()
        holder.resumed(problem("store.key_refused"))
        assertEquals("store.rolled_back", now.problem?.code)
    }

    @Test fun `who somebody is and what came of it is secret, and the emergency numbers are not`() {
        assertTrue(Route.Account.isSecret && Route.ScanResult(emptyList()).isSecret && Route.Receipt(vn.citizen.core.ItemId("1")).isSecret)
        assertFalse(Route.Home.isSecret || Route.Emergency.isSecret || Route.Search.isSecret)
    }
}
