"""Where settings come from, and that a wrong one is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.settings import load_settings
from ingest.errors import UsageError


def test_defaults_when_nothing_is_set():
    found = load_settings({})
    assert (found.host, found.port, found.language, found.embedding_model) == ("127.0.0.1", 7860, "auto", "use")
    assert found.database_url == f"sqlite:///{found.home.as_posix()}/budgetqa.db"
    assert {setting.source for setting in found.shown()} == {"default"}


def test_variable_beats_file_beats_default_and_each_says_its_source(tmp_path: Path):
    file = tmp_path / "config.toml"
    file.write_text('port = 8000\nlanguage = "zh"\n', "utf-8")
    found = load_settings({"BUDGETQA_HOME": str(tmp_path), "BUDGETQA_PORT": "9000"})
    assert (found.port, found.language) == (9000, "zh")
    assert found.sources["port"] == "BUDGETQA_PORT"
    assert found.sources["language"] == str(file)
    assert found.sources["host"] == "default"


def test_named_file_is_read_instead_of_the_one_at_home(tmp_path: Path):
    (tmp_path / "config.toml").write_text("port = 1", "utf-8")
    other = tmp_path / "other.toml"
    other.write_text('port = 2\nhome = "data"', "utf-8")
    found = load_settings({"BUDGETQA_CONFIG": str(other)})
    assert found.port == 2
    assert found.home == tmp_path / "data"


def test_named_file_must_exist(tmp_path: Path):
    with pytest.raises(UsageError, match="BUDGETQA_CONFIG"):
        load_settings({"BUDGETQA_CONFIG": str(tmp_path / "missing.toml")})


def test_misspelt_variable_names_the_nearest():
    with pytest.raises(UsageError, match="did you mean BUDGETQA_PORT"):
        load_settings({"BUDGETQA_PROT": "1"})


def test_misspelt_key_names_file_and_nearest(tmp_path: Path):
    (tmp_path / "config.toml").write_text('languge = "zh"', "utf-8")
    with pytest.raises(UsageError, match=r"'languge' in .*config\.toml.*did you mean language"):
        load_settings({"BUDGETQA_HOME": str(tmp_path)})


@pytest.mark.parametrize("port", ["http", "-1", "65536", "7 0", "１２"])
def test_port_that_cannot_be_is_refused(port: str):
    with pytest.raises(UsageError, match="BUDGETQA_PORT"):
        load_settings({"BUDGETQA_PORT": port})


def test_language_that_is_not_offered_is_refused():
    with pytest.raises(UsageError, match="auto, zh, en"):
        load_settings({"BUDGETQA_LANGUAGE": "fr"})


def test_broken_file_is_refused_by_name(tmp_path: Path):
    (tmp_path / "config.toml").write_text("port = = 1", "utf-8")
    with pytest.raises(UsageError, match=r"config\.toml"):
        load_settings({"BUDGETQA_HOME": str(tmp_path)})


def test_empty_variable_counts_as_unset():
    assert load_settings({"BUDGETQA_LLM_MODEL": " ", "BUDGETQA_PORT": ""}).llm_model is None


def test_secrets_are_never_shown():
    found = load_settings(
        {"BUDGETQA_LLM_API_KEY": "sk-hidden", "BUDGETQA_DATABASE_URL": "postgresql://me:hidden@db/budget"}
    )
    shown = {setting.name: setting.value for setting in found.shown()}
    assert found.llm_api_key == "sk-hidden"
    assert "hidden" not in repr(shown)
    assert shown["database_url"] == "postgresql://me:********@db/budget"
    assert "sk-hidden" not in repr(found)
    assert next(s.value for s in load_settings({}).shown() if s.name == "llm_api_key") is None
