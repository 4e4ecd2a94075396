"""A guide of three notes and a document, so small that an ingest takes a second."""

from __future__ import annotations

from pathlib import Path

from assistant.settings import Settings

CATALOG = """
prefer = ["pdf", "md", "txt"]
[[documents]]
id = "plan"
title = "海風市の計画"
short = "計画"
names = ["plan"]
"""
THEMES = {
    "night-calls": ("夜間の電話は誰が受けますか", "当番の訪問看護ステーションが最初に受けます。", "夜の電話"),
    "day-visits": ("昼間の訪問は誰が調整しますか", "地域包括支援センターが訪問の順番を調整します。", "昼の訪問"),
    "yearly-review": ("取組の見直しはいつ行いますか", "毎年二月に協議会で指標の変化を確かめて見直します。", "年に一度の見直し"),
}
PLAN = """# 海風市の計画

## 1. 夜間の電話

海風市では、当番の訪問看護ステーションが夜間の電話を最初に受けます。当番は火曜日に交代します。

## 2. 昼間の訪問

地域包括支援センターが訪問の順番を調整し、毎朝九時までに各事業所へ知らせます。
"""


def write_corpus(folder: Path) -> Path:
    """A corpus folder with three notes; returns it."""
    (folder / "guide" / "town").mkdir(parents=True)
    (folder / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    for note_id, (title, said, word) in THEMES.items():
        questions = "\n".join(f"  - {word}について、その{i}の場合はどうなりますか" for i in range(1, 11))
        anchor = "地域包括支援センター" if note_id == "day-visits" else "当番の訪問看護ステーション"
        (folder / "guide" / "town" / f"{note_id}.md").write_text(
            f"---\nid: {note_id}\ntitle: {title}\nkind: role\nquestions:\n{questions}\n"
            f"sources:\n  - document: plan\n    section: '1'\n    anchor: {anchor}\n---\n"
            f"**結論** {said}[1]\n\n**内容** くわしくは計画に定めています。[1]\n",
            encoding="utf-8",
        )
    return folder


def write_documents(folder: Path) -> Path:
    """A document folder with the plan; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.md").write_text(PLAN, encoding="utf-8")
    return folder


def small_settings(folder: Path, models: Path) -> Settings:
    """Settings over `folder`/documents and `folder`/data, with the static models kept in `models`."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    if not (data / "models").exists():
        (data / "models").symlink_to(models, target_is_directory=True)
    return Settings(documents=(write_documents(folder / "documents"),), data=data)
