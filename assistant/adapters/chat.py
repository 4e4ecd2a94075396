"""A chat model through LangChain's `init_chat_model`: any provider it knows, or any OpenAI-compatible address."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import queue
import random
from collections.abc import AsyncIterator, Callable, Generator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage, HumanMessage, SystemMessage
from langsmith import tracing_context

from assistant.adapters.background_loop import background_loop
from assistant.adapters.chat_errors import RETRIED, failure_of, retry_after
from assistant.answering.chat_model import Failure, Message, Piece
from assistant.answering.stopping import LOOK_EVERY, go_on
from assistant.errors import ModelError

log = logging.getLogger("renkei.chat")

_CHARACTERS_PER_TOKEN = 2
"""A reply with more characters than this for each allowed token comes from a server that ignores the limit."""
_FINISH_KEYS = ("finish_reason", "stop_reason", "done_reason")
_REGULAR = frozenset({"stop", "end_turn", "stop_sequence", "complete", "eos"})
_CUT = frozenset({"length", "max_tokens", "model_length"})
_Put = Callable[[Piece | ModelError | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatOptions:
    """A configured chat model. Times in seconds."""

    model: str
    """`provider:model`; without a known provider it is an OpenAI-compatible server's own name."""
    base_url: str = ""
    api_key: str = field(default="", repr=False)
    first_token: float = 20.0
    whole: float = 60.0
    max_tokens: int = 1_200
    context: int = 8_000
    """Tokens of prompt and reply, for servers that must be told (Ollama)."""
    retries: int = 2


class LangChainChat:
    """A chat model (the protocol `answering.chat_model.ChatModel`). Threads may share it."""

    def __init__(self, options: ChatOptions) -> None:
        self._options = options

    @property
    def name(self) -> str:
        """`provider:model`, as configured."""
        return self._options.model

    @property
    def max_tokens(self) -> int:
        """Tokens that a reply may have."""
        return self._options.max_tokens

    def stream(self, messages: Sequence[Message]) -> Generator[Piece, None, None]:
        """The reply, as it comes. Closing the generator cancels the call.

        Raises:
            ModelError: the reply did not come, or not to its regular end. `details`: model, reason.
            Stopped: whoever asked has left.
        """
        model = self._model  # here and not in the loop's thread: importing a provider's package takes its time
        pieces: queue.SimpleQueue[Piece | ModelError | None] = queue.SimpleQueue()
        call = asyncio.run_coroutine_threadsafe(self._call(model, _langchain(messages), pieces.put), background_loop())
        try:
            while (got := _next(pieces)) is not None:
                if isinstance(got, ModelError):
                    raise got
                yield got
        finally:
            call.cancel()

    async def _call(self, model: BaseChatModel, messages: list[BaseMessage], put: _Put) -> None:
        """Ends with exactly one None or ModelError, unless it is cancelled, and then nobody reads any more."""
        try:
            # what users ask goes to the configured provider and nowhere else, whatever the environment says
            with tracing_context(enabled=False):
                async with asyncio.timeout(self._options.whole):
                    await self._attempts(model, messages, put)
        except ModelError as error:
            put(error)
        except Exception as error:
            put(self._failed(failure_of(error), error))
        else:
            put(None)

    async def _attempts(self, model: BaseChatModel, messages: list[BaseMessage], put: _Put) -> None:
        """One call and its retries. Once a piece was given out there is no second attempt."""
        deadline = asyncio.get_running_loop().time() + self._options.whole
        for attempt in range(self._options.retries + 1):
            given = _Given(put)
            try:
                await self._attempt(model, messages, given)
                return
            except ModelError:
                raise
            except Exception as error:
                failure = "broken" if given.any and failure_of(error) == "unreachable" else failure_of(error)
                asked = retry_after(error)
                wait = 0.5 * 2**attempt * random.uniform(0.8, 1.2) if asked is None else asked
                late = asyncio.get_running_loop().time() + wait >= deadline
                if given.any or failure not in RETRIED or attempt == self._options.retries or late:
                    raise self._failed(failure, error) from error
                log.info("%s: %s, next attempt in %.1f s", self.name, failure, wait)
                await asyncio.sleep(wait)

    async def _attempt(self, model: BaseChatModel, messages: list[BaseMessage], given: _Given) -> None:
        finish, size, tokens = "", 0, 0
        async with asyncio.timeout(self._options.first_token) as first, _closing(model, messages) as chunks:
            async for chunk in chunks:
                finish = _finish(chunk) or finish
                tokens = max(tokens, (chunk.usage_metadata or {"total_tokens": 0})["total_tokens"])
                text = str(chunk.text)
                if not text:
                    continue
                first.reschedule(None)
                size += len(text)
                if size > self._options.max_tokens * _CHARACTERS_PER_TOKEN:
                    raise self._failed("over_budget")
                given(Piece(text))
        if finish in _CUT:
            raise self._failed("over_budget")
        if finish not in _REGULAR:
            raise self._failed("refused" if finish else "broken")
        given(Piece("", tokens))

    def _failed(self, failure: Failure, cause: BaseException | None = None) -> ModelError:
        error = ModelError(f"{self.name}: {failure}", model=self.name, reason=failure)
        error.__cause__ = cause
        return error

    @cached_property
    def _model(self) -> BaseChatModel:
        try:
            return _init(self._options)
        except ImportError as error:
            raise self._failed("package", error) from error
        except ValueError as error:  # no such provider; pydantic's ValidationError is one too
            raise self._failed("request", error) from error
        except Exception as error:  # each SDK has an error of its own for a missing key
            raise self._failed("key", error) from error


