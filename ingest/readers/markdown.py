"""Markdown → raw lines: one line per paragraph, item or heading; a table row becomes cells between tabs.

Only markup is dropped. A heading keeps its level as `#` marks, a list item its number or `-`.
"""

from __future__ import annotations

import re

from ingest.readers.joining import join

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r"^ {0,3}([-*_])(?:\s*\1){2,}\s*$")
_BULLET = re.compile(r"^\s*[-*+]\s+(.*)$")
_NUMBERED = re.compile(r"^\s*([0-9]{1,9}[.)])\s+(.*)$")
_SEPARATOR = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?:[^()]|\([^()]*\))*\)")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^>\s]+)>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![*A-Za-z0-9])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![*A-Za-z0-9])")
_CODE = re.compile(r"`+([^`]+)`+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HIDDEN_ESCAPES = 0xE000  # private use: stands for an escaped character while the markup around it is dropped


def lines(markdown: str) -> list[str]:
    """The lines of a Markdown text, markup dropped. A blank line stands between paragraphs."""
    found: list[str] = []
    open_line = False  # the last line is a paragraph or item that the next line may carry on
    fence = ""
    source = _COMMENT.sub("", markdown).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    i = 0
    while i < len(source):
        line = source[i].replace("\v", " ")
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence, open_line = ("" if fence else mark[1][:3]), False
        elif fence:
            found.append(line.replace("\t", "    "))
        elif i + 1 < len(source) and "|" in line and _SEPARATOR.match(source[i + 1]) and "|" in source[i + 1]:
            rows, i = _table(source, i)
            found.extend(rows)
            open_line = False
            continue
        else:
            open_line = _take(line, found, open_line)
        i += 1
    return found


def _take(line: str, found: list[str], open_line: bool) -> bool:
    """Add one line outside of tables and fences; whether the next line may carry it on."""
    underline = _UNDERLINE.match(line)
    if underline and open_line and found and not found[-1].startswith("- "):
        found[-1] = f"{'#' if underline[1].startswith('=') else '##'} {found[-1]}"
        return False
    if not line.strip() or _RULE.match(line):
        found.append("")
        return False
    line = re.sub(r"^\s*(?:>\s?)+", "", line)
    heading, bullet, numbered = _HEADING.match(line), _BULLET.match(line), _NUMBERED.match(line)
    if heading:
        text = inline(heading[2])
        found.append(f"{heading[1]} {text}" if text else "")
        return False
    broken = line.endswith(("  ", "\\"))
    pieces = [inline(piece) for piece in _BREAK.split(line.rstrip().removesuffix("\\"))]
    if bullet or numbered:
        head = f"{numbered[1]} " if numbered else "- "
        body = numbered[2] if numbered else bullet[1] if bullet else ""
        pieces = [inline(piece) for piece in _BREAK.split(body.rstrip().removesuffix("\\"))]
        found.append(head + pieces[0])
    elif open_line and found and found[-1]:
        found[-1] = join(found[-1], pieces[0])
    else:
        found.append(pieces[0])
    found.extend(pieces[1:])
    return not broken


def _table(source: list[str], start: int) -> tuple[list[str], int]:
    """The rows of the table that begins at `start`, and where it ends."""
    rows = [_cells(source[start])]
    i = start + 2
    while i < len(source) and "|" in source[i] and source[i].strip():
        rows.append(_cells(source[i]))
        i += 1
    # a tab even in a table of one column: it is a row all the same
    return ["\t".join(row if len(row) > 1 else [*row, ""]) for row in rows if any(row)], i


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [inline(_BREAK.sub(" ", cell)).replace("\t", " ").strip() for cell in re.split(r"(?<!\\)\|", inner)]


def inline(text: str) -> str:
    """`text` without inline markup: emphasis, links (their text stays), images, code marks, escapes."""
    kept: list[str] = []

    def hide(match: re.Match[str]) -> str:
        kept.append(match[1])
        return chr(_HIDDEN_ESCAPES + len(kept) - 1) if len(kept) < 0x1000 else match[1]

    text = text.replace("\t", " ")
    if not any("\ue000" <= c <= "\uf8ff" for c in text):
        text = _ESCAPED.sub(hide, text)
    text = _IMAGE.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _CODE.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\1", text)
    return "".join(_shown(c, kept) for c in text).strip()


def _shown(character: str, kept: list[str]) -> str:
    place = ord(character) - _HIDDEN_ESCAPES
    return kept[place] if 0 <= place < len(kept) else character
