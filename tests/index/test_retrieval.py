"""Searching by letters and meaning, with the real encoder and a real Chroma; keeping vectors in step with SQL."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.embedding import BundledEmbedder
from index.library import Library
from index.retrieval import LabelHit, fused
from index.vectors import Item
from ingest.errors import StoreError
from tests.index.builders import ITEMS, PROJECTS, disclosure, settings

ROOT = Path(__file__).parents[2]


def no_words(_label: str) -> Sequence[str]:
    return ()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(settings(tmp_path), expand=no_words) as opened:
        yield opened


def shelf_ids(library: Library, shelf: str) -> set[str]:
    return set(library._search().shelves.ids(shelf))  # type: ignore[arg-type]


def in_step(library: Library) -> bool:
    return shelf_ids(library, "labels") == {label.key for label in library.labels()} and shelf_ids(
        library, "passages"
    ) == {keyed.key for keyed in library._store.keyed_passages()}


def texts(hits: Sequence[LabelHit]) -> list[str]:
    return [hit.text for hit in hits]


def test_question_in_english_lands_on_the_chinese_project(library: Library):
    library.save(disclosure(), "a")
    best = library.search_labels("how much was spent on DNA testing", kinds=("project",))[0]
    assert best.text == "DNA检验数据耗材经费"
    assert best.semantic is not None
    assert best.semantic > 0.6
    assert 0 < best.lexical < 1
    assert not best.exact


def test_very_name_wins_outright(library: Library):
    library.save(disclosure(items=(*ITEMS, ("1", "住房公积金缴费", "1"), ("2", "公积金", "1"))), "a")
    hits = library.search_labels("公积金", kinds=("item",))
    assert (hits[0].text, hits[0].exact, hits[0].score) == ("公积金", True, 1.0)
    assert all(hit.score < 1 for hit in hits[1:])


def test_kinds_and_documents_restrict(library: Library):
    library.save(disclosure("a.txt", content="a"), "a.txt")
    library.save(disclosure("b.txt", content="b", items=(("9", "警犬饲养费", "1"),), projects=()), "b.txt")
    assert texts(library.search_labels("住房公积金", kinds=("item",), documents=["b.txt"])) == ["警犬饲养费"]
    assert {hit.kind for hit in library.search_labels("支出表", kinds=("table",))} == {"table"}
    assert library.search_labels("住房公积金", documents=[]) == []
    assert library.search_labels("住房公积金", kinds=()) == []
    assert library.search_labels("住房公积金", documents=["nowhere.txt"]) == []


def test_few_of_many_are_found_though_others_are_nearer(library: Library):
    many = tuple((str(i), f"第{i}项住房公积金", "1") for i in range(150))
    library.save(disclosure("a.txt", content="a", items=many, projects=()), "a.txt")
    library.save(disclosure("b.txt", content="b", items=(("9", "警犬饲养费", "1"),), projects=()), "b.txt")
    hit = library.search_labels("住房公积金", kinds=("item",), documents=["b.txt"])[0]
    assert hit.text == "警犬饲养费"
    assert hit.semantic is not None


def test_limit_blank_query_and_empty_store(library: Library):
    assert library.search_labels("住房公积金") == []
    assert library.search_passages("住房公积金") == []
    library.save(disclosure(), "a")
    assert len(library.search_labels("经费", limit=2)) == 2
    assert library.search_labels("经费", limit=0) == []
    assert library.search_labels("？！ ") == []


def test_letters_alone_need_neither_chroma_nor_the_encoder(tmp_path: Path):
    class Refusing:
        name, dimension = "refusing", 3

        def encode(self, texts: Sequence[str]) -> np.ndarray:
            raise AssertionError(texts)

    with Library.open(settings(tmp_path), embedder=Refusing(), expand=no_words) as library:
        library._store.save(disclosure(), source="a")
        hit = library.search_labels("公积金", semantic=False)[0]
        assert (hit.text, hit.semantic) == ("住房公积金", None)
    assert not (tmp_path / "chroma").exists()


def test_other_names_lead_back_to_the_label(tmp_path: Path):
    names = {"公务接待费": ("hospitality", "吃喝"), "住房公积金": ("housing fund",)}
    with Library.open(settings(tmp_path), expand=lambda label: names.get(label, ())) as library:
        library.save(disclosure(), "a")
        for query, label in (("吃喝", "公务接待费"), ("hospitality", "公务接待费"), ("housing funds", "住房公积金")):
            hit = library.search_labels(query)[0]
            assert (hit.text, hit.exact) == (label, False)
            assert hit.lexical > 0.9
        assert texts(library.search_labels("吃喝")).count("公务接待费") == 1
    # A vocabulary that has changed shows in the vectors.
    with Library.open(settings(tmp_path), expand=no_words) as library:
        assert library.search_labels("吃喝", limit=1)[0].score < 0.9
        assert in_step(library)


def test_passages_by_meaning_and_by_letters(library: Library):
    library.save(disclosure("a.txt", content="a"), "a.txt")
    library.save(disclosure("b.txt", content="b", projects=()), "b.txt")
    best = library.search_passages("official vehicles", limit=1)[0]
    assert "公务用车" in best.passage.text
    assert {hit.passage.document for hit in library.search_passages("公务用车保有量", ["b.txt"])} == {"b.txt"}
    assert library.search_passages("DNA检验", limit=1)[0].passage.subject == "DNA检验数据耗材经费"
    assert library.search_passages("DNA", []) == []


def test_either_way_of_matching_can_carry_a_hit():
    assert fused(0, None) == 0
    assert fused(0.9, 0.1) > fused(0.5, 0.1)
    assert fused(0.1, 0.9) > fused(0.1, 0.5)
    assert fused(0.2, -0.5) == fused(0.2, None)
    assert fused(1, 1) < 1


def test_replacing_and_removing_keep_vectors_in_step(library: Library):
    library.save(disclosure(), "a")
    library.search_passages("DNA")
    assert in_step(library)
    assert library.save(disclosure(content="v2", items=ITEMS[:1], projects=PROJECTS[:1]), "a") == "replaced"
    assert in_step(library)
    assert "嫌疑人押送经费" not in texts(library.search_labels("嫌疑人押送经费"))
    library.remove("刑警支队预算.txt")
    assert in_step(library)
    assert shelf_ids(library, "labels") == set()


def test_failed_save_is_not_found_and_its_vectors_go(library: Library, monkeypatch: pytest.MonkeyPatch):
    library.save(disclosure("a.txt", content="a"), "a.txt")
    shelves = library._search().shelves
    put = shelves.put

    def fail(shelf: str, items: Sequence[Item], vectors: dict[str, object]) -> None:
        put(shelf, items, vectors)  # type: ignore[arg-type]
        if shelf == "passages":
            raise OSError("disk full")

    monkeypatch.setattr(shelves, "put", fail)
    with pytest.raises(OSError, match="disk full"):
        library.save(disclosure("b.txt", content="b", items=(("9", "警犬饲养费", "1"),)), "b.txt")
    monkeypatch.undo()
    assert [record.name for record in library.documents()] == ["a.txt"]
    assert not in_step(library)
    assert "警犬饲养费" not in texts(library.search_labels("警犬饲养费"))
    library.search_passages("警犬")
    assert in_step(library)


def test_process_killed_before_the_commit_leaves_only_orphans_that_the_next_open_clears(tmp_path: Path):
    program = f"""
