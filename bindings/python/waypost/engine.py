"""The engine: a deterministic state machine that runs a desk."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, Iterator, List, Mapping, Optional, Tuple

from . import _native
from ._events import Events
from ._progress import Progress, Shown
from ._time import Instant, instant_ms, to_datetime
from .policy import Policy, as_policy
from .statistics import Statistics


class Engine:
    """A desk under a policy. It reads no clock: times come with the commands and never go back.

    A command is a dict, a message of `waypost.v1.command_pb2`, or such a message as bytes.

    >>> policy = Policy.parse('name: "desk" queues { id: "players" } '
    ...                       'routes { id: "all" stage { queue: "players" } }')
    >>> engine = Engine(policy, now="2027-02-06T20:59Z")
    >>> events = engine.apply({"open_ticket": {"ticket_id": "T1"}}, at="2027-02-06T21:00Z")
    >>> [event["kind"] for event in events]
    ['ticket_classified', 'ticket_queued']

    One call at a time: another thread gets BusyError. Engines are independent of each other.
    """

    __slots__ = ("_native", "__weakref__")

    def __init__(self, policy: Any, now: Instant, seed: int = 0, statistics: bool = False) -> None:
        """`statistics`: keeps those of its clocks at hand, for `engine.statistics()`."""
        self._native = _native.create_engine(
            as_policy(policy)._native, instant_ms(now, "now"), seed, statistics)

    @classmethod
    def restore(cls, snapshot: bytes) -> "Engine":
        """The engine that `snapshot()` wrote; it goes on with the same events."""
        engine = cls.__new__(cls)
        engine._native = _native.restore_engine(snapshot)
        return engine

    def apply(self, commands: Any, at: Any = None, progress: Progress = None) -> Events:
        """Applies one command or many, each at its own time, and returns what happened.

        Many are a list of commands, with their times in `at` (a column, or one for all), in the
        dicts as "at", or as pairs (time, command); or a pandas.DataFrame, or a dict of columns,
        with the columns `command`, `at` and the fields: docs/python.md. The fastest way is that.

        An error stops the batch; `error.applied` commands were applied, with `error.events`.
        What the desk's state does not allow is no error but the event `command_refused`.
        """
        with Shown(progress, "apply") as bar:
            if _is_table(commands):
                return Events(self._native.apply_columns(*_columns_of(commands, at), bar))
            if not isinstance(commands, (list, tuple)) or _is_timed(commands):
                commands = [commands]
            return Events(self._native.apply(tuple(commands), _times_of(at), bar))

    def advance(self, now: Instant) -> Events:
        """Fires what is due strictly before `now`."""
        return Events(self._native.advance(instant_ms(now, "now")))

    def replace_policy(self, policy: Any, at: Instant) -> Events:
        """Puts another policy in force; what runs keeps the one it started under."""
        return Events(self._native.replace_policy(instant_ms(at, "at"), as_policy(policy)._native))

    def resolve(self, command: Any) -> Dict[str, Any]:
        """The command with evidence in the place of the customer's words."""
        return self._native.resolve(command)

    @property
    def now(self) -> dt.datetime:
        """The latest time the engine was told."""
        at = to_datetime(self._native.state()["now_ms"])
        assert at is not None
        return at

    @property
    def next_wakeup(self) -> Optional[dt.datetime]:
        """When `advance` would do something; None if no timer is set."""
        return to_datetime(self._native.next_wakeup_ms())

    @property
    def open_tickets(self) -> int:
        return int(self._native.state()["open_tickets"])

    @property
    def digest(self) -> int:
        """Tells states apart."""
        return int(self._native.state()["digest"])

    @property
    def policy(self) -> Policy:
        return Policy(self._native.policy())

    def ticket(self, ticket_id: str) -> Dict[str, Any]:
        """An open ticket: state, category, queue, clocks, chains, facts."""
        return self._native.ticket(ticket_id)

    def tickets(self, **filter: Any) -> Iterator[Dict[str, Any]]:
        """Open tickets in the order of opening: `engine.tickets(queue="players")`."""
        cursor = 0
        while True:
            page = self._native.tickets(filter, cursor, 1_000)
            yield from page["tickets"]
            cursor = page["next_cursor"]
            if cursor == 0:
                return

    def explain(self, ticket_id: str, clock: Optional[str] = None) -> Dict[str, Any]:
        """Why a ticket stands where it stands: its routing and chains, or one of its clocks
        ("first_reply", "resolution", "milestone frozen")."""
        if clock is not None:
            return self._native.explain_clock(ticket_id, clock)
        return {
            "ticket": self._native.ticket(ticket_id),
            "routing": self._native.explain_routing(ticket_id),
            "escalation": self._native.explain_escalation(ticket_id),
        }

    def why_not(self, ticket_id: str, agent_id: str) -> Dict[str, Any]:
        """What keeps an agent from a ticket."""
        return self._native.why_not(ticket_id, agent_id)

    def unroutable(self) -> List[Dict[str, Any]]:
        """Waiting tickets that nobody on the roster could ever take."""
        return list(self._native.unroutable()["tickets"])

    def agent(self, agent_id: str) -> Dict[str, Any]:
        return self._native.agent(agent_id)

    def queue(self, queue: str) -> Dict[str, Any]:
        return self._native.queue(queue)

    def attainment(self) -> List[Dict[str, Any]]:
        """How promises about whole periods stand in those that run."""
        return list(self._native.attainment()["periods"])

    def incident(self, incident_id: str) -> Dict[str, Any]:
        """An incident that is open, or closed and not yet forgotten."""
        return self._native.incident(incident_id)

    def incidents(self) -> List[Dict[str, Any]]:
        """All of those, in the order in which they were first opened."""
        return list(self._native.incidents()["incidents"])

    def estimate_wait(self, **ticket: Any) -> Dict[str, Any]:
        """How long a new ticket would wait, `engine.estimate_wait(category="refund")`, or one that
        waits already, `engine.estimate_wait(ticket_id="T1")`. Only under a policy with
        `estimate_from`."""
        return self._native.estimate_wait(ticket)

    def modes(self) -> List[Dict[str, Any]]:
        """The event modes of the policy, and which are in force until when."""
        return list(self._native.modes()["modes"])

    def statistics(self) -> Statistics:
        """How each promise was kept so far. Only of engines made with `statistics=True`."""
        return Statistics(self._native.statistics())

    def snapshot(self) -> bytes:
        """The whole state as bytes."""
        return self._native.snapshot()

    def __reduce__(self) -> Tuple[Any, ...]:
        return Engine.restore, (self.snapshot(),)

    def __repr__(self) -> str:
        return f"<Engine {self.policy.name} {self.now.isoformat()} {self.open_tickets} open>"


