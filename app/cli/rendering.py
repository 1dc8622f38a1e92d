"""`flask --app wsgi render` and `rerender`: the finished form of one file, and of all posts."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from app.cli.database import require_current
from app.cli.output import counted, explained, progress
from app.cli.reports import located
from app.content import Options, Problem, Rendered
from app.content import render as render_text
from app.content.frontmatter import split_front_matter
from app.database import Database, database
from app.services import rendering, site
from app.services.importing.facts import Facts, Habits, facts_of
from app.services.importing.preparing import at_lines_of_file
from app.services.importing.reading import text_of
from app.services.workers import Work, working
from app.storage.queries import posts as post_queries

BATCH = 50
"""Posts of one transaction: few enough that authors who save meanwhile do not notice."""


@click.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print all that is known about the text, as JSON.")
@click.option(
    "--problems", "only_problems", is_flag=True, help="Print what was not understood; status 1 if there is any."
)
@explained
def render(file: str, *, as_json: bool, only_problems: bool) -> None:
    """Print the HTML of a Markdown file (- is the standard input). Nothing is stored; no database is needed."""
    content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    facts, result, problems = _finished(content, "text.md" if file == "-" else Path(file).name)
    if only_problems:
        for problem in problems:
            click.echo(located(file, problem))
        raise SystemExit(1 if problems else 0)
    if as_json:
        known = {**asdict(facts), **asdict(result), "problems": [asdict(problem) for problem in problems]}
        click.echo(json.dumps(known, ensure_ascii=False, indent=2, default=str))
    else:
        click.echo(result.html)


def _finished(content: bytes, name: str) -> tuple[Facts, Rendered, list[Problem]]:
    text, problems = text_of(content)
    defaults = site.Site()
    front = split_front_matter(text)
    facts = facts_of(front, name, text, Habits(defaults.zone, defaults.signature, "", defaults.language))
    body = rendering.body(front.body, facts.title)
    result = render_text(body, options=Options(facts.language, facts.summary))
    return facts, result, [*problems, *facts.problems, *at_lines_of_file(result.problems, front)]


@click.command()
@click.option("--all", "every", is_flag=True, help="Also posts that this version of the renderer finished.")
@explained
def rerender(*, every: bool) -> None:
    """Render the posts that an older version of the renderer finished. Can be stopped and started again."""
    require_current(database().engine)
    with database().read() as session:
        ids = session.scalars(rendering.stale(every=every)).all()
    done = refresh(database(), ids)
    click.echo(f"Rendered {counted(done, 'post')}.")


def refresh(where: Database, ids: Sequence[int]) -> int:
    """Render these posts again, in batches that are committed one by one; gives how many were stored."""
    done = 0
    with working(len(ids)) as work, progress(len(ids), "Rendering") as move_on:
        for batch in _batches(ids):
            done += _refresh_batch(where, batch, work)
            move_on(len(batch))
    return done


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _refresh_batch(where: Database, ids: Sequence[int], work: Work) -> int:
    with where.read() as session:
        tasks = [rendering.assignment(session, post) for post in session.scalars(post_queries.by_ids(ids))]
    results = list(work(rendering.carry_out, tasks))
    with where.write() as session:
        stored = [rendering.store_result(session, task, result) for task, result in zip(tasks, results, strict=True)]
        session.commit()
    return sum(stored)