import os
from index.library import Library
from tests.index.builders import disclosure, settings
library = Library.open(settings({str(tmp_path)!r}), expand=lambda label: ())
library.save(disclosure("a.txt", content="a"), "a.txt")
shelving = library._search().shelving
shelve = shelving._shelve
def killed(change, vectors):
    shelve(change, vectors)
    os._exit(9)
shelving._shelve = killed
library.save(disclosure("b.txt", content="b", items=(("9", "警犬饲养费", "1"),)), "b.txt")
"""
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 9
    with Library.open(settings(tmp_path), expand=no_words) as library:
        assert [record.name for record in library.documents()] == ["a.txt"]
        assert not in_step(library)
        assert "警犬饲养费" not in texts(library.search_labels("警犬"))
        library.search_passages("警犬")
        assert in_step(library)


def test_what_another_process_saves_is_found(library: Library, tmp_path: Path):
    library.save(disclosure("a.txt", content="a"), "a.txt")
    assert library.search_labels("警犬饲养费")[0].score < 0.9
    program = f"""
from index.library import Library
from tests.index.builders import disclosure, settings
with Library.open(settings({str(tmp_path)!r}), expand=lambda label: ()) as library:
    library.save(disclosure("b.txt", content="b", items=(("9", "警犬饲养费", "1"),)), "b.txt")
    library.remove("a.txt")
