"""The chat page, in gradio: components, their layout and what happens on each press.

Import this module only to serve the page: it loads gradio (`ui.web` has switched its calls home off by then). What an
answer looks like is `ui.web.view`, its words are `ui.web.text`; here is only the wiring.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import gradio as gr

from ingest.errors import BudgetQAError
from ui.plain_answer import candidate_question
from ui.web.evidence import Evidence, evidence_html
from ui.web.lookup import find_evidence
from ui.web.markup import Markup, esc, tag
from ui.web.reasons import reason_in
from ui.web.scope import Scope, organizations, years
from ui.web.shell import COOKIE, choose_language, heading
from ui.web.suggest import suggest
from ui.web.text import LANGUAGES, Language, words
from ui.web.view import Turn, transcript_html, welcome_html

if TYPE_CHECKING:
    from index import Library
    from qa.engine import Engine

_LOG: Final = logging.getLogger(__name__)
_LONGEST_QUESTION: Final = 1000
_LONGEST_TALK: Final = 30
"""Questions that stay in a conversation; what is older goes, so that neither the page nor the server's memory grows for ever."""
_MOST_TALKS: Final = 200
"""Conversations the server remembers; beyond that the one that has been silent longest is forgotten."""
_SAY_LANGUAGE: Final = (
    "(language) => { document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';"
    " document.title = language === 'en' ? 'Budget Q&A' : '预算问答'; }"
)
_KEEP_LANGUAGE: Final = (
    f"(language) => {{ document.cookie = `{COOKIE}=${{language}}; path=/; max-age=31536000; samesite=lax`; }}"
)
_SHOW_ASKED: Final = "(...values) => { window.budgetqaAsked?.(values[0]); return values; }"
HEAD: Final = '<script src="page/evidence.js" defer></script>'

Update = Any
"""What gradio takes for an output: a value or an update object."""


def theme() -> gr.themes.Base:
    """A quiet theme: one deep blue, slate greys, the reader's own system fonts (none is loaded from anywhere)."""
    fonts = ["system-ui", "sans-serif"]
    mono = ["ui-monospace", "monospace"]
    return gr.themes.Base(primary_hue="blue", neutral_hue="slate", radius_size="sm", font=fonts, font_mono=mono)


def style() -> str:
    """The page's stylesheet."""
    return resources.files("ui.web").joinpath("style.css").read_text(encoding="utf-8")


