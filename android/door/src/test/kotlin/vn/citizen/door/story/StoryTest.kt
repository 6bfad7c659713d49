package vn.citizen.door.story

import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonPrimitive
import org.junit.Test
import vn.citizen.core.Problem
import vn.citizen.testing.World
import kotlin.test.assertEquals

/** The long story of tests/conformance, told to the real core against a real province. What is not as it says is a line each. */
class StoryTest {
    private fun tell(story: List<Step>): List<String> = World().use { world ->
        Teller(world).use { teller ->
            val book = Book()
            runBlocking {
                story.flatMapIndexed { number, step -> teller.wrong(book, step).map { "step $number, ${step.call}: $it" } }
            }
        }
    }

    private suspend fun Teller.wrong(book: Book, step: Step): List<String> = try {
        val value = tell(step.call, book.with(step)) { book.differences(step, it).isEmpty() }
        book.keep(step, value)
        if (step.fails == null) book.differences(step, value) else listOf("gave $value, expected ${step.fails}")
    } catch (problem: Problem) {
        val failure = Failure(problem)
        if (failure == step.fails) emptyList() else listOf("failed with $failure, expected ${step.fails}")
    }

    @Test fun `the story ends as in every language`() {
        val story = story()
        assertEquals("story.told", story.last().call)
        assertEquals(emptyList(), tell(story))
    }

    /** The first steps, which need no network, and what is told at the end. */
    private val begin = story().let { it.take(6) + it.last().copy(gives = mapOf("steps" to JsonPrimitive(7))) }

    /** How many lines it gives when the step [call] is another one. */
    private fun lines(call: String, change: Step.() -> Step) = tell(begin.map { if (it.call == call) it.change() else it }).size

    @Test fun `control - a story that is not so is noticed`() {
        assertEquals(emptyList(), tell(begin))
        val closed = Failure("Closed", "client.closed")
        assertEquals(1, lines("citizen.home") { copy(gives = gives + ("waiting.count" to JsonPrimitive(7))) }, "another value")
        assertEquals(1, lines("citizen.home") { copy(fails = closed) }, "an error that does not come")
        assertEquals(1, lines("dossiers.page") { copy(fails = closed) }, "an error that is another one")
        assertEquals(1, lines("dossiers.page") { copy(fails = null) }, "an error that nobody expects")
    }

    @Test fun `control - a step that is left out is noticed`() {
        assertEquals(listOf("step 5, story.told: steps is 6, expected 7"), tell(begin.filterNot { it.call == "citizen.preferences" }))
    }
}
