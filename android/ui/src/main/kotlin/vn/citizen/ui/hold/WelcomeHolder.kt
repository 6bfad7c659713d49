package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch
import vn.citizen.core.Citizen
import vn.citizen.core.ProvinceRequest
import vn.citizen.core.Said
import vn.citizen.ui.screens.WelcomeEvent
import vn.citizen.ui.screens.WelcomeState

class WelcomeHolder(private val core: Citizen, private val ways: Ways, scope: CoroutineScope) :
    Holder<WelcomeState>(WelcomeState(language = ways.preferences.value.language, textSize = ways.preferences.value.textSize), scope) {
    private val choosing = Once()

    init {
        // What was chosen here may not be kept.
        scope.launch { ways.preferences.collect { set { copy(language = it.language, textSize = it.textSize) } } }
    }

    override fun WelcomeState.with(problem: Said?) = copy(problem = problem, busy = false)

    override val stepBack: (() -> Unit)? get() = if (now.choosingProvince) ({ on(WelcomeEvent.Back) }) else null

    fun on(event: WelcomeEvent) {
        when (event) {
            is WelcomeEvent.Speak -> ask { ways.prefer { copy(language = event.language) } }
            is WelcomeEvent.Letters -> ask { ways.prefer { copy(textSize = event.size) } }
            is WelcomeEvent.Choose -> set { copy(chosen = event.province, problem = null) }
            WelcomeEvent.Next -> if (now.choosingProvince) use() else choices()
            WelcomeEvent.Emergency -> ways.go(Route.Emergency)
            WelcomeEvent.Back -> set { copy(choosingProvince = false, problem = null) }
        }
    }

    private fun choices() {
        set { copy(choosingProvince = true) }
        askAgain()
    }

    override fun load() = if (!now.choosingProvince) null else ask {
        val choices = core.provinceChoices()
        set { copy(choices = choices) }
    }

    private fun use() {
        val chosen = now.chosen ?: return
        choosing.ask {
            set { copy(busy = true) }
            core.chooseProvince(ProvinceRequest(chosen.baseUrl))
            ways.home()
        }
    }
}
