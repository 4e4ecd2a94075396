"""The unanswered ledger as administrators see it: clustered, masked once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assistant.sessions.gaps import Cluster, cluster
from bots.web.state import WebState
from bots.web.views.activity import shown


def clusters_between(web: WebState, start: datetime, end: datetime) -> Sequence[Cluster]:
    """Clusters of what was asked in vain from `start` (inclusive) to `end` (exclusive), the largest first.

    Raises:
        StorageError: the database cannot be read.
    """
    masked = [replace(row, question=shown(row.question)) for row in web.stores.gaps.asked(start, end)]
    return cluster(masked)
