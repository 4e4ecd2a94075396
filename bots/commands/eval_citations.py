"""`renkei eval --citations` and `--verdicts FILE`: citations for a reader to judge, and what was judged of them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import prompts
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.app import Assistant
    from eval.relevance.verdicts import Relevance


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options to `renkei eval`."""
    parser.add_argument("--citations", action="store_true", help=_text("option"))
    parser.add_argument("--verdicts", metavar="FILE", help=_text("option_verdicts"))


def run(options: argparse.Namespace) -> int:
    """Take verdicts over where there are some, draw the sample, write it and print its figures. 0 always."""
    from assistant.app import Assistant
    from eval.questions import OWN, load_questions
    from eval.relevance.pairs import sample
    from eval.relevance.sheet import write_sheet
    from eval.relevance.verdicts import read_verdicts, relevance

    settings = load_settings()
    assistant = Assistant(settings)
    if options.verdicts:
        _take_over(options.verdicts, assistant)
    # what is reported comes from the half that nothing is fitted on
    questions = load_questions(options.questions or OWN, split="test" if options.split == "all" else options.split)
    drawn = sample((assistant.ask(question.question) for question in questions), seed=options.seed)
    verdicts = read_verdicts()
    passages = assistant.generation.passages

    def text_of(passage_id: str) -> str:
        return passages[passage_id].passage.text if passage_id in passages else ""

    path = (options.out or settings.data / "eval") / f"citations-{options.seed}.jsonl"
    write_sheet(drawn, verdicts, text_of, path)
    print_figures(relevance(drawn, verdicts))
    print(_text("sheet", path=path))
    return 0


def _take_over(file: str, assistant: Assistant) -> None:
    from pathlib import Path

    from eval.documents import raw_texts
    from eval.overlap import Overlap
    from eval.relevance.sheet import read_sheet
    from eval.relevance.verdicts import read_verdicts, write_verdicts

    taken = {verdict.key: verdict for verdict in read_sheet(Path(file), Overlap(raw_texts(assistant).values()))}
    write_verdicts({**read_verdicts(), **taken}.values())
    print(_text("taken", count=len(taken)))


def print_figures(found: Relevance) -> None:
    """The precision with its interval, what it is made of, and how much of the sample it still speaks for."""
    counts: dict[str, object] = dict(found.counts.items())
    if found.judged:
        low, high = found.interval
        print(_text("figure", precision=f"{found.precision:.3f}", low=f"{low:.3f}", high=f"{high:.3f}",
                    judged=found.judged, bearing=found.bearing))  # fmt: skip
        print(_text("counts", **counts))
    else:
        print(_text("none"))
    print(_text("current", drawn=found.drawn, judged=found.judged))
    if found.judged < found.drawn:
        print(_text("unjudged", count=found.drawn - found.judged))


def _text(key: str, **values: object) -> str:
    return prompts.text("eval/relevance", key, **values)
