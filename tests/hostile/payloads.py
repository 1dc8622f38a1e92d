"""Hostile texts: a set of our own, and the public corpus where it lies beside the project."""

import base64
import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CORPUS = Path(__file__).parents[3] / "shared/corpus/hostile"
KINDS = ("xss.*", "naughty", "markdown.spec")
SAMPLED = "xss.html"  # nine tenths of the corpus; the other kinds are always taken whole

CONTROLS = (
    "",
    "\t",
    "\n",
    "\r",
    "\x00",
    "\x01",
    "\x0b",
    "\x1f",
    "\u200b",
    "\u00ad",
    "&Tab;",
    "&#9;",
    "&#x0A;",
    "&colon;",
)
SCHEMES = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "JaVaScRiPt:alert(1)",
)

MARKUP = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<a href='java\nscript:alert(1)' onmouseover=alert(1)>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==></object><embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><input autofocus onfocus=alert(1)><button formaction=javascript:alert(1)>",
    "<base href=//evil.example/><meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css><style>@import '//evil.example/x.css';*{display:none}</style>",
    "<p style='position:fixed;inset:0;background:url(//evil.example/x)'>cover</p>",
    "<div></div></div></div></main></article></body></html><h1>outside</h1>",
    "</p></blockquote></td></table></span></section></article></main><p>outside",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version='1.0'?><x xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></x>",
    "<details open ontoggle=alert(1)>x</details>",
    "<a id=location name=location href=#>x</a><img name=cookie id=cookie><form id=document><input name=attributes>",
    "<div id=lw-main></div><div id='LW-contents'></div><a name=lw-main></a>",
    "<span class='math inline'>\\(\\href{javascript:alert(1)}{x}\\)</span>",
    "<div class='lw-header admonition note' role=banner data-math-root data-post=1>\\(x\\)</div>",
    "<input type=checkbox checked><textarea><select><option><button>",
    "<plaintext><xmp><listing><template><slot><portal><marquee onstart=alert(1)>",
    "<video src=//evil.example/x><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<img src=//evil.example/x.png srcset='//evil.example/y.png 2x' ping=//evil.example>",
    "\ue000" + "0" * 16 + "0\ue001 \x02wzxhzdk:0\x03 \x02amp\x03",
    "x {: onclick=alert(1) style=color:red #lw-main .math }",
    "![x](x){onerror=alert(1) style=position:fixed #body .lw-header}",
    "[TOC]\n\n# <img src=x onerror=alert(1)> $\\href{javascript:alert(1)}{x}$",
    "[^1]\n\n[^1]: <script>alert(1)</script> </li> outside",
    "*[alert]: '\" onmouseover=alert(1) x=\"\n\nalert",
    "```html title=\"'><img src=x onerror=alert(1)>\" hl_lines=\"<script>\"\n</code></pre><script>alert(1)\n```",
    "!!! note \"<script>alert(1)</script>\"\n    </div></div> outside",
    '=== "<img src=x onerror=alert(1)>"\n    x',
    "![a](x 'caption <img src=x onerror=alert(1)> $\\style{x}{y}$')",
    "<http://a.b/\"onmouseover=alert(1)//> <javascript:alert(1)> <data:text/html,x>",
    "<a href=\"&#106;&#97;vascript&colon;alert(1)\">x</a> [x](&#x6A;avascript:alert(1))",
    "$</span><script>alert(1)</script>$ $$</div><img src=x onerror=alert(1)>$$",
    "{{7*7}} {% include 'x' %} ${7*7} <%= 7*7 %>",
    "\u2028\u2029</script>\u202e<b>\ufeff\ufffe\udcff",
)  # fmt: skip

COMMANDS = (
    "\\href{%s}{x}", "\\mmlToken{mi}[href=\"%s\"]{x}", "\\unicode[%s]{65}", "\\style{background:url(%s)}{x}",
    "\\class{lw-header}{\\href{%s}{x}}", "\\cssId{lw-main}{\\href{%s}{x}}", "\\data{href=%s}{x}", "\\require{%s}",
    "\\includegraphics{%s}", "\\def\\u{%s}\\href{\\u}{x}", "\\bbox[background:url(%s)]{x}",
    "\\text{<a href='%s'>x</a>}",
    "\\href{%s}{\\href{%s}{x}}", "\\ce{\\href{%s}{H2O}}", "\\tag{\\href{%s}{1}}", "\\label{%s}\\ref{%s}",
    "\\color{%s}{x}",
    "\\enclose{box}[href=\"%s\"]{x}", "\\mathtip{\\href{%s}{x}}{y}", "\\toggle{\\href{%s}{x}}{y}\\endtoggle",
)  # fmt: skip
TEX = (
    "\\rule{99999em}{99999em}", "\\def\\a{\\a\\a}\\a", "\\newcommand{\\alpha}{PWN}\\alpha",
    "\\mmlToken{mi}[onclick=alert(1)]{x}",
    "\\mmlToken{mi}[style=\"position:fixed\" id=\"lw-main\"]{x}",
    "\\style{position:fixed;inset:0}{x}",
    "\\cssId{location}{x}", "\\data{confirm=1}{x}", "\\text{<img src=x onerror=alert(1)>}",
    "\\frac{" * 80 + "1" + "}{2}" * 80,
    "\\sqrt{" * 200 + "x" + "}" * 200, "\\rlap{\\kern-30em\\raise20em{COVER}}",
    "\\begin{matrix}" + "&" * 300 + "\\end{matrix}",
    "</script><script>alert(1)</script>", "\\)</span><img src=x onerror=alert(1)>\\(",
    "\\]<script>alert(1)</script>\\[",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Payload:
    """One hostile text, with the name that a failing test prints."""

    name: str
    kind: str
    text: str


@cache
def own() -> tuple[Payload, ...]:
    """Return the payloads that the project keeps itself."""
    links = [_with_control(scheme, control) for scheme in SCHEMES for control in CONTROLS]
    scripts = [_with_control(SCHEMES[0], control) for control in CONTROLS]
    tex = [*TEX, *(command.replace("%s", link) for command in COMMANDS for link in scripts)]
    return (
        *(Payload(f"own-markup-{index}", "own.markup", text) for index, text in enumerate(MARKUP)),
        *(Payload(f"own-link-{index}", "own.link", text) for index, text in enumerate(links)),
        *(Payload(f"own-tex-{index}", "own.math", text) for index, text in enumerate(tex)),
    )


@cache
def corpus(share: int) -> tuple[Payload, ...]:
    """Return the public payloads: one in `share` of the commonest kind, the same ones every time, and all others."""
    paths = sorted(path for kind in KINDS for path in CORPUS.glob(f"{kind}.jsonl.gz"))
    return tuple(
        payload
        for path in paths
        for payload in _read(path)
        if payload.kind != SAMPLED or _stable_number(payload.name) % share == 0
    )


def sample(payloads: tuple[Payload, ...], share: int) -> tuple[Payload, ...]:
    """Return one in `share` of the payloads, the same ones every time."""
    return tuple(payload for payload in payloads if _stable_number(payload.name) % share == 0)


def _with_control(scheme: str, control: str) -> str:
    """Put a character that browsers skip in front of the scheme and into it."""
    return f"{control}{scheme[:4]}{control}{scheme[4:]}"


def _read(path: Path) -> list[Payload]:
    """Read one kind; texts that are not UTF-8 keep their bytes as far as a post's text can."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Payload(row["id"], row["kind"], base64.b64decode(row["data"]).decode("utf-8", "replace")) for row in rows]


def _stable_number(name: str) -> int:
    """Return a number that is the same in every run and on every machine."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)
