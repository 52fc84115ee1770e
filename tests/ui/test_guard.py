"""What stands before the application: hosts, other sites' requests, sizes, the login, rights and the pace."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index import Library, load_settings
from ingest.errors import UsageError
from tests.ui.fakes import BUDGET_TEXT, FakeEngine
from ui.cli import main
from ui.web.access import Access, User, hash_password, is_password, read_users, users_text
from ui.web.app import create_app
from ui.web.guard import Pace, Rules

ADA = User("ada", hash_password("right"), upload=True)
BOB = User("bob", hash_password("also right"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home = tmp_path_factory.mktemp("guard")
    with Library.open(load_settings({"BUDGETQA_HOME": str(home)})) as opened:
        yield opened


@pytest.fixture(scope="module")
def plain(library: Library) -> FastAPI:
    return create_app(library, FakeEngine(library), rules=Rules(loopback=True, upload_mb=1))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def locked(library: Library) -> FastAPI:
    access = Access({"ada": ADA, "bob": BOB})
    return create_app(library, FakeEngine(library), access=access)  # type: ignore[arg-type]


def client(app: FastAPI, base_url: str = "http://127.0.0.1:7860", auth: tuple[str, str] | None = None) -> TestClient:
    made = TestClient(app, base_url=base_url, follow_redirects=False)
    made.auth = auth
    return made


FILES = {"files": ("a.txt", BUDGET_TEXT.encode())}


def test_a_name_that_is_not_this_machines_is_not_answered(plain: FastAPI) -> None:
    assert client(plain).get("/health").status_code == 200
    assert client(plain, "http://[::1]:7860").get("/health").status_code == 200
    assert client(plain, "http://rebound.example:7860").get("/health").status_code == 400


def test_another_sites_page_cannot_change_anything(plain: FastAPI) -> None:
    for origin in ("http://evil.example", "null", "http://127.0.0.1:9999"):
        answer = client(plain).delete("/api/documents?document=a.txt", headers={"origin": origin})
        assert answer.status_code == 403, origin
    own = client(plain).post("/api/ingest", files=FILES, headers={"origin": "http://127.0.0.1:7860"})
    assert [row["status"] for row in own.json()] == ["stored"]


def test_a_body_too_large_or_of_unknown_size_is_not_taken(plain: FastAPI) -> None:
    big = {"files": ("a.txt", b"x" * (1 << 20))}
    assert client(plain).post("/api/ingest", files=big).status_code == 413
    assert client(plain).post("/api/ask", content=b"{" * (3 << 20)).status_code == 413
    assert client(plain).post("/api/ask", content=iter([b"{}"])).status_code == 411


def test_nothing_but_the_login_is_open_without_one(locked: FastAPI) -> None:
    asked = client(locked)
    assert asked.get("/api/figures").status_code == 401
    assert asked.get("/", headers={"accept": "text/html"}).headers["location"] == "/login"
    assert asked.get("/gradio_api/info").status_code == 401
    assert asked.get("/openapi.json").status_code == 401
    assert asked.get("/health").status_code == 200
    assert 'name="password"' in asked.get("/login").text


def test_a_wrong_password_and_an_unknown_name_are_told_alike(locked: FastAPI) -> None:
    wrong = client(locked).post("/login", data={"name": "ada", "password": "wrong"})
    unknown = client(locked).post("/login", data={"name": "eve", "password": "right"})
    assert (wrong.status_code, wrong.text) == (401, unknown.text)
    assert "set-cookie" not in wrong.headers


def test_a_login_opens_and_a_logout_closes(locked: FastAPI) -> None:
    visitor = client(locked)
    welcome = visitor.post("/login", data={"name": "ada", "password": "right"})
    assert welcome.status_code == 303
    assert {"HttpOnly", "SameSite=strict"} <= {part.strip() for part in welcome.headers["set-cookie"].split(";")}
    assert visitor.get("/api/documents").status_code == 200
    visitor.post("/logout")
    assert visitor.get("/api/documents").status_code == 401


def test_only_who_may_upload_can_change_the_store(locked: FastAPI) -> None:
    ada, bob = client(locked, auth=("ada", "right")), client(locked, auth=("bob", "also right"))
    assert bob.get("/api/documents").status_code == 200
    assert bob.post("/api/ingest", files=FILES).status_code == 403
    assert bob.delete("/api/documents?document=a.txt").status_code == 403
    assert ada.post("/api/ingest", files=FILES).status_code == 200
    assert client(locked, auth=("bob", "right")).get("/api/documents").status_code == 401
    assert 'id="upload"' not in bob.get("/documents").text
    assert 'id="upload"' in ada.get("/documents").text


def test_a_password_is_kept_as_a_salted_hash() -> None:
    kept = hash_password("密码")
    assert "密码" not in kept
    assert kept != hash_password("密码")
    assert is_password("密码", kept)
    assert not is_password("密碼", kept)
    assert not is_password("密码", "nonsense")


def test_users_are_read_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "users.toml"
    odd = User('a "quoted" 名.字', ADA.password)
    path.write_text(users_text({"ada": ADA, odd.name: odd}), encoding="utf-8")
    assert read_users(path) == {"ada": ADA, odd.name: odd}


@pytest.mark.parametrize(
    ("text", "why"), [("[ada]\npassword = 'plain'", "no hashed"), ("", "no user"), ("[[", "cannot read")]
)
def test_a_users_file_that_cannot_be_right_is_refused(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "users.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=why):
        read_users(path)


def test_the_pace_is_counted_by_visitor_and_minute() -> None:
    pace = Pace(2)
    assert [pace.allows("a", 0), pace.allows("a", 1), pace.allows("a", 2), pace.allows("b", 2)] == [
        True,
        True,
        False,
        True,
    ]
    assert pace.allows("a", 61)


def test_a_server_for_others_needs_a_login_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BUDGETQA_HOME", str(tmp_path))
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert main(["user", "ada", "--upload"]) == 2
    assert main(["serve", "--host", "0.0.0.0", "--port", "0"]) == 2
    assert "--allow-public" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO("long enough\n"))
    assert main(["user", "ada", "--upload"]) == 0
    users = read_users(tmp_path / "users.toml")
    assert users["ada"].upload
    assert is_password("long enough", users["ada"].password)
    assert main(["user", "ada", "--remove"]) == 0
    assert main(["user", "ada", "--remove"]) == 2


def test_what_is_remembered_of_a_login_ends_with_its_time_and_with_the_logout() -> None:
    from ui.web.access import Access, User, hash_password

    user = User("ada", hash_password("right one"))
    access = Access({"ada": user})
    token = access.open_session(user)
    assert access.of_session(token) == user
    assert access.of_session("another") is None and access.of_session(None) is None
    access.close_session(token)
    assert access.of_session(token) is None


@pytest.mark.parametrize(("seconds", "name"), [(60, "ada"), (-1, None)])
def test_a_session_is_over_when_its_time_is(seconds: float, name: str | None) -> None:
    from ui.web.access import _Remembered

    kept = _Remembered[str](seconds)
    kept.keep("token", "ada")
    assert kept.name("token") == name
