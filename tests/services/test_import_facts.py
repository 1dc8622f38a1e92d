"""Front matter as generators write it, and what it says about a post."""

from zoneinfo import ZoneInfo

import pytest

from app.content.frontmatter import split_front_matter
from app.services.importing.facts import Facts, Habits, facts_of
from app.storage.models import Kind

HABITS = Habits(ZoneInfo("Asia/Shanghai"), "The site")


def facts(source: str, path: str = "post.md", habits: Habits = HABITS) -> Facts:
    return facts_of(split_front_matter(source), path, source, habits)


def of_field(line: str, path: str = "post.md") -> Facts:
    return facts(f"---\n{line}\n---\nText.\n", path)


def complaints(found: Facts) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in found.problems]


HEXO = """---
title: "变分推断"
date: 2020-03-01 20:10:00
updated: 2020-04-02
categories:
  - [数学, 概率]
  - [机器学习]
tags:
  - VAE
  - 采样
mathjax: true
abbrlink: 3f2a
top: 1
---
正文。
"""
HUGO = """+++
title = "Variational inference"
date = 2020-03-01T20:10:00+08:00
lastmod = 2020-04-02T00:00:00+08:00
draft = true
categories = ["数学"]
tags = ["VAE", "采样"]
katex = true
+++
正文。
"""
JEKYLL = """---
layout: post
title: 变分推断
categories: maths probability
tags: VAE sampling
excerpt: A line with $x$.
permalink: /2020/03/variational.html
---
Text.
"""
JSON = """;;;
"title": "变分推断",
"tags": ["VAE"]
;;;
正文。
"""


def test_hexo() -> None:
    found = facts(HEXO)
    assert (found.title, found.slug, found.category, found.tags, found.is_pinned) == (
        "变分推断",
        "3f2a",
        "数学",
        ("概率", "机器学习", "VAE", "采样"),
        True,
    )
    assert found.published_at is not None
    assert found.updated_at is not None
    assert (found.published_at.isoformat(), found.updated_at.isoformat()) == (
        "2020-03-01T12:10:00+00:00",
        "2020-04-01T16:00:00+00:00",
    )
    assert found.problems == ()


def test_hugo() -> None:
    found = facts(HUGO, "content/post/inference/index.zh-cn.md")
    assert (found.title, found.implied_slug, found.category, found.tags) == (
        "Variational inference",
        "inference",
        "数学",
        ("VAE", "采样"),
    )
    assert (found.is_draft, found.language, found.problems) == (True, "zh-Hans", ())


def test_jekyll() -> None:
    found = facts(JEKYLL, "_posts/2020-03-01-inference.md")
    assert (found.slug, found.implied_slug, found.category, found.tags, found.summary) == (
        "variational",
        "inference",
        "maths",
        ("probability", "VAE", "sampling"),
        "A line with $x$.",
    )
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2020-02-29T16:00:00+00:00"
    assert found.problems == ()


def test_json() -> None:
    assert (facts(JSON).title, facts(JSON).tags) == ("变分推断", ("VAE",))


@pytest.mark.parametrize(
    ("source", "path", "title"),
    [
        ("---\ntitle: Given\n---\n# Heading\n", "file.md", "Given"),
        ("# Heading #\n\nText.", "file.md", "Heading"),
        ("# C#\n\nText.", "file.md", "C#"),
        ("# Heading {#own}\n\nText.", "file.md", "Heading"),
        ("Heading\n===\n\nText.", "file.md", "Heading"),
        ("Text.\n\n```sh\n# comment\n```\n\n# Later\n", "file.md", "Later"),
        ("Text.", "2020-01-02-a-file_name.md", "a file name"),
        ("Text.", "关于 VAE.md", "关于 VAE"),
        ("Text.", "folder/index.md", "folder"),
        ("Text.", "folder/README.md", "folder"),
        ("Text.", "2020-01-02.md", "2020 01 02"),
        ("---\ntitle: 2048\n---\nText.", "file.md", "2048"),
        ("---\ntitle: 2020-01-02\n---\nText.", "file.md", "2020-01-02"),
        ("---\ntitle: [a, b]\n---\nText.", "file.md", "file"),
    ],
)
def test_the_title(source: str, path: str, title: str) -> None:
    assert facts(source, path).title == title


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        ("slug: my-post", "my-post"),
        ("permalink: /2020/01/my-post/", "my-post"),
        ("permalink: my-post.html", "my-post"),
        ("url: https://example.org/blog/my-post?x=1#y", "my-post"),
        ("abbrlink: 12345", "12345"),
        ("permalink: /:year/:title/", ""),
        ("permalink: /", ""),
    ],
)
def test_the_address(line: str, slug: str) -> None:
    assert of_field(line).slug == slug


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("draft: true", "a.md"),
        ("draft: 'yes'", "a.md"),
        ("published: false", "a.md"),
        ("status: draft", "a.md"),
        ("hidden: true", "a.md"),
        ("title: A", "_drafts/a.md"),
    ],
)
def test_drafts(line: str, path: str) -> None:
    assert of_field(line, path).is_draft


@pytest.mark.parametrize("line", ["draft: false", "published: true", "status: publish", "hidden: false", "draft: no"])
def test_no_drafts(line: str) -> None:
    assert not of_field(line).is_draft


@pytest.mark.parametrize(
    ("line", "is_pinned"),
    [("pinned: true", True), ("top: 5", True), ("sticky: 100", True), ("weight: 3", True), ("top: 0", False)],
)
def test_pinned(line: str, is_pinned: bool) -> None:  # noqa: FBT001 - a row of the table
    assert of_field(line).is_pinned is is_pinned


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("tags: machine learning", ("machine learning",)),
        ("tags: a, b，c、d", ("a", "b", "c", "d")),
        ("tags: ['#a', 2, null, a]", ("a", "2")),
        ("tag: [a]", ("a",)),
        ("categories: []", ()),
        ("category: [C, D]", ("D",)),
    ],
)
def test_tags(line: str, tags: tuple[str, ...]) -> None:
    assert of_field(line).tags == tags


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("lang: zh_CN", "zh-Hans"),
        ("language: zh-TW", "zh-Hant"),
        ("locale: en-US", "en-US"),
        ("lang: Klingon!", "en"),
        ("title: A", "en"),
        ("title: B\n---\n正文是中文。", "zh-Hans"),
    ],
)
def test_the_language(line: str, language: str) -> None:
    assert of_field(line).language == language


@pytest.mark.parametrize("line", ["page: true", "layout: page", "type: page"])
def test_pages(line: str) -> None:
    assert of_field(line).kind is Kind.PAGE


def test_several_authors_sign_together() -> None:
    assert of_field("authors: [Ada, Emmy]").author == "Ada, Emmy"
    assert of_field("author:\n  name: Ada\n  url: x").author == "Ada"
    assert of_field("author: 张三、李四").author == "张三、李四"
    assert of_field("title: A").author == "The site"


def test_nothing_is_lost_silently() -> None:
    found = of_field('title: A\n"series": Proofs\ndate: soon\nsummary: S\ndescription: D\nsubtitle: T')
    assert complaints(found) == [
        (3, "unknown-field"),
        (4, "unknown-moment"),
        (6, "field-not-used"),
        (7, "unknown-field"),
    ]


def test_many_unknown_fields_are_counted() -> None:
    found = of_field("\n".join(f"field{number}: x" for number in range(3000)))
    assert len(found.problems) == 51
    assert found.problems[0].message == "2,950 more fields are not understood."
