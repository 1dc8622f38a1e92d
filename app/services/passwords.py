"""Passwords: kept as Argon2id, compared in the same time whether or not there is one, refused when easy to guess."""

import re
from collections.abc import Iterable
from functools import cache, cached_property
from threading import BoundedSemaphore
from unicodedata import normalize

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from app.services.errors import N_, RefusedFieldError

SHORTEST, ADVISED, LONGEST = 8, 15, 4096
"""Characters of a password (ASVS 5.0 V6.2.1, V6.2.9): fewer are refused, advised, more are refused."""

MEMORY, PASSES, LANES = 65_536, 3, 4
"""KiB, passes and lanes of Argon2id: the second recommended option of RFC 9106, section 4."""

AT_ONCE = 2
"""Hashes that one process computes at a time: each takes its memory and a whole core for tens of milliseconds."""

_WORDS = frozenset(
    """
    access admin administrator angel apple baseball basketball batman blink bailey buster butterfly champion changeme
    charlie cheese chocolate computer cookie correcthorsebatterystaple corvette daniel default diamond dragon einstein
    facebook ferrari flower football forever freedom friends fuckyou galaxy gateway ginger google guest guitar hallo
    harley hello hockey hunter iloveyou internet jennifer jessica jordan justin killer killme knight letmein liverpool
    login london longwave loveme lovely loveyou manchester marlboro master matrix matthew mercedes michael michelle
    monkey monster mustang nicole ninja nothing orange owner pass passw passwd passwort password patrick peanut pepper
    phoenix playboy player pokemon princess purple qwerty qwertz rainbow ranger root samantha samsung scooter secret
    security server shadow silver slipknot snoopy soccer spider starwars steelers summer sunflower sunshine superman
    superstar sysadmin system temp tennessee test testing theman thomas thunder trustno twitter user victoria
    welcome whatever william windows winter wizard woaini yankees zaq zhang asdf abc admin qwert woaiwojia wang nihao
    """.split()  # noqa: SIM905 - read as a text
)
"""Words that stand at the head of every list of stolen passwords; with digits and signs around them too."""

_SEQUENCES = (
    *(
        "01234567890",
        "abcdefghijklmnopqrstuvwxyz",
        "qwertyuiop[]",
        "asdfghjkl;'",
        "zxcvbnm,./",
        "qwertzuiop",
        "azertyuiop",
    ),
    *("1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujm", "!@#$%^&*()"),
    *("147258369", "741852963", "13579", "24680", "5201314", "7758521"),
)
_RUNS = tuple(run for line in _SEQUENCES for run in (line, line[::-1]))
_SHORTEST_RUN = 3
_SPELLED_WITH_SIGNS = str.maketrans("0134578@$!", "oieastbasi")
_AROUND = re.compile(r"\A[\W\d_]+|[\W\d_]+\Z")
_DATE = re.compile(r"(?:(?:19|20)\d\d[-./]?[01]?\d[-./]?[0-3]?\d|[0-3]?\d[-./]?[01]?\d[-./]?(?:19|20)\d\d)\Z")


