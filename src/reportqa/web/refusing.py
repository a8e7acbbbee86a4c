"""What a refusal says, in both languages of the page; names and years are as reports have them."""

from typing import Final

from reportqa.answering.refusing.sentences import SENTENCES

_IN_ENGLISH: Final = {
    "empty": "Please ask a question, such as “2020年全市受理了多少件行政复议案件？”.",
    "too_long": "The question is too long. Please shorten it to {max} characters.",
    "not_a_question": (
        "This does not look like a question that reports can answer. Please ask about what they "
        "say, as “调解成功率是多少？” does."
    ),
    "follow_up": (
        "Every question is looked up by itself and does not go on from the one before. Please ask "
        "in full, as “2019年的财政收入是多少？” does."
    ),
    "of_nothing": (
        "The question does not say what it is about. Please ask in full, as "
        "“2019年的财政收入是多少？” does."
    ),
    "nothing_to_search": "No report is in the scope chosen. Please widen it and ask again.",
    "which_place": (
        "The question names no place, and the reports of {places} all answer it. Please name the "
        "place, or choose the reports first. "
    ),
    "which_place_among": (
        "The question names no place, and the reports of {places} and others answer it. Please "
        "name the place, or choose the reports first. "
    ),
    "which_place_of_many": (
        "The question names no place, and the reports of {n} places answer it: {places} and "
        "others. Please name the place, or choose the reports first. "
    ),
    "which_report": (
        "The question names no report, and several may be meant: {titles}. Please give the "
        "title, place or year, or choose the reports first."
    ),
    "which_report_of_many": (
        "The question names no report, and {n} may be meant: {titles} and others. Please give "
        "the title, place or year, or choose the reports first."
    ),
    "no_headings": "No headings were recognised in this report, so its outline cannot be told. ",
    "no_issuer": "The report was not found to say who issued it. ",
    "no_date": "The report was not found to say when it was published. ",
    "no_place": "There is no report of {places}; ",
    "no_year": "The reports were not found to answer for {years}; ",
    "not_quoted": "No report was found to say “{said}” in these words. ",
    "off_topic": "This question seems to have nothing to do with the reports. ",
    "off_topic_word": (
        "This question seems to have nothing to do with the reports, which do not mention "
        "“{word}”. "
    ),
    "not_told": "The reports were not found to answer this question. ",
    "not_sure": "No certain answer was found. ",
    "not_compared": (
        "Nothing is compared or reckoned here; please ask for the figure of each place or year. "
    ),
    "reports_lack": "The reports do not mention “{word}”. ",
    "reports_lack_beside": "The reports speak of “{spoken}”, but do not mention “{word}”. ",
    "passages_lack": "The nearest passages do not mention “{word}”. ",
    "passages_lack_beside": (
        "The nearest passages speak of “{spoken}”, but do not mention “{word}”. "
    ),
    "given": "The reports answer this for {put}",
    "given_figure": "The reports give the figure for {put}",
    "not_of": ", but not for {gone}",
    "not_found_of": ", but no answer was found for {gone}",
    "stop": ". ",
    "but": "; ",
    "in_reports": "In the reports, ",
    "planned": "only a plan or target was found, and not what came of it. ",
    "planned_for": "only a plan or target for {years} was found, and not what came of it. ",
    "held_places": "those held are of {places}. ",
    "held_places_of_many": "those held are of {n} places: {places} and others. ",
    "held_placeless": "those held were not recognised to be of any place. ",
    "held_years": "those held tell of {years}. ",
    "held_years_of": "those held of {places} tell of {years}. ",
    "see": "The nearest passages stand below.",
    "see_to_check": "The nearest passages stand below, for you to check.",
    "see_maybe": "The nearest passages stand below and may well answer; please check them.",
    "see_theirs": "Passages of these reports stand below.",
}

REFUSING: Final = {
    f"refused_{name}": (chinese, _IN_ENGLISH[name]) for name, chinese in SENTENCES.items()
}
"""By the keys of `reportqa.web.texts`, in Chinese and English."""
