import os
import pty
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import Result
from flask import Flask

from app.cli.authors import setup_link
from app.storage.models import Role
from tests.studio_cast import PASSWORD, Person, add_signer, database_of, logged_in, named


def run(app: Flask, *arguments: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(args=["author", *arguments], input=typed)


def test_the_first_owner_is_made_with_a_password_from_standard_input(empty: Flask) -> None:
    result = run(empty, "create", "nina", "--role", "owner", "--display-name", "Nina Ray", typed=f"{PASSWORD}\n")
    assert result.exit_code == 0
    assert "http://127.0.0.1:8000/login" in result.output
    assert PASSWORD not in result.output
    assert "Nina Ray" in logged_in(empty, "nina").get("/studio/authors").text


def test_a_password_keeps_its_blanks(empty: Flask) -> None:
    run(empty, "create", "nina", typed="  seven violet herons \r\n")
    assert Person(empty).log_in("nina", "  seven violet herons ").status_code == 303


def test_the_password_is_never_an_argument(empty: Flask) -> None:
    assert run(empty, "create", "nina", PASSWORD).exit_code == 2
    assert run(empty, "create", "nina", "--password", PASSWORD).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "typed", "words"),
    [
        (("create", "nina"), "short\n", "too short"),
        (("create", "nina"), "", "too short"),
        (("create", "anna"), f"{PASSWORD}\n", "Somebody else has this name"),
        (("create", "not fit"), f"{PASSWORD}\n", "Latin letters"),
        (("password", "anna"), "password1\n", "common word"),
        (("password", "nobody"), f"{PASSWORD}\n", "There is no author 'nobody'"),
        (("set-role", "olga", "editor"), "", "needs an owner"),
        (("deactivate", "olga"), "", "needs an owner"),
        (("deactivate", "nobody"), "", "There is no author 'nobody'"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    studio: Flask, arguments: tuple[str, ...], typed: str, words: str
) -> None:
    result = run(studio, *arguments, typed=typed)
    assert result.exit_code == 2
    assert result.output.startswith("Error: ")
    assert words in result.output
    assert "Traceback" not in result.output


def test_everybody_is_listed(studio: Flask) -> None:
    with database_of(studio).write.begin() as session:
        add_signer(session, "somebody")
    run(studio, "deactivate", "carl")
    assert run(studio, "list").output.splitlines() == [
        "anna\tauthor\topen\tAnna",
        "carl\tcontributor\tclosed\tCarl",
        "edgar\teditor\topen\tEdgar",
        "olga\towner\topen\tOlga",
        "somebody\tsigns posts only\t-\tsomebody",
    ]


def test_a_role_is_changed(studio: Flask) -> None:
    assert run(studio, "set-role", "Anna", "editor").exit_code == 0
    assert run(studio, "set-role", "anna", "king").exit_code == 2
    with database_of(studio).read() as session:
        assert named(session, "anna").role is Role.EDITOR


def test_who_is_shut_out_is_out_at_once_until_let_in_again(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    run(studio, "deactivate", "anna")
    assert anna.get("/studio/profile").status_code == 303
    assert Person(studio).log_in("anna").status_code == 401
    run(studio, "reactivate", "anna")
    assert Person(studio).log_in("anna").status_code == 303


def test_another_password_ends_every_session(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    assert run(studio, "password", "anna", typed="nine amber swifts\n").exit_code == 0
    assert anna.get("/studio/profile").status_code == 303
    assert Person(studio).log_in("anna", "nine amber swifts").status_code == 303


def test_a_password_without_a_role_is_said_to_open_nothing(studio: Flask) -> None:
    with database_of(studio).write.begin() as session:
        add_signer(session, "somebody")
    assert "author set-role" in run(studio, "password", "somebody", typed=f"{PASSWORD}\n").output
    run(studio, "set-role", "somebody", "author")
    assert Person(studio).log_in("somebody").status_code == 303


def test_an_author_who_only_signs_posts_gets_an_account_as_owner(empty: Flask) -> None:
    with database_of(empty).write.begin() as session:
        signer = add_signer(session, "nina", "Nina Ray").id
    assert run(empty, "create", "nina", "--role", "owner", typed=f"{PASSWORD}\n").exit_code == 0
    with database_of(empty).read() as session:
        assert (named(session, "nina").id, named(session, "nina").display_name) == (signer, "Nina Ray")


def test_an_empty_site_has_a_link_to_set_it_up_and_another_one_at_every_start(empty: Flask) -> None:
    with empty.app_context():
        links = [setup_link(), setup_link()]
    assert all(link and link.startswith("http://127.0.0.1:8000/setup/") for link in links)
    first, second = (urlsplit(link or "").path for link in links)
    assert Person(empty).get(first).status_code == 404
    assert Person(empty).post(second, name="nina", password=PASSWORD).status_code == 303
    with empty.app_context():
        assert setup_link() is None


def test_in_a_terminal_the_password_is_asked_for_twice_and_not_shown(empty: Flask, tmp_path: Path) -> None:
    environment = {"LONGWAVE_DATA_DIR": str(tmp_path), "LONGWAVE_PASSWORD_MEMORY": "64", "PATH": os.defpath}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "author", "create", "nina"]
    ours, theirs = pty.openpty()
    streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    with subprocess.Popen(command, env=environment, start_new_session=True, **streams) as process:
        shown = answer(ours, b"Password:", PASSWORD) + answer(ours, b"confirmation:", PASSWORD)
        assert process.wait() == 0
    assert PASSWORD.encode() not in shown + os.read(ours, 1024)
    assert Person(empty).log_in("nina").status_code == 303


def answer(terminal: int, question: bytes, words: str) -> bytes:
    """Wait for a question, type the answer, and return what the terminal showed until then."""
    shown = b""
    while question not in shown:
        shown += os.read(terminal, 1024)
    os.write(terminal, f"{words}\n".encode())
    return shown
