"""A report as Markdown and as one HTML file with its plots inside."""

from __future__ import annotations

from pathlib import Path

import prompts
from eval.report.content import Report, Table
from eval.runs import HTML, MARKDOWN


def markdown(report: Report) -> str:
    """The report without its plots."""
    parts = [f"# {report.title}", "\n".join(f"- {label}: {value}" for label, value in report.facts)]
    for table in report.tables:
        parts += [f"## {table.title}", *([table.note] if table.note else []), markdown_table(table)]
    parts += [f"## {report.failures_title}", report.failures_note]
    for failure in report.failures:
        lines = [f"- {label}: {_flat(value)}" for label, value in failure.rows]
        parts += [f"### {_flat(failure.heading)}", "\n".join(lines)]
    return "\n\n".join(part for part in parts if part) + "\n"


def markdown_table(table: Table) -> str:
    """A table; columns of numbers are set right."""
    if not table.rows:
        return ""
    rule = ["---" if i < table.words else "---:" for i in range(len(table.columns))]
    rows = [table.columns, rule, *table.rows]
    return "\n".join("| " + " | ".join(_flat(cell).replace("|", "\\|") for cell in row) + " |" for row in rows)


def _flat(text: str) -> str:
    return " ".join(text.split())


def html(report: Report) -> str:
    """One page that needs nothing from outside."""
    # only pages and reports need the template engine
    from jinja2 import Environment, select_autoescape

    template = (prompts.ROOT / "eval" / "report.html.jinja").read_text(encoding="utf-8")
    environment = Environment(autoescape=select_autoescape(default=True, default_for_string=True))
    return environment.from_string(template).render(report=report)


def write(report: Report, folder: Path) -> None:
    """report.md and report.html into `folder`."""
    (folder / MARKDOWN).write_text(markdown(report), encoding="utf-8")
    (folder / HTML).write_text(html(report), encoding="utf-8")
