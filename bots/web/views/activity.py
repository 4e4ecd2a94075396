"""Use of an installation over a span of days, as the page of an administrator shows it and the interface tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from assistant.guard.personal import mask
from assistant.sessions.activity import Activity, CitedPlace, DayCount, SlowAnswer, Speed, VerdictCount
from assistant.sessions.clock import JAPAN, day_of
from assistant.sessions.feedback import Feedback, FeedbackBook
from bots.web.views.day_plot import DayPlot, day_plot

_SLOWEST = 10
_COMMENTS = 20
_WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A name with its count, and how long its bar is: `part` of 100, the longest bar being 100."""

    name: str
    count: int
    part: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days from `first` to `last`, both included, in Japan."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.first, datetime.min.time(), JAPAN)

    @property
    def end(self) -> datetime:
        """The first moment behind it."""
        return datetime.combine(self.last + timedelta(days=1), datetime.min.time(), JAPAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Figures of a span. Everything that a user wrote is masked."""

    span: Span
    days: Sequence[DayCount]
    people: int
    speed: Speed
    slowest: Sequence[SlowAnswer]
    verdicts: Sequence[VerdictCount]
    comments: Sequence[Feedback]
    """What users wrote beside their verdict, the latest first."""
    cited: Sequence[Share]
    """Documents by their ids."""

    @property
    def questions(self) -> int:
        """All exchanges."""
        return sum(row.count for row in self.days)

    @property
    def statuses(self) -> dict[str, int]:
        """Exchanges by status, the most frequent first."""
        found: Counter[str] = Counter()
        for row in self.days:
            found[row.status] += row.count
        return dict(found.most_common())

    @property
    def outcome(self) -> Sequence[Share]:
        """The statuses as bars."""
        return shares(self.statuses)

    @property
    def helpful(self) -> int:
        """How often users said that an answer helped."""
        return sum(row.count for row in self.verdicts if row.verdict == "helpful")

    @property
    def judged(self) -> int:
        """How often users said anything of an answer."""
        return sum(row.count for row in self.verdicts)

    @property
    def reasons(self) -> Sequence[Share]:
        """Why answers did not help."""
        found: Counter[str] = Counter()
        for row in self.verdicts:
            if row.verdict == "not_helpful":
                found[row.reason] += row.count
        return shares(dict(found.most_common()))

    @property
    def plot(self) -> DayPlot:
        """Exchanges over time."""
        return day_plot(self.days, self.span.first, self.span.last)


def last_days(days: int, at: datetime) -> Span:
    """The span of `days` days that ends with the day of `at`."""
    last = day_of(at)
    return Span(first=last - timedelta(days=days - 1), last=last)


def overview(activity: Activity, book: FeedbackBook, documents: Collection[str], span: Span) -> Overview:
    """The figures of `span`; `documents` are the ids that places are recognised by.

    Raises:
        StorageError: the database cannot be read.
    """
    between = (span.start, span.end)
    written = [row for row in book.given(*between) if row.comment]
    return Overview(
        span=span, days=activity.days(*between), people=activity.people(*between), speed=activity.speed(*between),
        slowest=[replace(row, question=shown(row.question)) for row in activity.slowest(*between, _SLOWEST)],
        verdicts=activity.verdicts(*between),
        comments=[replace(row, comment=shown(row.comment)) for row in reversed(written[-_COMMENTS:])],
        cited=_documents(activity.cited(*between), documents),
    )  # fmt: skip


def shares(counts: dict[str, int]) -> Sequence[Share]:
    """Bars for `counts`, in their order."""
    most = max(counts.values(), default=1)
    return [Share(name=name, count=n, part=round(_WHOLE * n / most, 1)) for name, n in counts.items()]


def shown(text: str) -> str:
    """`text` as an administrator may see it. It was masked before it was stored; rules that came later count too."""
    return mask(text, people=None).text


def _documents(places: Sequence[CitedPlace], documents: Collection[str]) -> Sequence[Share]:
    found: Counter[str] = Counter()
    for row in places:
        known = [one for one in documents if row.place == one or row.place.startswith(f"{one} ")]
        # an id may hold spaces itself, and another one may begin it
        found[max(known, key=len, default=row.place.split(" ", 1)[0])] += row.count
    return shares(dict(found.most_common()))
