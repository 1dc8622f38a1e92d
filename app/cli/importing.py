"""`flask --app wsgi import`: a folder of Markdown files becomes posts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import click
from sqlalchemy.orm import Session

from app import clock
from app.cli.database import require_current
from app.cli.output import Failure, explained, progress, shown
from app.cli.rendering import refresh
from app.cli.reports import Report
from app.database import Database, database
from app.services import rendering, site
from app.services.errors import RefusedError
from app.services.importing import sources
from app.services.importing.facts import Habits
from app.services.importing.folder import Folder, Listing, listing
from app.services.importing.preparing import Job, Prepared, Standing, prepare
from app.services.importing.storing import Stored, known_digests, store
from app.services.workers import working
from app.storage.models import Post

BATCH = 50
"""Posts of one transaction: few enough that authors who save meanwhile do not notice."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import under way: from where, to where, and what is reported.

    `known` has the digests of the last import by origin, `gone` the origins whose files are not there by digest.
    """

    where: Database
    folder: Folder
    habits: Habits
    known: dict[str, str]
    is_dry: bool
    gone: dict[str, str] = field(default_factory=dict)
    report: Report = field(default_factory=Report)

    def jobs(self, texts: Iterable[str]) -> Iterator[Job]:
        """What is to be prepared; a dry run keeps no pictures."""
        media = None if self.is_dry else self.where.files
        for path in texts:
            yield Job(self.folder, path, self.habits, self.known.get(self.folder.origin(path)), media)


@click.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--author", default="", help="Who signs posts that name nobody; otherwise the site's author.")
@click.option("--language", default="", help="The language of texts that name none (zh-Hans, en); else each shows it.")
@click.option("--name", default="", help="The name that the folder is known by; otherwise its own.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Only say what would happen.")
@click.option("--report", "file", type=click.Path(path_type=Path), help="Write the whole report to this file.")
@explained
def import_(folder: Path, *, name: str, is_dry: bool, file: Path | None, **said: str) -> None:
    """Take in a folder of Markdown files, as Hexo, Hugo, Jekyll and plain repositories keep them.

    Pictures beside the posts come along. A second import changes nothing; a file that was changed changes its post.
    What was not understood is reported with file and line. Status 1 if a file was refused.
    """
    if not folder.is_dir():
        raise Failure(f"There is no folder {shown(str(folder))}.")
    require_current(database().engine)
    found = listing(folder)
    with database().read() as session:
        habits = _habits(session, said["author"], said["language"])
        source = sources.source(session, folder.resolve(), name)
        known = known_digests(session, source.prefix)
    importing = Import(database(), source, habits, known, is_dry)
    _run(importing, found)
    importing.report.tell(file)
    click.echo(("Would import: " if is_dry else "Imported: ") + importing.report.summary())
    raise SystemExit(1 if importing.report.counts["refused"] else 0)


def _habits(session: Session, author: str, language: str) -> Habits:
    settings = site.load(session)
    return Habits(settings.zone, author.strip() or settings.signature, language.strip(), settings.language)


def _run(importing: Import, found: Listing) -> None:
    for path, reason in found.skipped:
        importing.report.note("skipped", path, reason)
    for path, reason in found.refused:
        importing.report.note("refused", path, reason)
    origins = frozenset(map(importing.folder.origin, found.texts))
    importing.gone.update({digest: origin for origin, digest in importing.known.items() if origin not in origins})
    moved: set[str] = set()
    with working(len(found.texts)) as work, progress(len(found.texts), "Importing") as move_on:
        files = work(prepare, importing.jobs(found.texts))
        while batch := list(islice(files, BATCH)):
            moved |= _store_batch(importing, batch, origins)
            move_on(len(batch))
    importing.report.counts["gone"] = len(importing.gone)
    if not importing.is_dry:
        _link(importing, moved)


def _store_batch(importing: Import, batch: list[Prepared], origins: frozenset[str]) -> set[str]:
    """Store what is ready and commit it; gives the origins whose posts have a new address."""
    ready = [file for file in batch if _is_ready(importing.report, file)]
    if importing.is_dry or not ready:
        importing.report.counts.update("changed" if file.origin in importing.known else "new" for file in ready)
        return set()
    moved = set()
    with importing.where.write() as session:
        sources.remember(session, importing.folder)
        for file in ready:
            stored = _stored(session, importing, file, origins)
            if stored and stored.has_new_address:
                moved.add(file.origin)
        session.commit()
    return moved


def _is_ready(report: Report, file: Prepared) -> bool:
    if file.standing in {Standing.SKIPPED, Standing.REFUSED}:
        report.note(file.standing.value, file.path, file.reason)
    elif file.standing is Standing.UNCHANGED:
        report.counts["unchanged"] += 1
    report.note_problems(file.path, file.problems)
    return file.standing is Standing.READY


def _stored(session: Session, importing: Import, file: Prepared, origins: frozenset[str]) -> Stored | None:
    report, before = importing.report, importing.gone.pop(file.digest, None)
    try:
        stored = store(session, file, origins=origins, now=clock.now(), renamed_from=before)
    except RefusedError as error:
        report.note("refused", file.path, str(error))
        return None
    report.counts[stored.outcome.value] += 1
    report.counts["drafts"] += stored.is_draft
    return stored


def _link(importing: Import, moved: set[str]) -> None:
    """Render again what links to a file whose post has a new address, also what an import that broke off left so."""
    prefix = importing.folder.prefix
    if moved:
        with importing.where.write() as session:
            rendering.await_links(session, prefix, moved)
            session.commit()
    with importing.where.read() as session:
        stale = rendering.stale().where(Post.origin.startswith(prefix, autoescape=True))
        ids = session.scalars(stale).all()
    refresh(importing.where, ids)
