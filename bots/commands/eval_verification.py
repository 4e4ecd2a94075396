"""`renkei eval --verification`: how the check of a model's sentences does on true and on changed statements."""

from __future__ import annotations

import argparse

import prompts
from assistant.settings import load_settings


def add(parser: argparse.ArgumentParser) -> None:
    """Add the option to `renkei eval`."""
    parser.add_argument("--verification", action="store_true", help=_text("option"))


def run(options: argparse.Namespace) -> int:
    """Print the pass rates; with `--out`, write the changed sentences that passed as well. 1 where a changed figure
    passed, which must not happen, or where nothing could be measured.
    """
    from assistant.app import Assistant
    from bots.progress import Bar
    from eval.verification.measure import FIGURES, cases, measure, write_passed

    assistant = Assistant(load_settings())
    found = list(cases(assistant.generation))
    if not found:
        print(_text("nothing"))
        return 1
    with Bar() as bar:
        rates = measure(found, assistant.retriever.idf, bar.show)
    for name, rate in rates.items():
        print(_text("row", name=_text(f"kinds.{name}"), passed=len(rate.passed), checked=rate.checked,
                    share=f"{100 * rate.share:.2f}"))  # fmt: skip
    if options.out:
        path = options.out / "verification.jsonl"
        options.out.mkdir(parents=True, exist_ok=True)
        write_passed(rates, path)
        print(_text("written", path=path))
    return 1 if any(rates[name].passed for name in FIGURES) else 0


def _text(key: str, **values: object) -> str:
    return prompts.text("eval/verification", key, **values)
