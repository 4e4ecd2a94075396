"""One event loop in a thread of its own, for calls that must be cancelled at once although their caller is not async.

It is one for the process because LangChain's integrations keep one HTTP client for each address, and a client belongs
to the loop that it was first used in.
"""

from __future__ import annotations

import asyncio
import threading
from functools import lru_cache


@lru_cache(maxsize=1)
def background_loop() -> asyncio.AbstractEventLoop:
    """The running loop. Its thread ends with the process."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="renkei-chat", daemon=True).start()
    return loop
