"""`medialit analyze`: texts in, what was found in them out."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Generator, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from medialit.commands.console import fail, output, say
from medialit.yamlfile import DataError

if TYPE_CHECKING:
    from medialit.corpus import Finished, Text
    from medialit.resume import Partial
    from medialit.sources import Site


class Format(StrEnum):
    """Output formats; each is a function of `medialit.export.formats`."""

    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    sarif = "sarif"
    w3c = "w3c"
    text = "text"


def analyze(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH...",
            help="Articles (.md), texts (.txt), folders of both, records (.jsonl); - is records on standard input.",
            show_default=False,
        ),
    ] = None,
    jsonl: Annotated[Path | None, typer.Option(metavar="FILE", help="Records, whatever the file is called.")] = None,
    format: Annotated[  # noqa: A002
        Format,
        typer.Option(
            metavar="FORMAT",
            help="jsonl: one record a document, with everything. json: the same as one list. csv: one line a flag, for "
            "a spreadsheet. sarif: for code scanners and editors. w3c: Web Annotations. text: for people.",
        ),
    ] = Format.jsonl,
    to: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="File to write instead of standard output.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with an interrupted run from FILE.part; for jsonl with --output.")
    ] = False,
    jobs: Annotated[
        str, typer.Option(metavar="N", help="Processes that share the work; 0 or auto: one for each core.")
    ] = "1",
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Dask scheduler whose workers do the work instead.")
    ] = None,
) -> None:
    """Analyse texts without building a site.

    Articles are read as the site of the nearest mkdocs.yml reads them, with its rules. What can't be analysed is named,
    and the rest goes on. Results come in the order of the texts, however many processes share the work. A file's id is
    its name as an address, a record has its own; where two have the same id, both are written.

    Places count Unicode code points; 'medialit schema critique' prints what a record holds. In sarif, words of a file
    have their lines and columns there, and words of a record their place in its text, under urn:medialit:ID.

    The exit status is 0 if all was analysed, 1 if something was not, 2 if nothing could be: wrong options, or an output
    that can't be written. A file that is there then stays as it was.
    """
    from medialit import corpus, progress
    from medialit.parallel import WorkError

    if not paths and jsonl is None:
        raise fail("nothing to analyse; name a file or a folder, or - for records on standard input")
    if resume and (to is None or format is not Format.jsonl):
        raise fail("--resume needs --output FILE and the format jsonl")
    processes = _processes(jobs)
    if scheduler and processes > 1:
        raise fail("--jobs and --scheduler exclude each other; give one of them")
    texts = corpus.read(paths or [], jsonl)
    terminal = progress.is_shown(to_terminal=to is None and sys.stdout.isatty())
    bar = progress.progress(corpus.count(paths or [], jsonl)) if terminal else progress.no_progress()
    run = _Run(format.value, processes, scheduler)
    try:
        with bar as run.advance:
            if to and format is Format.jsonl and (to.is_file() or not to.exists()):
                _write_records(to, texts, run, resume)
            else:
                _write(to, texts, run)
    except (DataError, WorkError) as error:  # of the run as a whole
        raise fail(error) from None
    if run.failed:
        raise typer.Exit(1)


def _processes(jobs: str) -> int:
    if jobs in ("0", "auto"):
        from medialit.parallel import cores

        return cores()
    if not (jobs.isascii() and jobs.isdigit()):
        raise fail(f"--jobs: '{jobs}' is no number of processes; give 1 or more, or auto")
    return int(jobs)


class _Run:
    """One run: where the work is done, and what is told of it meanwhile."""

    def __init__(self, form: str, processes: int, scheduler: str | None) -> None:
        self.form, self._processes, self._scheduler = form, processes, scheduler
        self.failed = False
        self.advance: Any = None

    def results(self, texts: Iterable[tuple[Site, Text]]) -> Generator[Finished, None, None]:
        """Each text with what came of it, in order, told of on the way."""
        with contextlib.closing(self._worked(texts)) as worked:
            for finished in worked:
                self.tell(finished[2].problem, finished[2].words)
                yield finished

    def tell(self, problem: object, words: int = 0) -> None:
        """A text is done; `problem` is what was wrong with it, if anything."""
        if problem is not None:
            self.failed = True
            say(problem)
        self.advance(words)

    def _worked(self, texts: Iterable[tuple[Site, Text]]) -> Generator[Finished, None, None]:
        if self._scheduler:
            from medialit import cluster

            return cluster.run(texts, self.form, self._scheduler)
        if self._processes > 1:
            from medialit import parallel

            return parallel.run(texts, self.form, self._processes)
        from medialit import corpus

        return corpus.run(texts, self.form)


def _write(to: Path | None, texts: Iterator[tuple[Site, Text]], run: _Run) -> None:
    from medialit.export.formats import FORMATS

    with output(to) as stream, contextlib.closing(run.results(texts)) as results:
        for piece in FORMATS[run.form].whole(outcome.part for _, _, outcome in results):
            stream.write(piece)


def _write_records(to: Path, texts: Iterator[tuple[Site, Text]], run: _Run, resume: bool) -> None:
    """Records into a file, so that an interrupted run can go on."""
    from medialit.resume import InUseError, LeftOverError, Partial

    partial = Partial(to, resume)
    try:
        with partial, contextlib.closing(run.results(partial.remaining(texts, run.tell))) as results:
            for site, text, outcome in results:
                partial.write(site, text, outcome.part, failed=outcome.problem is not None)
            partial.finish()
    except LeftOverError:
        problem = "is left from an interrupted run; go on from it with --resume, or remove it"
        raise fail(f"{partial.path}: {problem}") from None
    except InUseError:
        raise fail(f"{to}: another run is writing it") from None
    except OSError as error:
        _tell_of(partial)
        raise fail(f"{to}: can't be written: {error.strerror}") from None
    except BaseException:
        _tell_of(partial)
        raise


def _tell_of(partial: Partial) -> None:
    if done := partial.kept + partial.written:
        say(f"stopped; {partial.path} holds {done} records, and --resume goes on from there")
