"""Where a hostile text can stand in a post: as the whole of it, in a link, a title, a formula, an attribute..."""

from app.content import Options, Rendered, render


def rendered(text: str) -> dict[str, Rendered]:
    """Return the renderings of the text in every place; the places that swallow what follows come one by one."""
    line = " ".join(text.split())
    return {
        "source": render(text, options=Options(summary=text, language="en")),
        "Markdown": render(in_markdown(line)),
        "formulas": render(in_formulas(line)),
        "HTML": render(in_html(line)),
    }


def in_markdown(line: str) -> str:
    """Return a post with the line in every part of Markdown's syntax."""
    return f"""[a]({line})

[b](<{line}>)

[c][r] ![{line}][r] ![d](x.png "{line}")

![e]({line} '{line}')

- [ ] {line}

`{line}`

| {line} | a |
|---|---|
| b | {line} |

!!! note "{line}"
    {line}

word {{: title="{line}" #{line} .{line} }}

## {line}

## heading {{#{line}}}

note[^{line}] and note[^n]

[^{line}]: {line}

[^n]: {line}

*[word]: {line}

<{line}>

```{line}
{line}
```

[r]: {line} "{line}"
"""


def in_formulas(line: str) -> str:
    """Return a post with the line in and around every kind of formula."""
    return f"""${line}$ and $x {line}$ and \\({line}\\) and $`x {line}`$

$$
{line}
$$

$\\href{{{line}}}{{x}}$ $\\mmlToken{{mi}}[href="{line}"]{{x}}$ $\\text{{{line}}}$

[${line}$](${line}$) ![${line}$](x.png "${line}$")

# $x {line}$

| $x {line}$ | b |
|---|---|
| $y {line}$ | d |

\\begin{{align}}
{line}
\\end{{align}}

```math
{line}
```
"""


def in_html(line: str) -> str:
    """Return a post with the line in attributes of raw HTML and between its tags."""
    return f"""<a href="{line}" title="{line}">a</a> <a href='{line}'>b</a> <a href={line}>c</a>

<img src="{line}" alt="{line}"> <img src='{line}'>

<div class="{line}" id="{line}" markdown="1">

{line}

</div>

<details><summary>{line}</summary>{line}</details>

<p id={line}>{line}</p>
"""
