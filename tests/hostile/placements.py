"""Where a hostile text can stand in a post: as the whole of it, in a link, a title, a formula, an attribute..."""

from app.content import Options, Rendered, render

IN_MARKDOWN = """[a](LINE)

[b](<LINE>)

[c][r] ![LINE][r] ![d](x.png "LINE")

![e](LINE 'LINE')

- [ ] LINE

`LINE`

| LINE | a |
|---|---|
| b | LINE |

!!! note "LINE"
    LINE

word {: title="LINE" #LINE .LINE }

## LINE

## heading {#LINE}

note[^LINE] and note[^n]

[^LINE]: LINE

[^n]: LINE

*[word]: LINE

<LINE>

```LINE
LINE
```

[r]: LINE "LINE"
"""
"""Every part of Markdown's syntax."""

IN_FORMULAS = """$LINE$ and $x LINE$ and \\(LINE\\) and $`x LINE`$

$$
LINE
$$

$\\href{LINE}{x}$ $\\mmlToken{mi}[href="LINE"]{x}$ $\\text{LINE}$

[$LINE$]($LINE$) ![$LINE$](x.png "$LINE$")

# $x LINE$

| $x LINE$ | b |
|---|---|
| $y LINE$ | d |

\\begin{align}
LINE
\\end{align}

```math
LINE
```
"""
"""In and around every kind of formula."""

IN_HTML = """<a href="LINE" title="LINE">a</a> <a href='LINE'>b</a> <a href=LINE>c</a>

<img src="LINE" alt="LINE"> <img src='LINE'>

<div class="LINE" id="LINE" markdown="1">

LINE

</div>

<details><summary>LINE</summary>LINE</details>

<p id=LINE>LINE</p>
"""
"""Attributes of raw HTML and the text between its tags."""


def rendered(text: str) -> dict[str, Rendered]:
    """Return the renderings of the text in every place; the places that swallow what follows come one by one."""
    line = " ".join(text.split())
    return {
        "source": render(text, options=Options(summary=text, language="en")),
        "Markdown": render(IN_MARKDOWN.replace("LINE", line)),
        "formulas": render(IN_FORMULAS.replace("LINE", line)),
        "HTML": render(IN_HTML.replace("LINE", line)),
    }