class Chat:
    """One store's chat page. Holds no conversation: that is in each visitor's own session state."""

    def __init__(
        self,
        library: Library,
        engine: Engine,
        default_language: str = "auto",
        *,
        login: bool = False,
        trouble: str = "",
    ) -> None:
        self._library = library
        self._engine = engine
        self._default = default_language
        self._login = login
        self._trouble = trouble
        self._suggested: dict[tuple[object, ...], tuple[str, ...]] = {}

    # -- what the page says ------------------------------------------------------------------------------------

    def language(self, request: gr.Request | None) -> Language:
        """As `shell.choose_language` chooses."""
        if request is None:
            return choose_language(None, None, self._default, None)
        return choose_language(
            request.query_params.get("lang"), request.cookies.get(COOKIE), self._default,
            request.headers.get("accept-language"),
        )  # fmt: skip

    def suggestions(self, language: Language) -> tuple[str, ...]:
        """Questions to begin with, worked out once for what the store holds now."""
        from index.vocabulary import english_name

        key = (language, *((record.name, record.sha256) for record in self._library.documents()))
        if key not in self._suggested:
            found = suggest(self._library, self._engine.ask, language, english_name)
            # A new dict, not a changed one: another visitor's thread may be reading the old one.
            self._suggested = {**self._suggested, key: found} if len(self._suggested) < 16 else {key: found}
        return self._suggested[key]

    def prepare(self) -> None:
        """Work the questions out ahead of the first visitor."""
        try:
            for language in LANGUAGES:
                self.suggestions(language)
        except BudgetQAError:
            _LOG.info("no questions could be suggested", exc_info=True)

    def _welcome(self, language: Language) -> Markup:
        records = self._library.documents()
        figures = sum(record.figures for record in records)
        said = words(language)
        trouble = said["model_missing"].format(reason=reason_in(self._trouble, language)) if self._trouble else ""
        return welcome_html(self.suggestions(language) if records else (), len(records), figures, said, trouble)

    def transcript(self, turns: Sequence[Turn], language: Language) -> str:
        return transcript_html(turns, self._welcome(language), words(language))

    def evidence(self, turns: Sequence[Turn], place: tuple[int, int | None] | None, language: Language) -> str:
        """The evidence panel for (turn, citation); `None` where nothing has been asked."""
        if place is None or not 0 <= place[0] < len(turns) or (answer := turns[place[0]].answer) is None:
            return evidence_html(0, None, None, Evidence(), words(language))
        chosen = next((c for c in answer.get("citations") or () if int(c["id"]) == place[1]), None)
        found = find_evidence(self._library, chosen) if chosen else Evidence()
        return evidence_html(place[0], answer, place[1], found, words(language))

    # -- what happens ------------------------------------------------------------------------------------------

    def load(self, request: gr.Request) -> list[Update]:
        """A visitor arrives: the page in their language, with the documents the store holds."""
        language = self.language(request)
        return [gr.update(value=language), *self.labels([], None, language)]

    def labels(self, turns: list[Turn], place: tuple[int, int | None] | None, language: Language) -> list[Update]:
        """Every word on the page in `language`."""
        said = words(language)
        records = self._library.documents()
        names = [record.name for record in records]
        first = min(self.suggestions(language), key=len, default=None) if names else None
        hint = said["question_hint"].format(example=first) if first else said["question_hint_plain"]
        return [
            heading(said, login=self._login),
            gr.update(label=said["scope"], visible=len(names) > 1),
            gr.update(label=said["organization"], choices=organizations(records)),
            gr.update(label=said["year"], choices=years(records)),
            gr.update(label=said["document"], choices=names),
            gr.update(label=said["question"], placeholder=hint),
            gr.update(value=said["send"]),
            gr.update(value=said["clear"]),
            gr.update(value=said["stop"]),
            self.transcript(turns, language),
            tag("h2", esc(said["evidence"])),
            self.evidence(turns, place, language),
        ]

    def ask(
        self,
        question: str,
        turns: list[Turn],
        bodies: list[str],
        periods: list[int],
        documents: list[str],
        language: Language,
    ) -> Iterator[tuple[Update, ...]]:
        """Ask: first the question stands in the conversation, then its answer with the first citation's evidence."""
        question = (question or "").strip()[:_LONGEST_QUESTION]
        if not question:
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        turns = turns[-_LONGEST_TALK + 1 :]
        yield "", turns, self.transcript([*turns, Turn(question)], language), gr.skip(), gr.skip()
        scope = Scope(tuple(bodies or ()), tuple(periods or ()), tuple(documents or ()))
        for turn in self._answers(question, turns, scope, language):
            talk = [*turns, turn]
            citations = (turn.answer or {}).get("citations") or ()
            place = (len(turns), int(citations[0]["id"]) if citations else None)
            yield gr.skip(), talk, self.transcript(talk, language), self.evidence(talk, place, language), place

    def _answers(self, question: str, turns: Sequence[Turn], scope: Scope, language: Language) -> Iterator[Turn]:
        """The turn as it is answered so far, each in the place of the one before; a failure ends it."""
        history = tuple(turn.question for turn in turns)
        try:
            chosen = scope.chosen(self._library.documents(), words(language))
            spoken = offered_language(question, turns)
            for answer in self._engine.answers(question, history=history, documents=chosen, language=spoken):
                yield Turn(question, answer)
        except BudgetQAError as error:
            yield Turn(question, error=reason_in(str(error), language))
        except Exception:
            # The visitor gets no internals and no half answer; the server's log has the traceback.
            _LOG.exception("a question failed: %s", question)
            yield Turn(question, error=words("en" if question.isascii() else "zh")["failed_text"])

    def pick(
        self,
        turns: list[Turn],
        bodies: list[str],
        periods: list[int],
        documents: list[str],
        language: Language,
        event: gr.EventData,
    ) -> Iterator[tuple[Update, ...]]:
        """A button in the conversation or the evidence: show a citation, or ask the question it carries; or the evidence is closed."""
        asked = getattr(event, "ask", None)
        if isinstance(asked, str):
            yield from self.ask(asked, turns, bodies, periods, documents, language)
            return
        if getattr(event, "close", None):
            yield gr.skip(), gr.skip(), gr.skip(), self.evidence(turns, None, language), None
            return
        turn, _, citation = str(getattr(event, "cite", "")).partition(":")
        if not (turn.isdigit() and citation.isdigit()):
            return
        place = (int(turn), int(citation))
        yield gr.skip(), gr.skip(), gr.skip(), self.evidence(turns, place, language), place

    # -- the page ----------------------------------------------------------------------------------------------

    def blocks(self) -> gr.Blocks:
        """The page, ready to be mounted."""
        said = words("zh")
        script = resources.files("ui.web").joinpath("page.js").read_text(encoding="utf-8")
        page: gr.Blocks
        with gr.Blocks(title=said["title"], analytics_enabled=False, fill_width=True) as page:
            turns = gr.State([])
            place = gr.State(None)
            with gr.Column(elem_id="page", min_width=0):
                with gr.Row(elem_id="top"):
                    head = gr.HTML(heading(said), elem_id="heading")
                    switch = gr.Radio(
                        [("中文", "zh"), ("English", "en")], value="zh", show_label=False, container=False,
                        label="语言 / Language", elem_id="language", min_width=0, scale=0,
                    )  # fmt: skip
                with gr.Row(elem_id="work", equal_height=True):
                    with gr.Column(elem_id="talk", min_width=0):
                        transcript = gr.HTML(elem_id="transcript", js_on_load=script, apply_default_css=False)
                        with gr.Accordion(said["scope"], open=False, visible=False, elem_id="scope") as scope:
                            narrow: dict[str, Any] = {"choices": [], "value": [], "multiselect": True}
                            bodies = gr.Dropdown(label=said["organization"], elem_id="organizations", **narrow)
                            periods = gr.Dropdown(label=said["year"], elem_id="years", **narrow)
                            chosen = gr.Dropdown(label=said["document"], elem_id="documents", **narrow)
                        with gr.Row(elem_id="composer"):
                            question = gr.Textbox(
                                label=said["question"], lines=1, max_lines=4, max_length=_LONGEST_QUESTION,
                                elem_id="question", autofocus=True, scale=1, min_width=0,
                            )  # fmt: skip
                            send = gr.Button(said["send"], variant="primary", elem_id="send", scale=0, min_width=0)
                            clear = gr.Button(said["clear"], elem_id="clear", scale=0, min_width=0)
                            # The stylesheet shows it in the place of `send` while a question is worked on.
                            stop = gr.Button(said["stop"], elem_id="stop", scale=0, min_width=0)
                    with gr.Column(elem_id="proof", min_width=0):
                        panel = gr.HTML(elem_id="evidence-heading", apply_default_css=False)
                        evidence = gr.HTML(elem_id="evidence", js_on_load=script, apply_default_css=False)

            quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
            labels = [head, scope, bodies, periods, chosen, question, send, clear, stop, transcript, panel, evidence]
            outcome = [question, turns, transcript, evidence, place]
            page.load(self.load, None, [switch, *labels], **quiet).then(None, [switch], None, js=_SAY_LANGUAGE)
            switch.input(self.labels, [turns, place, switch], labels, **quiet).then(
                None, [switch], None, js=_SAY_LANGUAGE
            ).then(None, [switch], None, js=_KEEP_LANGUAGE)
            asking = [question, turns, bodies, periods, chosen, switch]
            # Multiple: one that was stopped may still be ending while the next is asked.
            again: dict[str, Any] = {**quiet, "trigger_mode": "multiple"}
            working = [
                question.submit(self.ask, asking, outcome, js=_SHOW_ASKED, **again),
                send.click(self.ask, asking, outcome, js=_SHOW_ASKED, **again),
                transcript.pick(self.pick, asking[1:], outcome, **again),
                evidence.pick(self.pick, asking[1:], outcome, **again),
            ]
            stop.click(self.transcript, [turns, switch], transcript, cancels=working, **quiet)
            clear.click(lambda: ([], None), None, [turns, place], **quiet).then(
                self.labels, [turns, place, switch], labels, **quiet
            )
        page.queue(default_concurrency_limit=8, max_size=64)
        page.state_session_capacity = _MOST_TALKS
        return page


def offered_language(question: str, turns: Sequence[Turn]) -> str | None:
    """The language of the answer that offered these words to choose: whoever asks in English and presses a Chinese name has not
    changed language. `None` for words that were typed."""
    last = turns[-1].answer if turns else None
    offered = map(candidate_question, (last or {}).get("candidates") or ())
    return str(last["language"]) if last and last.get("language") and question in offered else None