def _next(pieces: queue.SimpleQueue[Piece | ModelError | None]) -> Piece | ModelError | None:
    """What comes next, however long it takes, as long as somebody waits for it.

    Raises:
        Stopped: nobody does.
    """
    while True:
        go_on()
        with contextlib.suppress(queue.Empty):
            return pieces.get(timeout=LOOK_EVERY)


class _Given:
    """Hands pieces on and remembers whether there were any."""

    def __init__(self, put: _Put) -> None:
        self._put = put
        self.any = False

    def __call__(self, piece: Piece) -> None:
        self.any = True
        self._put(piece)


@contextlib.asynccontextmanager
async def _closing(model: BaseChatModel, messages: list[BaseMessage]) -> AsyncIterator[AsyncIterator[AIMessageChunk]]:
    """The chunks of one reply; the connection is closed at the end of the block, read to its end or not."""
    chunks = model.astream(messages)
    try:
        yield chunks
    finally:
        close = getattr(chunks, "aclose", None)
        if close is not None:
            await close()


def _finish(chunk: AIMessageChunk) -> str:
    """Why the reply ended, where `chunk` says so: OpenAI, Anthropic, Google and Ollama each have a key for it."""
    found = (chunk.response_metadata.get(key) for key in _FINISH_KEYS)
    return next((str(reason).lower() for reason in found if reason), "")


def _langchain(messages: Sequence[Message]) -> list[BaseMessage]:
    return [SystemMessage(m.text) if m.role == "system" else HumanMessage(m.text) for m in messages]


def _init(options: ChatOptions) -> BaseChatModel:
    """The model, with the names that its provider has for each option.

    Raises:
        ImportError: its package is not installed.
        ValueError: there is no such provider.
    """
    provider, _, name = options.model.partition(":")
    if not name or (provider not in _NAMES and options.base_url):
        # a bare name, or one with a colon of its own (qwen2.5:7b), behind an OpenAI-compatible address
        provider, name = "openai", options.model
    names = _NAMES.get(provider, _COMMON)
    given: dict[str, Any] = {
        "base_url": options.base_url or None,
        # a local server wants no key, its client does
        "api_key": options.api_key or ("none" if options.base_url else None),
        "timeout": options.whole,
        "max_tokens": options.max_tokens,
        "context": options.context,
    }
    values = {names[key]: value for key, value in given.items() if names.get(key) and value is not None}
    made: BaseChatModel = init_chat_model(name, model_provider=provider, **values, **_FIXED.get(provider, _NO_RETRIES))
    return made


_COMMON = {"base_url": "base_url", "api_key": "api_key", "timeout": "timeout", "max_tokens": "max_tokens"}
_NAMES: dict[str, dict[str, str]] = {
    "openai": _COMMON,
    "azure_openai": {**_COMMON, "base_url": "azure_endpoint"},
    "anthropic": _COMMON,
    "google_genai": _COMMON,
    "ollama": {"base_url": "base_url", "max_tokens": "num_predict", "context": "num_ctx"},
}
# Retries are ours: they know the whole time limit and Retry-After. Google counts attempts, Ollama has none.
_NO_RETRIES: dict[str, Any] = {"max_retries": 0}
_FIXED: dict[str, dict[str, Any]] = {"google_genai": {"max_retries": 1}, "ollama": {}}
