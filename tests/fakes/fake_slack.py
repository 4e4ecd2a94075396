"""A workspace of Slack on loopback: the Web API methods that renkei calls, with their limits and errors, private answers
to commands, Socket Mode, and signed requests of its own. It keeps what the workspace would show.

Faults are scripted: `faults` holds, for a method, what its next calls do instead of succeeding.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qs, parse_qsl

from websockets.exceptions import ConnectionClosed
from websockets.frames import Opcode
from websockets.sync.server import ServerConnection, serve

from tests.fakes.slack_limits import faults_of_message, faults_of_view

BOT, BOT_ID, TEAM = "U0BOT", "B0BOT", "T0TEAM"
TOKEN, APP_TOKEN, SECRET = "xoxb-test", "xapp-test", "8f742231b10e8888abcd99yyyzzz85a5"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What a call does: a 429 (`seconds` to wait), a connection that breaks before or after the call was carried out,
    or an error by its name.
    """

    kind: Literal["rate", "break_before", "break_after", "error"]
    seconds: int = 0
    error: str = ""


@dataclass(slots=True)
class Message:
    """A message as the workspace holds it. `history` are its earlier texts."""

    channel: str
    ts: str
    user: str
    text: str
    thread_ts: str = ""
    blocks: list[Row] = field(default_factory=list)
    metadata: Row = field(default_factory=dict)
    history: list[str] = field(default_factory=list)

    def row(self) -> Row:
        row: Row = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text, "blocks": self.blocks}
        if self.user == BOT:
            row["bot_id"] = BOT_ID
        if self.thread_ts:
            row["thread_ts"] = self.thread_ts
        if self.metadata:
            row["metadata"] = self.metadata
        return row


