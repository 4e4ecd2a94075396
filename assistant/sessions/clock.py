"""What time it is. Stored times are UTC; months and days that people read are those of Japan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

from assistant.errors import UsageError

Clock = Callable[[], datetime]
JAPAN = timezone(timedelta(hours=9))


def now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def day_of(time: datetime) -> date:
    """The day of `time` in Japan."""
    return time.astimezone(JAPAN).date()


def month_bounds(month: str) -> tuple[datetime, datetime]:
    """Start (inclusive) and end (exclusive) in UTC of a month in Japan, given as YYYY-MM.

    Raises:
        UsageError: `month` is not of that form. `details`: value.
    """
    try:
        start = datetime.strptime(month, "%Y-%m").replace(tzinfo=JAPAN)
    except ValueError as error:
        raise UsageError(f"{month!r} is not YYYY-MM", value=month) from error
    end = start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
    return start.astimezone(UTC), end.astimezone(UTC)