_TABLE_KEYS = ("command", "at")


def _is_table(commands: Any) -> bool:
    if isinstance(commands, Mapping):
        return all(key in commands for key in _TABLE_KEYS) and not isinstance(commands["command"], Mapping)
    return hasattr(commands, "columns") and hasattr(commands, "itertuples")


def _is_timed(commands: Any) -> bool:
    """A single pair (time, command)."""
    return (
        isinstance(commands, tuple)
        and len(commands) == 2
        and not isinstance(commands[0], (dict, bytes))
        and not hasattr(commands[0], "SerializeToString")
        and not isinstance(commands[0], tuple)
    )


def _times_of(at: Any) -> Any:
    if at is None:
        return None
    import numpy

    from .calendar import _Column

    column = _Column(at, False, "at")
    if column.unit == "ms":
        return column.numbers
    per = {"ns": 1_000_000, "us": 1_000}.get(column.unit)
    missing = column.numbers == numpy.iinfo("int64").min
    if missing.any():
        raise ValueError("at: a time is missing (NaT)")
    return column.numbers // per if per else column.numbers * 1_000


def _columns_of(table: Any, at: Any) -> Tuple[Tuple[Any, ...], int]:
    """The columns as C++ takes them: (name, kind, texts or None, int64 or None)."""
    names = list(table.columns) if hasattr(table, "columns") else list(table)
    columns = []
    rows = 0
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"a column's name is text, not {type(name).__name__}")
        values = table[name]
        if name == "at" and at is not None:
            values = at
        columns.append((name, *_column_of(values, name)))
        rows = len(values)
    return tuple(columns), rows


def _column_of(values: Any, name: str) -> Tuple[str, Any, Any]:
    import numpy

    categories = getattr(values, "cat", None)
    if categories is not None:
        return "text", tuple(categories.categories), categories.codes.to_numpy().astype("int64")
    if isinstance(values, (list, tuple)):
        if name == "at":
            return "time", None, _times_of(values)
        values = numpy.asarray(values, dtype=object if _has_text(values) else None)
    dtype = getattr(values, "dtype", None)
    kind = getattr(dtype, "kind", None)
    if kind == "M":
        return "time", None, _milliseconds(values)
    if kind == "m":
        return "number", None, numpy.asarray(values).astype("timedelta64[ms]").view("int64")
    if kind == "b":
        if hasattr(values, "isna") and values.isna().any():
            return "flag", None, _nullable(values, numpy)
        return "flag", None, numpy.asarray(values).astype("int64")
    if kind in ("i", "u"):
        if hasattr(values, "isna") and values.isna().any():
            return "number", None, _nullable(values, numpy)
        return "number", None, numpy.asarray(values).astype("int64")
    if kind == "f":
        return "number", None, _whole(numpy.asarray(values), name, numpy)
    if kind in ("O", "U") or kind is None:
        texts = values.tolist() if hasattr(values, "tolist") else list(values)
        return "text", tuple(texts), None
    raise TypeError(f'column "{name}": takes texts, whole numbers, flags or times, not {dtype}')


def _has_text(values: Any) -> bool:
    return any(isinstance(value, str) or value is None for value in values)


def _milliseconds(values: Any) -> Any:
    import numpy

    if getattr(values.dtype, "tz", None) is not None:
        values = values.to_numpy("datetime64[ns]")
    return numpy.asarray(values).astype("datetime64[ms]").view("int64")


def _nullable(values: Any, numpy: Any) -> Any:
    return values.astype("Int64").to_numpy("int64", na_value=numpy.iinfo("int64").min)


def _whole(values: Any, name: str, numpy: Any) -> Any:
    """Whole numbers that pandas keeps as floats because some are missing."""
    missing = numpy.isnan(values)
    numbers = numpy.where(missing, 0, values)
    if (numbers != numpy.floor(numbers)).any() or (abs(numbers) >= 2.0**53).any():
        raise TypeError(f'column "{name}": takes whole numbers')
    return numpy.where(missing, numpy.iinfo("int64").min, numbers.astype("int64"))
