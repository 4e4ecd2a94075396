"""`renkei doctor`: what is installed, which index, which model, what is wrong and how to mend it."""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import sys
from dataclasses import asdict, dataclass

import prompts
from assistant.app import Assistant
from assistant.resources import corpus_root
from assistant.settings import Settings, load_settings
from bots.messages import explain

_PACKAGES = ("chromadb", "tantivy", "SudachiPy", "ja-ginza", "torch", "sentence-transformers", "langchain", "pypdf",
             "fastapi", "slack-bolt")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. `mend` says what to do where `ok` is False."""

    name: str
    ok: bool
    detail: str
    mend: str = ""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("doctor", help=prompts.text("ui/cli", "help.doctor"))
    parser.add_argument("--json", action="store_true", help=prompts.text("ui/cli", "help.json"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0 when nothing is wrong."""
    findings = examine(load_settings())
    if options.json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            mark = prompts.text("ui/doctor", "ok" if finding.ok else "wrong")
            print(f"{mark} {finding.name}: {finding.detail}")
            if finding.mend:
                print(f"     → {finding.mend}")
    return 0 if all(finding.ok for finding in findings) else 1


def examine(settings: Settings) -> list[Finding]:
    """Everything that doctor looks at, in order."""
    return [_python(), *_packages(), _corpus(), _documents(settings), *_index(settings), _chat(settings)]


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(prompts.text("ui/doctor", "python"), sys.version_info >= (3, 11), version)


def _packages() -> list[Finding]:
    found = []
    for name in _PACKAGES:
        try:
            found.append(Finding(name, True, importlib.metadata.version(name)))
        except importlib.metadata.PackageNotFoundError:
            found.append(Finding(name, False, prompts.text("ui/doctor", "missing"),
                                 prompts.text("ui/doctor", "install")))  # fmt: skip
    cuda = [d.name for d in importlib.metadata.distributions() if (d.name or "").startswith("nvidia-")]
    detail = prompts.text("ui/doctor", "cuda_found" if cuda else "cuda_none")
    found.append(Finding(prompts.text("ui/doctor", "cuda"), not cuda, detail,
                         prompts.text("ui/doctor", "cuda_mend") if cuda else ""))  # fmt: skip
    return found


def _corpus() -> Finding:
    name = prompts.text("ui/doctor", "guide")
    try:
        count = len(list((corpus_root() / "guide").glob("*/*.md")))
    except FileNotFoundError:
        return Finding(name, False, prompts.text("ui/doctor", "missing"), prompts.text("ui/doctor", "install"))
    return Finding(name, count > 0, prompts.text("ui/doctor", "guide_count", count=count))


def _documents(settings: Settings) -> Finding:
    name = prompts.text("ui/doctor", "documents")
    if not settings.documents:
        return Finding(name, True, prompts.text("ui/doctor", "documents_none"))
    return Finding(name, True, " ".join(str(folder) for folder in settings.documents))


def _index(settings: Settings) -> list[Finding]:
    name = prompts.text("ui/doctor", "index")
    try:
        assistant = Assistant(settings)
    except Exception as error:  # whatever it is, doctor reports it
        return [Finding(name, False, type(error).__name__, explain(error)[0])]
    manifest = assistant.generation.manifest
    detail = prompts.text("ui/doctor", "index_detail", id=manifest.id, notes=manifest.counts["notes"],
                          passages=manifest.counts["passages"], documents=len(manifest.documents))  # fmt: skip
    newer = assistant.degraded()
    findings = [
        Finding(name, not newer, detail, prompts.text("ui/doctor", "index_older", id=newer) if newer else ""),
        Finding(prompts.text("ui/doctor", "embedding"), True, manifest.embedder),
    ]
    sample = prompts.text("ui/doctor", "sample")
    answer = assistant.ask(sample)
    findings.append(Finding(prompts.text("ui/doctor", "question"), answer.status == "answered", sample))
    return findings


def _chat(settings: Settings) -> Finding:
    detail = settings.chat_model or prompts.text("ui/doctor", "chat_none")
    return Finding(prompts.text("ui/doctor", "chat"), True, detail)
