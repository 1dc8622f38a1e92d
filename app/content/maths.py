"""Telling a formula from a price, a shell variable and plain prose: why a text between dollars is not a formula."""

import re
from collections.abc import Callable

_TEX = re.compile(r"\\[A-Za-z]|[\^_=]")
_OPERATOR = re.compile(r"\\[A-Za-z,;!{}|\\]|[\^_=<>+*|/]|[≤≥≠≈∈→∞≡×÷±∀∃∑∏∫√∪∩⊂⊆∧∨¬]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{3,}(?![A-Za-z0-9_(\[])")
_TEXT_ARGUMENT = re.compile(
    r"\\(?:text|mathrm|mbox|textrm|textbf|textit|operatorname\*?|hbox|tag\*?|label|textsf|texttt|rm|mathbf|mathit|mathsf)"
    r"\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}"
)
_AMOUNT = re.compile(r"\d[\d,.]*")
_WORD_AFTER_SPACE = re.compile(
    r"\s(?:(?!(?:mod|div|min|sec|mol|rad|deg|bit)\b)[A-Za-z]{3,}"
    r"|(?:an|as|at|be|by|if|in|is|it|my|no|of|on|or|so|to|up|us|we)\b)"
)
"""English behind a number, but neither `2 ab` nor `5 km`, `10 mod 3` and the like."""
_HAN_AFTER_AMOUNT = re.compile(r"\s*/?\s*[\u3400-\u9fff]")
_CHINESE_STOP = re.compile(r"[，。；：！？、]")
_BETWEEN_QUANTITIES = re.compile(r"[-+*/<>|×÷−]")
_ARITHMETIC = re.compile(r"[<>=+*\[\]^_\\-]")
_SCRIPT = re.compile(r"""\((?:["'#]|\.[A-Za-z])|\.[A-Za-z]|/ """)
_CONTINUES = re.compile(r"[A-Za-z0-9_({]")
_WORD_SIGN = re.compile(r"[A-Za-z_]")
_UNFINISHED = re.compile(r"[=+(\[,./:;-]$")
_CONSTANT = re.compile(r"[A-Z]{2,}_[A-Z]{2,}")
_ENGLISH_SUFFIX = re.compile(r"(?:st|nd|rd|th|s)(?![A-Za-z0-9$])")
_NUMBER_OR_SUM = re.compile(r"[0-9.,]+|[A-Za-z0-9](?:\s?[+*]\s?[A-Za-z0-9])+")
_SHORT = re.compile(r" [A-Za-z0-9,.'()+ -]{1,8} ")
_LITTLE_WORD = re.compile(
    r"\b(?:[A-Za-z]{3,}|an|as|at|be|by|if|in|is|it|my|no|of|on|or|so|to|up|us|we)\b", re.IGNORECASE
)
_PLAIN_WORDS = re.compile(r" (?:[A-Za-z]{2,}[,.]? )+")
_IN_PARENTHESES = re.compile(r"[\\^_=<>+*/,×÷±≤≥∈-]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_LETTERS = re.compile(r"[A-Za-z]{1,2}[0-9']?")
_ONE_SIGN = re.compile(r"[a-z]'*")

LOOSE_LENGTH = 400
"""Longest formula, in characters, that may have spaces inside its dollars."""


def refusal(content: str, following: str) -> str:
    """Why the text between two single dollars is not a formula; empty when it is one.

    `following` is what comes after the closing dollar, at least four characters of it where there are as many.
    """
    if not content.strip():
        return "there is nothing between the dollars"
    is_spaced = content[0].isspace() or content[-1].isspace()
    reason = _spaced_refusal(content, following) if is_spaced else _touching_refusal(content, following)
    if not reason and _is_script(content, following):
        return "it reads like a variable of a program"
    return reason or prose_refusal(content)


def _touching_refusal(content: str, following: str) -> str:
    touches_a_digit = following[:1].isdigit() and not _may_touch_a_digit(content)
    return "a digit follows the closing dollar" if touches_a_digit else ""


def prose_refusal(content: str) -> str:
    """Why the text between two delimiters reads like prose or a price; empty when it may be a formula."""
    if _TEX.search(content):
        return ""
    rest = _TEXT_ARGUMENT.sub("", content)
    for reads_like, reason in _PROSE:
        if reads_like(rest):
            return reason
    return ""


def display_refusal(content: str) -> str:
    """Why the text between two `$$` that stand alone on their lines is not a formula: only sentences are none."""
    return prose_refusal(content) if _holds_sentences(content) else ""


def is_between_words(content: str) -> bool:
    """Whether `$$` are meant themselves, as in `Use $$ and $$`."""
    return _PLAIN_WORDS.fullmatch(content) is not None


def parenthesis_refusal(content: str) -> str:
    r"""Why the text between `\(` and `\)` is not a formula; empty when it is one."""
    if " " in content.strip() and not _IN_PARENTHESES.search(content) and len(_LATIN_WORD.findall(content)) > 1:
        return "it has spaces but no operator"
    return prose_refusal(content)


def bracket_refusal(content: str, *, stands_alone: bool) -> str:
    r"""Why the text between `\[` and `\]` is not a formula; empty when it is one. `\[1\]` are escaped brackets."""
    outside_text = _TEXT_ARGUMENT.sub("", content)
    if "$" in outside_text:
        return "it holds dollars"
    if not (stands_alone or has_tex(content)):
        return "nothing in it is TeX"
    has_chinese = _HAN.search(outside_text) and not has_tex(outside_text)
    return "it reads like a Chinese sentence" if has_chinese or _reads_like_chinese(outside_text) else ""


def has_tex(content: str) -> bool:
    """Whether there is a TeX command, an index, a power or an equals sign."""
    return bool(_TEX.search(content))


def reads_like_prose(content: str) -> bool:
    r"""Whether a text of several paragraphs holds sentences outside the arguments of `\text` and its like."""
    return not _OPERATOR.search(_TEXT_ARGUMENT.sub("", content)) or _holds_sentences(content)


def _holds_sentences(content: str) -> bool:
    rest = re.sub(r"\\(?:begin|end)\{[^}]*\}", "", _TEXT_ARGUMENT.sub("", content))
    words = re.findall(r"(?<![A-Za-z\\])[A-Za-z]{3,}", rest)
    chinese = re.findall(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]", rest)
    return len(words) >= 6 or len(chinese) >= 6


def _reads_like_an_amount(text: str) -> bool:
    """`5 dollars and `, `10/月，`, but not `2 ab = c`."""
    amount = _AMOUNT.match(text)
    if amount is None or _ARITHMETIC.search(text, amount.end()):
        return False
    if _HAN_AFTER_AMOUNT.match(text, amount.end()):
        return True
    return "/" not in text and _WORD_AFTER_SPACE.search(text, amount.end()) is not None


def _reads_like_chinese(text: str) -> bool:
    """`开头、以`, `5元` and `到200`, but not `加速度`, `路程/时间` or a little Chinese in much TeX."""
    han = len(_HAN.findall(text))
    if han == 0 or (han * 4 <= len(text) and _OPERATOR.search(text)):
        return False
    if _CHINESE_STOP.search(text) or text[0].isdigit() or text[-1].isdigit():
        return True
    return han > 3 and not _BETWEEN_QUANTITIES.search(text)


def _reads_like_a_sentence(text: str) -> bool:
    return " " in text.strip() and len(_WORD.findall(text)) >= 3


_PROSE: tuple[tuple[Callable[[str], bool], str], ...] = (
    (_reads_like_an_amount, "it reads like an amount of money"),
    (_reads_like_chinese, "it reads like a Chinese sentence"),
    (_reads_like_a_sentence, "it reads like a sentence"),
)


def _may_touch_a_digit(content: str) -> bool:
    """`$x$2` is a formula beside a digit, `$5-$10` is two prices."""
    if _ONE_SIGN.fullmatch(content):
        return True
    return has_tex(content) and not content[0].isdigit()


def _is_script(content: str, following: str) -> bool:
    """`$HOME/bin:$PATH`, `$("#a")`, `$a=$b`, `${x}-${y}`, `$(pwd)/$(x)`."""
    after = following[:1]
    if _SCRIPT.match(content) or (content[0] == "{" and after == "{"):
        return True
    if _CONTINUES.match(after) and (_UNFINISHED.search(content) or _CONSTANT.match(content)):
        return True
    return _WORD_SIGN.match(after) is not None and len(content) > 2 and not _may_touch_a_letter(content, following)


def _may_touch_a_letter(content: str, following: str) -> bool:
    r"""`$n$th`, `$0.16$m`, `$\alpha$particles` are formulas beside letters."""
    if _ENGLISH_SUFFIX.match(following) or _NUMBER_OR_SUM.fullmatch(content):
        return True
    return has_tex(content) and not _HAN.search(_TEXT_ARGUMENT.sub("", content))


def _spaced_refusal(content: str, following: str) -> str:
    """Why `$ x $`, with a space inside a dollar, is not a formula."""
    if _SHORT.fullmatch(content) and not _LITTLE_WORD.search(content):
        return ""
    if "\n" in content or _CONTINUES.match(following) or len(content) >= LOOSE_LENGTH or "**" in content:
        return "there is a space inside its dollars"
    if not (_TEX.search(content) or _LETTERS.fullmatch(content.strip())):
        return "there is a space inside its dollars, and nothing that only TeX has"
    return ""
