package vn.citizen.ui.stage.shelves

import vn.citizen.core.RatingView
import vn.citizen.core.SearchView
import vn.citizen.ui.screens.ProcedureScreen
import vn.citizen.ui.screens.ProcedureState
import vn.citizen.ui.screens.RatingScreen
import vn.citizen.ui.screens.RatingState
import vn.citizen.ui.screens.ResultsScreen
import vn.citizen.ui.screens.ResultsState
import vn.citizen.ui.screens.SearchScreen
import vn.citizen.ui.screens.SearchState
import vn.citizen.ui.stage.Exhibit
import vn.citizen.ui.stage.Kind.EMPTY
import vn.citizen.ui.stage.Kind.ERROR
import vn.citizen.ui.stage.Kind.LOADING
import vn.citizen.ui.stage.Kind.LONG
import vn.citizen.ui.stage.Kind.OFFLINE
import vn.citizen.ui.stage.Screen.PROCEDURE
import vn.citizen.ui.stage.Screen.RATING
import vn.citizen.ui.stage.Screen.RESULTS
import vn.citizen.ui.stage.Screen.SEARCH

/** What is asked of a person about the service, what others said of it, and what it offers. */
internal val ratingShelf = listOf(
    Exhibit(RATING, "rating-loading", LOADING) { RatingScreen(RatingState(), {}) },
    Exhibit(RATING, "rating-no-form", ERROR) { RatingScreen(RatingState(problem = it.troubles.noQuestionnaire), {}) },
    Exhibit(RATING, "rating-form") { RatingScreen(RatingState(it.ratings.form), {}) },
    Exhibit(RATING, "rating-question") { RatingScreen(RatingState(it.ratings.form, it.ratings.questionnaire, answers = mapOf("attitude" to "2")), {}) },
    Exhibit(RATING, "rating-known") { RatingScreen(RatingState(it.ratings.form, it.ratings.questionnaire, 1), {}) },
    Exhibit(RATING, "rating-words") { RatingScreen(RatingState(it.ratings.form, it.ratings.questionnaire, 2), {}) },
    Exhibit(RATING, "rating-review") { RatingScreen(RatingState(it.ratings.form, it.ratings.questionnaire, 3, mapOf("attitude" to "2", "time" to "2")), {}) },
    Exhibit(RATING, "rating-nothing-answered", EMPTY, ERROR) { RatingScreen(RatingState(it.ratings.form, it.ratings.questionnaire, 3, problem = it.troubles.nothingAnswered), {}) },
    Exhibit(RATING, "rating-sending", LOADING) { RatingScreen(RatingState(it.ratings.form, it.ratings.questionnaire, 3, mapOf("attitude" to "2"), busy = true), {}) },
    Exhibit(RATING, "rating-sent", OFFLINE) { RatingScreen(RatingState(sent = RatingView(it.t("Đã giữ, đang chờ gửi. Có mạng là tự gửi.", "Kept, waiting to be sent. It goes by itself once there is a network."), null)), {}) },
    Exhibit(RATING, "rating-form-long", LONG) { RatingScreen(RatingState(it.longs.rating), {}) },
    Exhibit(RATING, "rating-question-long") { RatingScreen(RatingState(it.longs.rating, it.longs.questionnaire, answers = mapOf("long" to "2")), {}) },
    Exhibit(RATING, "rating-review-long") { RatingScreen(RatingState(it.longs.rating, it.longs.questionnaire, 1, mapOf("long" to "2")), {}) },
    Exhibit(RESULTS, "results-loading", LOADING) { ResultsScreen(ResultsState()) {} },
    Exhibit(RESULTS, "results") { ResultsScreen(ResultsState(it.ratings.results)) {} },
    Exhibit(RESULTS, "results-empty", EMPTY) { ResultsScreen(ResultsState(emptyList())) {} },
    Exhibit(RESULTS, "results-offline", OFFLINE) { ResultsScreen(ResultsState(problem = it.troubles.offline)) {} },
    Exhibit(RESULTS, "results-problem", ERROR) { ResultsScreen(ResultsState(problem = it.troubles.malformed)) {} },
    Exhibit(RESULTS, "results-long", LONG) { ResultsScreen(ResultsState(it.longs.results)) {} },
    Exhibit(SEARCH, "search-empty", EMPTY) { SearchScreen(SearchState(), {}) },
    Exhibit(SEARCH, "search") { SearchScreen(SearchState("dang ky khai sinh", SearchView(it.rest.hits, null)), {}) },
    Exhibit(SEARCH, "search-nothing", EMPTY) { SearchScreen(SearchState("xyz", SearchView(emptyList(), it.t("Không tìm thấy. Thử ít chữ hơn hoặc chữ khác.", "Nothing found. Try fewer or other words."))), {}) },
    Exhibit(SEARCH, "search-problem", ERROR) { SearchScreen(SearchState("dang ky", problem = it.troubles.locked), {}) },
    Exhibit(SEARCH, "search-long", LONG) { SearchScreen(SearchState("dang ky bien dong quyen su dung dat", SearchView(it.longs.hits, null)), {}) },
    Exhibit(PROCEDURE, "procedure") { ProcedureScreen(ProcedureState(it.rest.procedure)) {} },
    Exhibit(PROCEDURE, "procedure-loading", LOADING) { ProcedureScreen(ProcedureState()) {} },
    Exhibit(PROCEDURE, "procedure-bare", EMPTY) { ProcedureScreen(ProcedureState(it.rest.procedure.copy(facts = emptyList(), fees = emptyList(), papers = emptyList(), offices = emptyList()))) {} },
    Exhibit(PROCEDURE, "procedure-gone", ERROR) { ProcedureScreen(ProcedureState(problem = it.troubles.notFound)) {} },
    Exhibit(PROCEDURE, "procedure-long", LONG) { ProcedureScreen(ProcedureState(it.longs.procedure)) {} },
)