class Passwords:
    """Hashes and compares passwords with one set of parameters of Argon2id."""

    def __init__(self, *, memory: int = MEMORY, passes: int = PASSES) -> None:
        self._hasher = PasswordHasher(memory_cost=memory, time_cost=passes, parallelism=LANES, type=Type.ID)
        self._turn = BoundedSemaphore(AT_ONCE)

    @cached_property
    def _nobody(self) -> str:
        """What nobody's password was kept as. Not made at the start, which it would hold up by a tenth of a second."""
        return self.hash("")

    def hash(self, password: str) -> str:
        """What is kept of a password, with the parameters and a salt of its own."""
        with self._turn:
            return self._hasher.hash(_bytes(password))

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether this password was kept so. Takes the same time where none was kept, and is then false."""
        nobody = self._nobody  # Made at the first comparison whoever it is with, so that it tells nothing either.
        with self._turn:
            try:
                self._hasher.verify(kept or nobody, _bytes(password[:LONGEST]))
            except (VerificationError, InvalidHashError):
                return False
        return kept is not None and len(password) <= LONGEST

    def is_outdated(self, kept: str) -> bool:
        """Whether other parameters made this hash, so that it should be made again while the password is at hand."""
        return self._hasher.check_needs_rehash(kept)


def check(password: str, *, about: Iterable[str] = ()) -> None:
    """Raise `RefusedFieldError` for a password that is too short or among the first that anybody would try.

    `about` are names that belong to the author or the site. Any character may stand anywhere; none is demanded.
    """
    fault = _fault(password, about)
    if fault:
        raise RefusedFieldError("password", fault)


def _fault(password: str, about: Iterable[str]) -> str:
    if len(password) < SHORTEST:
        return N_("The password is too short: it needs at least 8 characters. 15 or more are better.")
    if len(password) > LONGEST:
        return N_("The password is too long: at most 4096 characters.")
    return _guess(normalize("NFKC", password).casefold(), about)


def _guess(folded: str, about: Iterable[str]) -> str:
    """Why somebody would guess this soon; empty if they would not."""
    if _repeats(folded):
        return N_("The password repeats a few characters, which is among the first things that are tried.")
    if _is_sequence(folded) or _DATE.match(folded):
        return N_(
            "The password follows a keyboard, an alphabet or a calendar, which is among the first that are tried."
        )
    if _cores(folded) & (_WORDS | {_letters(name) for name in about}):
        return N_("The password is a common word or a name of this site with little around it. Take several words.")
    said = N_("The password is one of those that are stolen most often and so tried first. Take several words.")
    return said if folded in _often_stolen() else ""


@cache
def _often_stolen() -> frozenset[str]:
    """The commonest passwords of our least length: far more than the 3,000 that ASVS 5.0 V6.2.4 asks for."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415 - loaded when needed

    return frozenset(word for word in FREQUENCY_LISTS["passwords"] if len(word) >= SHORTEST)


def _repeats(folded: str) -> bool:
    """Whether it is one short piece again and again (`abcabcab`), or made of no more than two characters."""
    pieces = (folded[:length] for length in range(1, min(16, len(folded) // 2) + 1))
    return len(set(folded)) <= 2 or any(_is_made_of(piece, folded) for piece in pieces)


def _is_made_of(piece: str, folded: str) -> bool:
    return (piece * (len(folded) // len(piece) + 1))[: len(folded)] == folded


def _is_sequence(folded: str) -> bool:
    """Whether nothing but pieces of known sequences is there: `abcd1234`, `1q2w3e4r`, `qwertz`."""
    position = 0
    while position < len(folded):
        length = _run_at(folded, position)
        if length < _SHORTEST_RUN:
            return False
        position += length
    return True


def _run_at(folded: str, position: int) -> int:
    """How many characters from here on stand together in a known sequence, or are the same."""
    longest = len(folded) - position
    same = len(folded[position:]) - len(folded[position:].lstrip(folded[position]))
    fits = (n for n in range(min(longest, 30), 0, -1) if any(folded[position : position + n] in run for run in _RUNS))
    return max(same, next(fits, 0))


def _cores(folded: str) -> set[str]:
    """What is left without digits and signs around it, as typed and with signs read as the letters they imitate."""
    readings = (_AROUND.sub("", folded), _AROUND.sub("", folded).translate(_SPELLED_WITH_SIGNS))
    whole = folded.translate(_SPELLED_WITH_SIGNS)
    return {letters for reading in (*readings, whole) if (letters := _letters(reading))}


def _letters(text: str) -> str:
    return "".join(character for character in normalize("NFKC", text).casefold() if character.isalnum())


def _bytes(password: str) -> bytes:
    """One spelling for what looks the same on every keyboard; text that came from no encoding is kept as it is."""
    return normalize("NFC", password).encode("utf-8", "surrogatepass")
