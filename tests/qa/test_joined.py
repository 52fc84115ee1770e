"""English names with "and" inside are one thing where one printed name says all of it."""

from __future__ import annotations

import pytest

from index.glossary import stem
from qa.book import Book
from qa.joined import joined_name
from qa.lexicon import Lexicon, english_key
from qa.plan import Term
from qa.tokens import surface
from qa.words import words

LEXICON = Lexicon(["执法监督与检查", "培训费", "会议费", "中小学教学设施", "警用装备及车辆维护费", "办公设备购置"])


def read(text: str, at: int = 0) -> tuple[int, tuple[str, ...]] | None:
    def known(phrase: str) -> bool:
        return bool(LEXICON.english(english_key(phrase)))

    found = joined_name(text.split(), at, LEXICON, words(), known)
    return (found.length, found.names) if found else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("police equipment and vehicle maintenance", "警用装备及车辆维护费"),
        ("supervision of law enforcement and inspection", "执法监督与检查"),
    ],
)
def test_one_printed_name_holds_both_sides(text: str, name: str) -> None:
    assert read(text) == (len(text.split()), (name,))


@pytest.mark.parametrize(
    "text",
    [
        "training and meetings",  # each is a name by itself
        "police equipment and office rent",  # no name says both
        "police equipment and xylophones",  # a word that nothing accounts for
        "vehicle maintenance",  # no connector
    ],
)
def test_other_words_stay_two_things(text: str) -> None:
    assert read(text) is None


def test_a_column_of_a_name_is_no_part_of_it() -> None:
    text = "maintenance of police equipment and vehicles"
    for names, one in (({"maintenance"}, True), ({"maintenance", "police equipment and vehicles"}, False)):
        found = joined_name(text.split(), 0, LEXICON, words(), lambda phrase, names=names: phrase in names)  # type: ignore[misc]
        assert (found is not None) is one, names


def test_a_name_begins_where_the_words_do() -> None:
    assert read("spare police equipment and vehicle maintenance", 1) is None


@pytest.mark.parametrize(("word", "other"), [("buildings", "building"), ("meetings", "meeting"), ("tested", "tests")])
def test_endings_of_english_words_meet(word: str, other: str) -> None:
    assert stem(word) == stem(other)


def test_other_names_what_is_left_and_nothing_else() -> None:
    book = Book(["社会福利", "其他社会福利支出"])
    plain = Term(text="welfare", parts=(("福利",),), known=False)
    other = plain.model_copy(update={"rest": True})
    assert "其他社会福利支出" not in book.fits(plain)
    assert "其他社会福利支出" in book.fits(other)


def test_words_that_say_little_each_hold_a_name_together() -> None:
    book = Book(["热线中心购置经费", "数运中心购置经费", "热线中心其他运行经费"])
    words_ = [Term(text=t, parts=((t,),), known=False) for t in ("购置", "热线", "中心")]
    assert book.shared(words_, "热线中心购置经费") == 1.0
    assert book.shared(words_[:1], "热线中心购置经费") < 0.5


def test_it_in_capitals_is_no_pronoun() -> None:
    assert surface("How much for IT projects?") == "how much for information technology projects?"
    assert surface("How much is it?") == "how much is it?"
    assert english_key("IT development") == english_key("information technology development")