class FakeSlack:
    """The workspace. `base_url` is for slack_sdk; what was shown stands in `messages`, `private`, `whispers`, `views`."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.private: list[Row] = []
        self.whispers: list[Row] = []
        self.views: list[Row] = []
        self.homes: dict[str, Row] = {}
        self.statuses: list[str] = []
        self.phases: list[list[str]] = []
        """What each status goes through by itself."""
        self.titles: dict[str, str] = {}
        self.suggestions: dict[str, list[Row]] = {}
        self.sessions: dict[str, list[str]] = defaultdict(list)
        """What was said of each thread's session, in order."""
        self.members: dict[str, Row] = {}
        """What users.info says of a member beside the usual."""
        self.calls: list[tuple[str, Row]] = []
        self.faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self.refused: list[str] = []
        """What was sent beyond Slack's limits."""
        self.acknowledged: list[str] = []
        """Envelopes that were acknowledged over the socket."""
        self.streaming = False
        """Whether the plan of the workspace has streaming."""
        self.agents = True
        """Whether it has what the agent view shows around an answer."""
        self.streams_end_at_once = False
        self.lock = threading.RLock()
        self._streams: set[str] = set()
        self._numbers = itertools.count(1)
        self._sockets: list[ServerConnection] = []
        self._connected = threading.Condition()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._http.request_queue_size = 128
        self._link = serve(self._socket, "127.0.0.1", 0)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/api/"

    @property
    def response_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/response"

    def start(self) -> None:
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        threading.Thread(target=self._link.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        for socket in list(self._sockets):
            socket.close()
        self._link.shutdown()

    # what people do

    def says(self, channel: str, user: str, text: str, thread: str = "") -> Message:
        """A person writes a message."""
        message = Message(channel=channel, ts=self.new_ts(), user=user, text=text, thread_ts=thread)
        with self.lock:
            self.messages.append(message)
        return message

    def event(self, message: Message, kind: str = "message", **more: object) -> Row:
        """The event about `message` as Slack delivers it; a fresh event_id each time."""
        event: Row = {"type": kind, "user": message.user, "text": message.text, "ts": message.ts,
                      "channel": message.channel, "event_ts": message.ts, **more}  # fmt: skip
        if kind == "message" and "channel_type" not in event:
            event["channel_type"] = "im" if message.channel.startswith("D") else "channel"
        if message.thread_ts:
            event["thread_ts"] = message.thread_ts
        return {"type": "event_callback", "team_id": TEAM, "api_app_id": "A0", "event": event,
                "event_id": f"Ev{next(self._numbers):08}", "event_time": int(time.time()),
                "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}]}  # fmt: skip

    def mention(self, channel: str, user: str, text: str, thread: str = "") -> Row:
        """A person mentions the app: the app_mention event."""
        return self.event(self.says(channel, user, f"<@{BOT}> {text}", thread), "app_mention")

    def click(self, message: Message | None, action: str, value: str, user: str = "U1", **more: object) -> Row:
        """A person clicks a button of `message`."""
        body: Row = {"type": "block_actions", "team": {"id": TEAM}, "user": {"id": user}, "api_app_id": "A0",
                     "trigger_id": f"trigger{next(self._numbers)}", "response_url": self.response_url,
                     "actions": [{"type": "button", "action_id": action, "block_id": "b", "value": value,
                                  "action_ts": self.new_ts()}],
                     "container": {"type": "view"}}  # fmt: skip
        if message is not None:
            body |= {"channel": {"id": message.channel}, "message": message.row(),
                     "container": {"type": "message", "message_ts": message.ts, "channel_id": message.channel}}  # fmt: skip
        return {**body, **more}

    def command(self, text: str, user: str = "U1", channel: str = "C1") -> Row:
        """A person gives the command."""
        return {"command": "/renkei", "text": text, "user_id": user, "team_id": TEAM, "channel_id": channel,
                "trigger_id": f"trigger{next(self._numbers)}", "response_url": self.response_url, "api_app_id": "A0"}

    # what the workspace shows

    def thread(self, channel: str, ts: str) -> list[Message]:
        """What the app said in a thread."""
        with self.lock:
            return [m for m in self.messages if m.channel == channel and m.thread_ts == ts and m.user == BOT]

    def said(self) -> list[Message]:
        """All that the app said."""
        with self.lock:
            return [m for m in self.messages if m.user == BOT]

    def count(self, method: str) -> int:
        with self.lock:
            return sum(1 for name, _ in self.calls if name == method)

    def new_ts(self) -> str:
        return f"{int(time.time())}.{next(self._numbers):06}"

    # Socket Mode

    def connections(self, least: int = 1, timeout: float = 20) -> bool:
        """Wait until `least` sockets are open."""
        with self._connected:
            return self._connected.wait_for(lambda: len(self._sockets) >= least, timeout)

    def send(self, payload: Row, kind: str = "events_api") -> str:
        """Deliver `payload` over the newest socket; returns the id of its envelope."""
        envelope = f"env{next(self._numbers)}"
        with self._connected:
            socket = self._sockets[-1]
        socket.send(json.dumps({"envelope_id": envelope, "type": kind, "payload": payload,
                                "accepts_response_payload": kind != "events_api"}))  # fmt: skip
        return envelope

    def cut(self) -> None:
        """Cut all sockets without a word."""
        with self._connected:
            sockets = list(self._sockets)
            self._sockets.clear()
        for socket in sockets:
            socket.socket.close()

    def fall_silent(self) -> None:
        """Leave all sockets open and never answer a ping again, as a network does that forgot the connection."""
        with self._connected:
            sockets = list(self._sockets)
            self._sockets.clear()
        for socket in sockets:
            heard = socket.protocol.recv_frame
            socket.protocol.recv_frame = (  # type: ignore[method-assign]
                lambda frame, heard=heard: None if frame.opcode is Opcode.PING else heard(frame)
            )

    def _socket(self, socket: ServerConnection) -> None:
        with self._connected:
            self._sockets.append(socket)
            self._connected.notify_all()
        try:
            socket.send(json.dumps({"type": "hello", "num_connections": 1}))
            for text in socket:
                answer = json.loads(text)
                with self.lock:
                    self.acknowledged.append(answer["envelope_id"])
        except (ConnectionClosed, OSError):
            pass
        finally:
            with self._connected:
                if socket in self._sockets:
                    self._sockets.remove(socket)

    # the Web API

    def call(self, method: str, arguments: Row) -> Row:
        """Carry out one call; the answer as Slack gives it."""
        with self.lock:
            self.calls.append((method, arguments))
            name = "_" + method.replace(".", "_")
            known = getattr(self, name, None)
            return known(arguments) if known else {"ok": False, "error": "unknown_method"}

    def _auth_test(self, _: Row) -> Row:
        return {"ok": True, "url": "http://127.0.0.1/", "team": "t", "user": "renkei", "team_id": TEAM,
                "user_id": BOT, "bot_id": BOT_ID}  # fmt: skip

    def _chat_postMessage(self, a: Row) -> Row:  # noqa: N802
        wrong = faults_of_message(a.get("text", ""), a.get("blocks") or [])
        if wrong:
            return self._refuse(wrong)
        channel = a["channel"]
        if channel.startswith("U"):
            channel = "D" + channel[1:]
        if channel == "C404":
            return {"ok": False, "error": "not_in_channel"}
        message = Message(channel=channel, ts=self.new_ts(), user=BOT, text=a.get("text", ""),
                          thread_ts=a.get("thread_ts") or "", blocks=a.get("blocks") or [],
                          metadata=a.get("metadata") or {})  # fmt: skip
        self.messages.append(message)
        return {"ok": True, "channel": channel, "ts": message.ts, "message": message.row()}

    def _chat_update(self, a: Row) -> Row:
        wrong = faults_of_message(a.get("text", ""), a.get("blocks") or [])
        if wrong:
            return self._refuse(wrong)
        found = self._find(a["channel"], a["ts"])
        if found is None or found.user != BOT:
            return {"ok": False, "error": "message_not_found" if found is None else "cant_update_message"}
        if found.ts in self._streams:
            return {"ok": False, "error": "streaming_state_conflict"}
        found.history.append(found.text)
        found.text, found.blocks = a.get("text", ""), a.get("blocks") or []
        found.metadata = a.get("metadata") or found.metadata
        return {"ok": True, "channel": found.channel, "ts": found.ts, "text": found.text}

    def _chat_startStream(self, a: Row) -> Row:  # noqa: N802
        if not self.streaming:
            return {"ok": False, "error": "feature_not_enabled"}
        if not a.get("thread_ts") or not a.get("recipient_user_id") or not a.get("recipient_team_id"):
            return {"ok": False, "error": "missing_recipient_user_id"}
        sent = self._chat_postMessage({"channel": a["channel"], "thread_ts": a["thread_ts"], "text": a["markdown_text"]})
        if not self.streams_end_at_once:
            self._streams.add(sent["ts"])
        return sent

    def _chat_appendStream(self, a: Row) -> Row:  # noqa: N802
        found = self._find(a["channel"], a["ts"])
        if found is None or a["ts"] not in self._streams:
            return {"ok": False, "error": "message_not_in_streaming_state"}
        found.history.append(found.text)
        found.text += a["markdown_text"]
        return {"ok": True, "ts": a["ts"]}

    def _chat_stopStream(self, a: Row) -> Row:  # noqa: N802
        if a["ts"] not in self._streams:
            return {"ok": False, "error": "message_not_in_streaming_state"}
        self._streams.discard(a["ts"])
        return {"ok": True, "ts": a["ts"]}

    def _chat_delete(self, a: Row) -> Row:
        found = self._find(a["channel"], a["ts"])
        if found is None or found.user != BOT:
            return {"ok": False, "error": "message_not_found" if found is None else "cant_delete_message"}
        self.messages.remove(found)
        return {"ok": True, "channel": found.channel, "ts": found.ts}

    def _chat_postEphemeral(self, a: Row) -> Row:  # noqa: N802
        wrong = faults_of_message(a.get("text", ""), a.get("blocks") or [])
        if wrong:
            return self._refuse(wrong)
        if not a.get("channel"):
            return {"ok": False, "error": "channel_not_found"}
        self.whispers.append(a)
        return {"ok": True, "message_ts": self.new_ts()}

    def _conversations_replies(self, a: Row) -> Row:
        rows = [m for m in self.messages if m.channel == a["channel"] and a["ts"] in (m.ts, m.thread_ts)]
        if not rows:
            return {"ok": False, "error": "thread_not_found"}
        start, limit = int(a.get("cursor") or 0), int(a.get("limit") or 100)
        page = [m.row() for m in rows[start : start + limit]]
        if str(a.get("include_all_metadata")).lower() not in ("true", "1"):
            for row in page:
                row.pop("metadata", None)
        following = str(start + limit) if start + limit < len(rows) else ""
        return {"ok": True, "messages": page, "response_metadata": {"next_cursor": following}}

    def _assistant_threads_setStatus(self, a: Row) -> Row:  # noqa: N802
        if not self.agents:
            return {"ok": False, "error": "feature_not_enabled"}
        self.statuses.append(a["status"])
        self.phases.append(a.get("loading_messages") or [])
        return {"ok": True}

    def _assistant_threads_setTitle(self, a: Row) -> Row:  # noqa: N802
        if not self.agents:
            return {"ok": False, "error": "feature_not_enabled"}
        self.titles[a["thread_ts"]] = a["title"]
        return {"ok": True}

    def _assistant_threads_setSuggestedPrompts(self, a: Row) -> Row:  # noqa: N802
        if not self.agents:
            return {"ok": False, "error": "feature_not_enabled"}
        if "thread_ts" not in a:  # with one, an app with an agent view gets no suggestions and no error
            self.suggestions[a["channel_id"]] = a["prompts"]
        return {"ok": True}

    def _agents_sessions_setStatus(self, a: Row) -> Row:  # noqa: N802
        if not self.agents:
            return {"ok": False, "error": "feature_not_enabled"}
        if a["status"] not in ("active", "processing", "suspended", "closed"):
            return {"ok": False, "error": "invalid_arguments"}
        if a.get("title") and not self.sessions[a["thread_ts"]]:
            self.titles[a["thread_ts"]] = a["title"]
        self.sessions[a["thread_ts"]].append(a["status"])
        return {"ok": True, "status": a["status"]}

    def _users_info(self, a: Row) -> Row:
        user = {"id": a["user"], "team_id": TEAM, "is_admin": a["user"] == "UADMIN", "is_owner": False}
        return {"ok": True, "user": {**user, **self.members.get(a["user"], {})}}

    def _conversations_info(self, a: Row) -> Row:
        return {"ok": True, "channel": {"id": a["channel"], "creator": "UMAKER"}}

    def _views_open(self, a: Row) -> Row:
        wrong = faults_of_view(a["view"])
        if wrong:
            return self._refuse(wrong)
        self.views.append(a["view"])
        return {"ok": True, "view": {"id": f"V{len(self.views)}", **a["view"]}}

    def _views_publish(self, a: Row) -> Row:
        wrong = faults_of_view(a["view"])
        if wrong:
            return self._refuse(wrong)
        self.homes[a["user_id"]] = a["view"]
        return {"ok": True, "view": a["view"]}

    def _apps_connections_open(self, _: Row) -> Row:
        return {"ok": True, "url": f"ws://127.0.0.1:{self._link.socket.getsockname()[1]}/link"}

    def _find(self, channel: str, ts: str) -> Message | None:
        return next((m for m in self.messages if m.channel == channel and m.ts == ts), None)

    def _refuse(self, wrong: list[str]) -> Row:
        self.refused += wrong
        return {"ok": False, "error": "invalid_blocks", "errors": wrong}


def signed(body: bytes, *, secret: str = SECRET, at: float | None = None, kind: str = "application/json") -> dict[str, str]:
    """The headers with which Slack sends `body`."""
    timestamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": timestamp, "x-slack-signature": f"v0={digest}", "content-type": kind}


@contextmanager
def running() -> Iterator[FakeSlack]:
    """A workspace for the length of the block."""
    slack = FakeSlack()
    slack.start()
    try:
        yield slack
    finally:
        slack.stop()


def _handler(slack: FakeSlack) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            if self.path.startswith("/response"):
                answer = json.loads(body)
                with slack.lock:
                    slack.private.append(answer)
                    slack.refused += faults_of_message(answer.get("text", ""), answer.get("blocks") or [])
                self._answer(200, b"ok", "text/plain")
                return
            method = self.path.removeprefix("/api/")
            with slack.lock:
                fault = slack.faults[method].popleft() if slack.faults[method] else None
            if fault and fault.kind == "break_before":
                self.close_connection = True
                self.connection.close()
                return
            if fault and fault.kind == "rate":
                self._answer(429, b'{"ok":false,"error":"ratelimited"}', retry_after=fault.seconds)
                return
            if fault and fault.kind == "error":
                answer: Row = {"ok": False, "error": fault.error}
            elif self.headers.get("authorization", "") not in (f"Bearer {TOKEN}", f"Bearer {APP_TOKEN}"):
                answer = {"ok": False, "error": "invalid_auth"}
            else:
                answer = slack.call(method, _arguments(body, self.headers.get("content-type", "")))
            if fault and fault.kind == "break_after":
                self.close_connection = True
                self.connection.close()
                return
            self._answer(200, json.dumps(answer).encode())

        def _answer(self, status: int, content: bytes, kind: str = "application/json", retry_after: int | None = None) -> None:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(content)))
            if retry_after is not None:
                self.send_header("retry-after", str(retry_after))
            self.end_headers()
            self.wfile.write(content)

    return Handler


def _arguments(body: bytes, content_type: str) -> Row:
    if content_type.startswith("application/json"):
        found: Row = json.loads(body or b"{}")
        return found
    found = dict(parse_qsl(body.decode("utf-8")))
    for name in ("blocks", "metadata", "view"):
        if isinstance(found.get(name), str):
            found[name] = json.loads(found[name])
    return found


def form(**fields: str) -> bytes:
    """A body as commands and clicks are sent."""
    from urllib.parse import urlencode

    body = urlencode(fields).encode()
    assert parse_qs(body.decode())
    return body
