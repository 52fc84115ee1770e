"""Who may do what: without a file of users everybody may ask and change; with one, only they after a login, and only those
with the right may change the store.

Passwords are kept as salted scrypt hashes, sessions in memory. Speaks of users and tokens only; the login page and the refusal of
requests are `ui.web.guard`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import threading
import time
import tomllib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

from fastapi import HTTPException, Request

from ingest.errors import UsageError

Key = TypeVar("Key")

_N, _R, _P = 1 << 14, 8, 1
_SESSION_SECONDS: Final = 12 * 3600
_MOST_SESSIONS: Final = 10_000
_CHECKED_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class User:
    """One who may log in; `upload` is the right to add, read again and remove documents."""

    name: str
    password: str
    upload: bool = False


def hash_password(password: str) -> str:
    """A password as it is kept: `scrypt$salt$hash`, both in base64."""
    salt = secrets.token_bytes(16)
    return "$".join(("scrypt", _text(salt), _text(_scrypt(password, salt))))


def is_password(password: str, kept: str) -> bool:
    """Whether a password is the kept one."""
    try:
        _, salt, digest = kept.split("$")
        return hmac.compare_digest(_scrypt(password, base64.b64decode(salt)), base64.b64decode(digest))
    except (ValueError, binascii.Error):
        return False


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=_N, r=_R, p=_P, dklen=32)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def read_users(path: Path) -> dict[str, User]:
    """The users of a TOML file: `[name]` with `password` and `upload`. `UsageError` naming what is wrong with it."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"cannot read the users in {path}: {error}") from error
    users = {}
    for name, facts in said.items():
        kept = facts.get("password") if isinstance(facts, dict) else None
        if not isinstance(kept, str) or not kept.startswith("scrypt$"):
            raise UsageError(f"user {name} in {path} has no hashed password; make one with budgetqa user {name}")
        users[name] = User(name, kept, facts.get("upload") is True)
    if not users:
        raise UsageError(f"{path} names no user; add one with budgetqa user NAME")
    return users


def users_text(users: Mapping[str, User]) -> str:
    """The users as the file keeps them."""
    import json

    blocks = [
        f"[{json.dumps(user.name, ensure_ascii=False)}]\npassword = {json.dumps(user.password)}\nupload = {str(user.upload).lower()}\n"
        for user in users.values()
    ]
    return "\n".join(blocks)


class _Remembered(Generic[Key]):
    """Names by key, each for some seconds and no more than `_MOST_SESSIONS` of them. Safe to use from many threads."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, tuple[str, float]] = OrderedDict()

    def keep(self, key: Key, name: str) -> None:
        with self._lock:
            self._kept[key] = (name, time.monotonic() + self._seconds)
            while len(self._kept) > _MOST_SESSIONS:
                self._kept.popitem(last=False)

    def forget(self, key: Key) -> None:
        with self._lock:
            self._kept.pop(key, None)

    def name(self, key: Key) -> str | None:
        """The name kept under a key; `None` for none, and for one whose time is over."""
        name, until = self._kept.get(key, (None, 0.0))
        return name if time.monotonic() < until else None


class Access:
    """The users of one server, `None` for no login, and who is logged in. Safe to use from many threads."""

    def __init__(self, users: Mapping[str, User] | None = None) -> None:
        self._users = users
        self._sessions = _Remembered[str](_SESSION_SECONDS)
        self._checked = _Remembered[bytes](_CHECKED_SECONDS)
        self._key = secrets.token_bytes(32)
        # Compared with where the name is unknown, so that the time taken does not tell which names exist.
        self._nobody = hash_password(secrets.token_hex(8)) if users is not None else ""

    @property
    def login(self) -> bool:
        """Whether a login is needed."""
        return self._users is not None

    def check(self, name: str, password: str) -> User | None:
        """The user of a name and password, or nobody."""
        user = (self._users or {}).get(name)
        right = is_password(password, user.password if user else self._nobody)
        return user if right else None

    def open_session(self, user: User) -> str:
        """A new session's secret token."""
        token = secrets.token_urlsafe(32)
        self._sessions.keep(token, user.name)
        return token

    def close_session(self, token: str) -> None:
        """Forget a session."""
        self._sessions.forget(token)

    def of_session(self, token: str | None) -> User | None:
        """The user of a session that is still open."""
        return self._named(self._sessions.name(token or ""))

    def _named(self, name: str | None) -> User | None:
        return None if name is None else (self._users or {}).get(name)

    def of_basic(self, header: str | None) -> User | None:
        """The user of an HTTP Basic header. A right one is remembered for minutes: the hash is slow on purpose."""
        scheme, _, coded = (header or "").partition(" ")
        if scheme.lower() != "basic":
            return None
        key = hmac.digest(self._key, coded.encode(), "sha256")
        if (known := self._checked.name(key)) is not None:
            return self._named(known)
        try:
            name, _, password = base64.b64decode(coded, validate=True).decode().partition(":")
        except (ValueError, binascii.Error):
            return None
        user = self.check(name, password)
        if user is not None:
            self._checked.keep(key, user.name)
        return user

    def may_change(self, request: Request) -> bool:
        """Whether the visitor of a request may change the store."""
        if self._users is None:
            return True
        user = request.scope.get("budgetqa_user")
        return user is not None and user.upload

    def require_change(self, request: Request) -> None:
        """403 for a visitor who may not change the store."""
        if not self.may_change(request):
            raise HTTPException(403, "you may not add, read again or remove documents")
