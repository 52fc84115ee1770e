"""Settings and where each came from: default, then a TOML file, then `BUDGETQA_*` variables, the later winning.

Only reads and checks; makes no folders and opens nothing. Unknown names are errors, because a misspelt setting that
is silently ignored is worse than a refusal to start.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ingest.errors import UsageError

PREFIX: Final = "BUDGETQA_"
_CONFIG: Final = "BUDGETQA_CONFIG"
_NAMES: Final = (
    "home",
    "database_url",
    "embedding_model",
    "reranker_model",
    "host",
    "port",
    "language",
    "users",
    "upload_mb",
    "rate_limit",
    "llm_base_url",
    "llm_model",
    "llm_api_key",
    "llm_timeout",
)
_LANGUAGES: Final = ("auto", "zh", "en")
_MASK: Final = "********"
_PASSWORD = re.compile(r"(?P<before>//[^/@\s:]*:)[^/\s]*(?=@)")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as shown to a person: secrets masked, `source` being `default`, a file's path or a variable."""

    name: str
    value: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What the program runs with: `users` is the file of those who may log in (none: no login), `upload_mb` the most that one
    upload may hold, `rate_limit` how many questions and uploads a minute one visitor from elsewhere may send. `sources` maps each name to `default`, a file's path or a variable's name."""

    home: Path
    database_url: str
    embedding_model: str = "use"
    reranker_model: str | None = None
    host: str = "127.0.0.1"
    port: int = 7860
    language: str = "auto"
    users: str | None = None
    upload_mb: int = 100
    rate_limit: int = 240
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_api_key: str | None = field(default=None, repr=False)
    llm_timeout: float = 20.0
    sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False, compare=False)

    def shown(self) -> list[Setting]:
        """Every setting with its source, in a fixed order, fit for the screen: no secret is in it."""
        return [Setting(name, self._printable(name), self.sources.get(name, "default")) for name in _NAMES]

    def _printable(self, name: str) -> str | None:
        value = getattr(self, name)
        if value is None:
            return None
        if name == "llm_api_key":
            return _MASK
        return _PASSWORD.sub(rf"\g<before>{_MASK}", str(value))


def load_settings(env: Mapping[str, str] = os.environ) -> Settings:
    """Gather the settings. An empty variable counts as unset.

    The file is the one `BUDGETQA_CONFIG` names (it must exist), else `config.toml` in the home folder, if there.
    Raises `UsageError` for an unknown variable or key (naming the nearest known one), an unreadable file or a value
    that cannot be right.
    """
    given = {name: value for name, value in env.items() if name.startswith(PREFIX) and value.strip()}
    known = [_CONFIG, *(PREFIX + name.upper() for name in _NAMES)]
    for variable in given:
        if variable not in known:
            raise UsageError(f"unknown setting {variable} in the environment{_nearest(variable, known)}")
    values: dict[str, object] = {}
    sources: dict[str, str] = {}
    start = _path(given[PREFIX + "HOME"]) if PREFIX + "HOME" in given else default_home()
    file = _config_file(given, start)
    if file is not None:
        for name, value in _read_toml(file).items():
            if name not in _NAMES:
                raise UsageError(f"unknown setting {name!r} in {file}{_nearest(name, _NAMES)}")
            # A relative home in a file means relative to that file, wherever the program is started.
            values[name] = file.parent / _path(value) if name == "home" and isinstance(value, str) else value
            sources[name] = str(file)
    for name in _NAMES:
        variable = PREFIX + name.upper()
        if variable in given:
            values[name], sources[name] = given[variable].strip(), variable
    return _checked(values, sources, start)


def default_home() -> Path:
    """The platform's folder for a user's data."""
    from platformdirs import user_data_path

    return user_data_path("budgetqa", appauthor=False)


def _config_file(given: Mapping[str, str], home: Path) -> Path | None:
    if _CONFIG in given:
        file = _path(given[_CONFIG])
        if not file.is_file():
            raise UsageError(f"{_CONFIG} names {file}, which is no file: correct it or unset it")
        return file
    file = home / "config.toml"
    return file if file.is_file() else None


def _read_toml(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"cannot read the settings in {file}: {error}") from error


def _checked(values: Mapping[str, object], sources: dict[str, str], home: Path) -> Settings:
    def text(name: str, default: str | None) -> str | None:
        value = values.get(name, default)
        if value is not None and not isinstance(value, str):
            raise UsageError(f"{name} in {sources[name]} must be text, not {value!r}")
        return value or default

    chosen = values.get("home", home)
    if not isinstance(chosen, (str, Path)):
        raise UsageError(f"home in {sources['home']} must be text, not {chosen!r}")
    folder = _path(chosen).absolute()
    language = text("language", "auto") or "auto"
    if language not in _LANGUAGES:
        raise UsageError(f"language from {sources['language']} is {language!r}: use one of {', '.join(_LANGUAGES)}")
    return Settings(
        home=folder,
        database_url=text("database_url", None) or f"sqlite:///{(folder / 'budgetqa.db').as_posix()}",
        embedding_model=text("embedding_model", "use") or "use",
        reranker_model=text("reranker_model", None),
        host=text("host", "127.0.0.1") or "127.0.0.1",
        port=_port(values.get("port", 7860), sources.get("port", "default")),
        language=language,
        users=text("users", None),
        upload_mb=_whole("upload_mb", values.get("upload_mb", 100), sources, 10_000),
        rate_limit=_whole("rate_limit", values.get("rate_limit", 240), sources, 1_000_000),
        llm_base_url=text("llm_base_url", None),
        llm_model=text("llm_model", None),
        llm_api_key=text("llm_api_key", None),
        llm_timeout=_seconds(values.get("llm_timeout", 20.0), sources.get("llm_timeout", "default")),
        sources=MappingProxyType({name: sources.get(name, "default") for name in _NAMES}),
    )


def _port(value: object, source: str) -> int:
    digits = str(value)
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,5}", digits) or int(digits) > 65535:
        raise UsageError(f"port from {source} is {value!r}: give a number from 0 to 65535 (0: any free one)")
    return int(digits)


def _whole(name: str, value: object, sources: Mapping[str, str], most: int) -> int:
    digits = str(value)
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,7}", digits) or not 1 <= int(digits) <= most:
        raise UsageError(f"{name} from {sources[name]} is {value!r}: give a whole number from 1 to {most}")
    return int(digits)


def _seconds(value: object, source: str) -> float:
    try:
        seconds = float(str(value))
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 600:
        raise UsageError(f"llm_timeout from {source} is {value!r}: give seconds, more than 0 and at most 600")
    return seconds


def _path(text: str | Path) -> Path:
    return Path(text.strip() if isinstance(text, str) else text).expanduser()


def _nearest(name: str, known: Iterable[str]) -> str:
    candidates = list(known)
    near = difflib.get_close_matches(name, candidates, n=1, cutoff=0.0)
    return f"; did you mean {near[0]}? Known: {', '.join(candidates)}" if near else f"; known: {', '.join(candidates)}"