"""
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
    hit = library.search_labels("feeding police dogs", kinds=("item",))[0]
    assert hit.text == "警犬饲养费"
    assert hit.semantic is not None
    library.save(disclosure("c.txt", content="c"), "c.txt")
    library.search_passages("办案")
    assert in_step(library)


def test_lost_vectors_are_made_again(library: Library, tmp_path: Path):
    library.save(disclosure(), "a")
    library.close()
    for file in sorted((tmp_path / "chroma").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    with Library.open(settings(tmp_path), expand=no_words) as again:
        assert again.search_labels("DNA testing", kinds=("project",))[0].text == "DNA检验数据耗材经费"
        again.search_passages("DNA")
        assert in_step(again)


def test_another_embedder_makes_all_vectors_anew(tmp_path: Path):
    class Halved:
        """The bundled encoder cut to 256 numbers: another model, with another dimension."""

        name, dimension = "halved", 256

        def encode(self, texts: Sequence[str]) -> np.ndarray:
            half = BundledEmbedder().encode(texts)[:, :256]
            return half / np.linalg.norm(half, axis=1, keepdims=True) if len(half) else half

    with Library.open(settings(tmp_path), expand=no_words) as library:
        library.save(disclosure("a.txt", content="a"), "a.txt")
    with Library.open(settings(tmp_path), embedder=Halved(), expand=no_words) as library:
        library.save(disclosure("b.txt", content="b", items=(("9", "警犬饲养费", "1"),)), "b.txt")
        assert library.search_labels("警犬", kinds=("item",))[0].text == "警犬饲养费"
        assert library.search_passages("DNA检验")[0].semantic is not None
        assert in_step(library)
        assert library._search().shelves.fits("labels")


def test_vectors_of_another_model_are_made_part_by_part_and_gone_on_with_after_an_interruption(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    class Other:
        """The bundled encoder by another name; stopped at its third call, as by Ctrl-C, where told to."""

        name, dimension = "other", 512

        def __init__(self, stops: bool) -> None:
            self.made: list[str] = []
            self._left = 3 if stops else 10**6

        def encode(self, texts: Sequence[str]) -> np.ndarray:
            if texts and texts != ["预算"]:
                self._left -= 1
                if self._left == 0:
                    raise KeyboardInterrupt
                self.made += texts
            return BundledEmbedder().encode(texts)

    monkeypatch.setattr("index.shelving._PART", 4)
    with Library.open(settings(tmp_path), expand=no_words) as library:
        library.save(disclosure("a.txt", content="a"), "a.txt")
    first, second = Other(stops=True), Other(stops=False)
    with Library.open(settings(tmp_path), embedder=first, expand=no_words) as library, pytest.raises(KeyboardInterrupt):
        library.search_labels("DNA testing")
    seen: list[tuple[int, int]] = []
    told = lambda done, every: seen.append((done, every))  # noqa: E731
    with Library.open(settings(tmp_path), embedder=second, expand=no_words, progress=told) as library:
        assert library.search_labels("DNA testing", kinds=("project",))[0].text == "DNA检验数据耗材经费"
        assert in_step(library)
        every = len(library._search().shelves.ids("labels"))
    assert len(first.made) == 8 < every
    assert seen[0] == (4, every - 8) and seen[-1] == (every - 8, every - 8)
    with Library.open(settings(tmp_path), embedder=Other(stops=False), expand=no_words, progress=told) as library:
        del seen[:]
        library.search_labels("DNA testing")
        assert seen == []


def test_a_reranker_orders_what_was_found(library: Library):
    class Shortest:
        def scores(self, query: str, texts: Sequence[str]) -> list[float]:
            return [-float(len(text)) for text in texts]

    library.save(disclosure(), "a")
    usual = library.search_passages("DNA检验 办案 公务用车", limit=9)
    library._search().retrieval._reranker = Shortest()
    reread = library.search_passages("DNA检验 办案 公务用车", limit=9)
    assert len(reread) > 1 and {hit.passage.id for hit in reread} == {hit.passage.id for hit in usual}
    assert [len(hit.passage.text) for hit in reread] == sorted(len(hit.passage.text) for hit in usual)
    assert [hit.score for hit in reread] == sorted((hit.score for hit in usual), reverse=True)
    assert all(hit.reread is None for hit in usual)


def test_rebuild_tells_its_progress(library: Library):
    library.save(disclosure(), "a")
    seen: list[tuple[int, int]] = []
    library.rebuild(lambda done, all_: seen.append((done, all_)))
    assert seen
    assert seen[-1][0] == seen[-1][1] > 5
    assert in_step(library)
    assert library.search_labels("DNA testing", kinds=("project",))[0].text == "DNA检验数据耗材经费"


def test_folder_that_cannot_be_used_is_named(tmp_path: Path):
    (tmp_path / "chroma").write_text("in the way", "utf-8")
    with Library.open(settings(tmp_path), expand=no_words) as library:
        with pytest.raises(StoreError, match="chroma"):
            library.save(disclosure(), "a")
        assert library.documents() == []


def test_twenty_readers_while_documents_come_in(library: Library):
    library.save(disclosure("0.txt", content="0"), "0.txt")

    def ask(_: int) -> str:
        return library.search_labels("how much was spent on DNA testing", kinds=("project",))[0].text

    with ThreadPoolExecutor(21) as pool:
        saving = [pool.submit(library.save, disclosure(f"{i}.txt", content=str(i)), f"{i}.txt") for i in range(1, 4)]
        assert set(pool.map(ask, range(60))) == {"DNA检验数据耗材经费"}
        assert [job.result() for job in saving] == ["stored"] * 3
    library.search_passages("DNA")
    assert in_step(library)


def test_llama_index_retriever_gives_rows_in_words_and_passages(library: Library):
    library.save(disclosure("a.txt", content="a"), "a.txt")
    library.save(disclosure("b.txt", content="b", projects=()), "b.txt")
    nodes = library.hybrid_retriever(limit=4).retrieve("how much was spent on DNA testing")
    best = nodes[0]
    assert best.node.get_content() == (
        "项目支出绩效信息表：公共安全支出 › DNA检验数据耗材经费（P1）：2024年预算数 › 预算数 50.00万元"
    )
    assert {key: best.node.metadata[key] for key in ("document", "page", "line", "table")} == {
        "document": "a.txt",
        "page": None,
        "line": 20,
        "table": 2,
    }
    (figure,) = best.node.metadata["figures"]
    assert library.figure(figure) is not None
    assert "passage" in {node.node.metadata["kind"] for node in nodes}
    assert [node.score for node in nodes] == sorted((node.score for node in nodes), reverse=True)  # type: ignore[type-var]
    only = library.hybrid_retriever(["b.txt"], limit=5).retrieve("公务用车 DNA")
    assert {node.node.metadata["document"] for node in only} == {"b.txt"}


def test_llama_index_store_sees_the_same_cosines(library: Library):
    library.save(disclosure(), "a")
    direct = library.search_passages("公务用车")
    retriever = library.hybrid_retriever()
    through = library._search().retrieval.search_passages("公务用车", nearest=retriever._nearest)
    assert [hit.passage for hit in through] == [hit.passage for hit in direct]
    assert [hit.semantic for hit in through] == pytest.approx([hit.semantic for hit in direct], abs=1e-4)
