"""Formulas in words: what stands for a formula where nothing can be typeset (ids, `alt`, `<title>`, feeds' titles)."""

import re

from app.content.tokens import Shielded, Tokens

_NAMES = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma "
    "tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega le leq ge geq ne neq "
    "times cdot to rightarrow leftarrow infty in notin subset subseteq cup cap sum prod int partial nabla approx "
    "sim equiv pm forall exists emptyset mid ell dots ldots cdots "
)
_SHOWN = (
    "α β γ δ ε ε ζ η θ θ ι κ λ μ ν ξ π ρ σ τ υ φ φ χ ψ ω Γ Δ Θ Λ Ξ Π Σ Φ Ψ Ω ≤ ≤ ≥ ≥ ≠ ≠ × · → → ← ∞ ∈ ∉ ⊂ ⊆ ∪ ∩ "
    "∑ ∏ ∫ ∂ ∇ ≈ ∼ ≡ ± ∀ ∃ ∅ | ℓ … … … "
)
_SYMBOLS = dict(zip(_NAMES.split(), _SHOWN.split(), strict=True))
_SILENT = re.compile(
    r"\\(?:math[a-z]+|text[a-z]*|operatorname|mbox|boldsymbol|bm|left|right|[bB]igg?[lr]?|limits|nolimits|displaystyle"
    r"|label\{[^{}]*\}|tag\*?\{[^{}]*\}|quad|qquad|hat|tilde|bar|vec|rm|bf|cal)(?![A-Za-z])|\\[,;:! ]|[{}$]"
)
_COMMAND = re.compile(r"\\([A-Za-z]+|.)")


def readable(tex: str) -> str:
    r"""TeX as one would type it without TeX: `L_{2}` -> `L_2`, `\alpha \le 1` -> `α ≤ 1`."""
    plain = _SILENT.sub("", tex)
    plain = _COMMAND.sub(lambda match: _SYMBOLS.get(match[1], "" if match[1] == "\\" else match[1]), plain)
    return " ".join(plain.split())


def readable_tokens(text: str, tokens: Tokens) -> str:
    """The text with words in the place of its formulas."""

    def shown(piece: Shielded) -> str:
        return readable(piece.content) if piece.kind.is_formula else tokens.as_typed(piece.source)

    return tokens.replace(text, shown)
