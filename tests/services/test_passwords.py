import pytest
from argon2 import Type, extract_parameters
from hypothesis import given
from hypothesis import strategies as st
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from app.services import passwords as rules
from app.services.errors import RefusedFieldError
from app.services.passwords import Passwords

HASHER = Passwords(memory=64, passes=1)
OTHER = Passwords(memory=128, passes=1)


def fault_of(password: str, *about: str) -> str:
    with pytest.raises(RefusedFieldError) as caught:
        rules.check(password, about=about)
    assert caught.value.field == "password"
    return str(caught.value)


def test_production_hashes_with_the_parameters_of_rfc_9106() -> None:
    """ASVS 5.0 V11.4.2."""
    parameters = extract_parameters(Passwords().hash("seven violet herons wade"))
    assert parameters.type is Type.ID
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (65_536, 3, 4)
    assert (parameters.salt_len, parameters.hash_len) == (16, 32)


def test_nobody_is_compared_with_a_hash_that_costs_the_same() -> None:
    assert extract_parameters(HASHER._nobody) == extract_parameters(HASHER.hash("seven violet herons wade"))
    assert not HASHER.matches(None, "")
    assert not HASHER.matches(None, "seven violet herons wade")


def test_a_start_hashes_nothing() -> None:
    assert "_nobody" not in vars(Passwords())


@given(st.text(max_size=200))
def test_any_text_is_kept_and_recognised_and_nothing_else_is(password: str) -> None:
    kept = HASHER.hash(password)
    assert HASHER.matches(kept, password)
    assert not HASHER.matches(kept, f"{password}x")
    assert password not in kept or len(password) < 4


def test_no_character_is_cut_off_at_the_end() -> None:
    """ASVS 5.0 V6.2.8 and V6.2.9."""
    for length in (64, 128, rules.LONGEST):
        long = "mossy lanterns " * (length // 15) + "ab" * length
        kept = HASHER.hash(long[:length])
        assert HASHER.matches(kept, long[:length])
        assert not HASHER.matches(kept, long[: length - 1])
        assert not HASHER.matches(kept, long[:length].upper())


def test_two_spellings_of_one_letter_are_one_password() -> None:
    assert HASHER.matches(HASHER.hash("\u00e9tude in blue"), "e\u0301tude in blue")


def test_text_that_is_no_unicode_is_a_wrong_password() -> None:
    assert not HASHER.matches(HASHER.hash("seven violet herons"), "\udcff\x00")


def test_a_broken_hash_lets_nobody_in() -> None:
    assert not HASHER.matches("no hash", "seven violet herons")


def test_other_parameters_make_a_hash_outdated() -> None:
    kept = HASHER.hash("seven violet herons")
    assert not HASHER.is_outdated(kept)
    assert OTHER.is_outdated(kept)
    assert OTHER.matches(kept, "seven violet herons")


@pytest.mark.parametrize(
    "password",
    [
        "seven violet herons wade",
        "七只紫鹭涉水而过吗",
        "        x y z  q",
        "🦆🐢🦉🐌🐙🦔🦚🐝",
        "correct horse battery",
        "Password manager of my aunt",
        "kT9#vLq2",
        "longwave of the grey sea",
        "0x7fe31c99",
        "mississippi river",
    ],
)
def test_any_composition_will_do(password: str) -> None:
    """ASVS 5.0 V6.2.5: no kind of character is demanded or refused."""
    rules.check(password, about=("anna", "Anna Lind", "Longwave"))


@pytest.mark.parametrize("password", ["", "x", "kT9#vLq", "七只紫鹭涉水"])
def test_a_short_password_is_refused(password: str) -> None:
    assert "too short" in fault_of(password)


def test_a_password_of_more_than_4096_characters_is_refused() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(rules.LONGEST + 1))
    rules.check(text[: rules.LONGEST])
    assert "too long" in fault_of(text)


@pytest.mark.parametrize(
    "password", ["aaaaaaaa", "abababababab", "abcabcabc", "passpasspass", "1212121212", "日日日日日日日日"]
)
def test_repeated_characters_are_refused(password: str) -> None:
    assert "repeats" in fault_of(password)


@pytest.mark.parametrize(
    "password",
    [
        *("12345678", "123456789", "1234567890", "87654321", "abcd1234", "abcdefgh", "qwertyuiop", "QWERTYUIOP"),
        *("1q2w3e4r", "1qaz2wsx", "qwer1234", "asdfghjkl", "zxcvbnm123", "987654321", "qazwsxedc", "12344321"),
        *("111222333", "123123456", "asdf1234", "147258369", "1990-01-31", "19870412", "31121999", "!@#$%^&*"),
    ],
)
def test_runs_over_the_keyboard_the_alphabet_and_the_calendar_are_refused(password: str) -> None:
    assert "keyboard" in fault_of(password)


@pytest.mark.parametrize(
    "password",
    [
        *("password", "Password1", "P@ssw0rd", "passw0rd!", "iloveyou", "sunshine", "princess1", "football!"),
        *("welcome123", "Dragon2024", "admin1234", "letmein!!", "trustno1", "superman99", "woaini1314", "changeme"),
        *("Administrator", "Anna Lind 1", "anna12345", "longwave2026", "L0ngwave!", "correct horse battery staple"),
    ],
)
def test_common_words_and_the_names_of_author_and_site_are_refused(password: str) -> None:
    """ASVS 5.0 V6.2.4."""
    assert "common word" in fault_of(password, "anna", "Anna Lind", "Longwave")


def test_none_of_the_passwords_that_are_stolen_most_often_is_taken() -> None:
    """ASVS 5.0 V6.2.4: at least the top 3,000 of those that are long enough."""
    stolen = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= rules.SHORTEST]
    assert len(stolen) > 3_000
    for word in stolen:
        assert fault_of(word)
        assert fault_of(word.upper())


@given(st.text(min_size=8, max_size=60))
def test_a_password_is_judged_whatever_is_typed(password: str) -> None:
    fault = rules._fault(password, ("anna",))
    assert fault == "" or fault.endswith(".")
