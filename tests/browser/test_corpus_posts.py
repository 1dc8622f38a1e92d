"""Real posts in a real browser: what cannot be typeset in them cannot be typeset alone either."""

import random
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.content import render
from app.content.frontmatter import split_front_matter
from app.services.rendering import TEXT_FILE
from tests.browser.formula_pages import IMAGE, display, inline, put_formulas, scope
from tests.browser.small_site import SmallSite
from tests.browser.visiting import Visit

ARCHIVE = Path(__file__).parents[3] / "shared/corpus/maths/posts.tar.xz"
SAMPLE = 200
"""Posts that are typeset, always the same ones."""
SHARE = 10
"""Posts on one page."""


def sample() -> list[str]:
    """Return the HTML of some posts that have formulas."""
    with tarfile.open(ARCHIVE) as archive:
        members = [member for member in archive if member.isfile() and TEXT_FILE.search(member.name)]
        ordered = sorted(members, key=lambda member: member.name)
        chosen = random.Random(7).sample(ordered, 3 * SAMPLE)  # noqa: S311 - nothing here is a secret
        texts = [file.read().decode("utf-8", "replace") for member in chosen if (file := archive.extractfile(member))]
    results = (render(split_front_matter(text).body) for text in texts)
    return [IMAGE.sub("", result.html) for result in results if result.formulas][:SAMPLE]


def pages() -> Iterator[list[str]]:
    """Yield the posts of each page."""
    posts = sample()
    yield from (posts[start : start + SHARE] for start in range(0, len(posts), SHARE))


@pytest.mark.corpus
def test_no_formula_of_real_posts_fails_that_does_not_fail_alone(
    small_site: SmallSite, visit: Callable[..., Visit]
) -> None:
    failed: set[str] = set()
    for posts in pages():
        seen = visit(put_formulas(small_site, "/corpus", *(scope(str(n), post) for n, post in enumerate(posts))))
        failed |= {str(problem["tex"]) for problem in seen.problems}
        assert (seen.violations, seen.foreign_requests) == ([], [])
    alone = [scope(str(number), inline(tex), display(tex)) for number, tex in enumerate(sorted(failed))]
    seen = visit(put_formulas(small_site, "/alone", *alone))
    assert failed <= {str(problem["tex"]) for problem in seen.problems}
