"""Recorded logs: what a policy would have done."""

from __future__ import annotations

import html
import os
from typing import TYPE_CHECKING, Any, Dict, List, Tuple

from . import _native
from ._progress import Progress, Shown
from ._tables import Table
from .policy import PathLike, Policy, as_policy
from .statistics import Statistics

if TYPE_CHECKING:
    import pandas


class Log:
    """A recorded log as commands, ready to be replayed as often as one likes."""

    __slots__ = ("_native",)

    def __init__(self, native: "_native.NativeLog") -> None:
        if not isinstance(native, _native.NativeLog):
            raise TypeError("a log is made by read_log()")
        self._native = native

    def __len__(self) -> int:
        """How many commands it comes to."""
        return len(self._native)

    @property
    def tickets(self) -> int:
        return self._native.tickets

    @property
    def source(self) -> str:
        return self._native.source

    @property
    def reading(self) -> Dict[str, int]:
        """What became of the rows: read, left out and why, values that are not mapped."""
        return dict(self._native.reading)

    @property
    def warnings(self) -> "List[_native.Diagnostic]":
        return self._native.warnings

    def __repr__(self) -> str:
        return f"<Log {self.tickets:,} tickets, {len(self):,} commands>"


def read_log(log: Any, mapping: PathLike, progress: Progress = None) -> Log:
    """Reads a log of another system: a CSV file, packed by gzip or not, its bytes, or a data frame
    of texts. `mapping` is the file that says what the columns mean: docs/importing.md.

    Raises PolicyError if the mapping has errors.
    """
    # Never a number: open() would take it for a descriptor, and close it.
    with open(os.fspath(mapping), encoding="utf-8") as opened:
        mapping_text = opened.read()
    name = "log"
    if isinstance(log, (str, os.PathLike)):
        name = os.fspath(log)
        with open(name, "rb") as file:
            log = file.read()
    elif hasattr(log, "to_csv"):
        log = log.to_csv(index=False).encode("utf-8")
    if not isinstance(log, (bytes, bytearray)):
        raise TypeError(f"a log is the name of a file, bytes or a data frame, not {type(log).__name__}")
    with Shown(progress, "read") as bar:
        return Log(_native.read_log(os.fspath(mapping), mapping_text, name, bytes(log), bar))


class Replay:
    """What a policy would have done with a log; prints as `waypost replay` does."""

    __slots__ = ("_native", "policy", "log", "_cache")

    def __init__(self, native: "_native.NativeReplay", policy: Policy, log: Log) -> None:
        if not isinstance(native, _native.NativeReplay):
            raise TypeError("replays are results; they are made by replay()")
        self._native = native
        self.policy = policy
        self.log = log
        self._cache: Dict[str, Any] = {}

    def table(self, name: str) -> Table:
        """"tickets", "clocks", "attainment", "periods" or "kinds" without pandas."""
        if name in ("attainment", "periods"):
            return self.statistics.table(name)
        if name not in ("tickets", "clocks", "kinds"):
            raise KeyError(name)
        return Table(getattr(self._native, name)())

    def _frame(self, name: str) -> "pandas.DataFrame":
        if name not in self._cache:
            self._cache[name] = self.table(name).to_pandas()
        return self._cache[name].copy()

    @property
    def tickets(self) -> "pandas.DataFrame":
        """A row a ticket: what it was about, where it went, when, whether a promise was breached;
        what the log says of it in columns that begin with `log_`."""
        return self._frame("tickets")

    @property
    def clocks(self) -> "pandas.DataFrame":
        """A row a cycle of a clock: due, outcome, open time used, the line that promised it."""
        return self._frame("clocks")

    @property
    def statistics(self) -> Statistics:
        """How each promise was kept; to be added to those of other months."""
        return Statistics(self._native.statistics())

    @property
    def attainment(self) -> "pandas.DataFrame":
        """A row a promise: met, breached, share_met, p50, p90, p99, longest."""
        return self.statistics.attainment

    def attainment_by(self, split: str = "all") -> "pandas.DataFrame":
        """The same for each "queue", "channel" or "category"."""
        return self.statistics.attainment_by(split)

    @property
    def periods(self) -> "pandas.DataFrame":
        """A row a period of the promises about whole periods."""
        return self.statistics.periods

    @property
    def kinds(self) -> "pandas.DataFrame":
        """How many events of each kind there were."""
        return self._frame("kinds")

    @property
    def digest(self) -> Tuple[int, int]:
        """Of all events and of the state at the end: the same on every machine."""
        return self._native.event_digest, self._native.state_digest

    def __str__(self) -> str:
        return self._native.text

    def __repr__(self) -> str:
        return f"<Replay of {self.log!r} under {self.policy!r}: {self._native.events:,} events>"

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(str(self))}</pre>" + self.table("attainment")._repr_html_()


def replay(policy: Any, log: Log, progress: Progress = None) -> Replay:
    """Decides a recorded log anew: arrivals, states and times stay as they were recorded; clocks,
    warnings, breaches, queues and chains are the policy's."""
    if not isinstance(log, Log):
        raise TypeError(f"takes a Log (read_log), not {type(log).__name__}")
    compiled = as_policy(policy)
    with Shown(progress, "replay") as bar:
        return Replay(_native.replay(compiled._native, log._native, bar), compiled, log)


_ASPECTS = ("category", "subcategory", "priority", "queue", "sla", "breached")


class Difference:
    """What another policy would have done otherwise, and which rule is responsible; prints as
    `waypost diff` does."""

    __slots__ = ("old", "new", "_native")

    def __init__(self, old: Replay, new: Replay, progress: Progress = None) -> None:
        if not isinstance(old, Replay) or not isinstance(new, Replay):
            raise TypeError("takes two replays of one log; diff() makes them")
        self.old = old
        self.new = new
        with Shown(progress, "compare") as bar:
            self._native = _native.compare(old._native, new._native, bar)

    def __len__(self) -> int:
        """How many tickets change in anything."""
        return self._native.changed

    def table(self, name: str) -> Table:
        """"rules", "promises" or "queues" without pandas."""
        if name not in ("rules", "promises", "queues"):
            raise KeyError(name)
        return Table(getattr(self._native, name)())

    @property
    def rules(self) -> "pandas.DataFrame":
        """A row a rule and what it changes: kind, subject, what, the rule and its place in either
        policy, tickets, breaches that follow, an example; the most tickets first."""
        return self.table("rules").to_pandas()

    @property
    def promises(self) -> "pandas.DataFrame":
        """A row a promise: met and breached under either policy."""
        return self.table("promises").to_pandas()

    @property
    def queues(self) -> "pandas.DataFrame":
        """A row a queue: tickets and handling under either policy."""
        return self.table("queues").to_pandas()

    @property
    def tickets(self) -> "pandas.DataFrame":
        """A row a changed ticket and aspect (category, priority, queue, sla, breached): old, new."""
        return _changed(self.old, self.new)

    @property
    def json(self) -> str:
        """As `waypost diff --output json` prints it."""
        return self._native.json

    def __str__(self) -> str:
        return f"{self._native.text}\n{self._native.classification}".rstrip("\n")

    def __repr__(self) -> str:
        return f"<Difference {len(self):,} of {self._native.tickets:,} tickets>"

    def _repr_html_(self) -> str:
        return f"<p>{len(self):,} of {self._native.tickets:,} tickets change</p>" + str(
            self.rules.head(40).to_html(index=False))


def _changed(old: Replay, new: Replay) -> Any:
    import pandas

    # Both have one row for each ticket of the log, in its order.
    before, after = old.table("tickets"), new.table("tickets")
    parts = []
    for aspect in _ASPECTS:
        was, now = before[aspect], after[aspect]
        differs = was != now
        parts.append(pandas.DataFrame({
            "ticket_id": after["ticket_id"][differs],
            "aspect": aspect,
            "old": _words(was[differs]),
            "new": _words(now[differs]),
        }))
    return pandas.concat(parts, ignore_index=True)


def _words(values: Any) -> List[str]:
    return ["" if v is None else ("yes" if v else "no") if not isinstance(v, str) else v for v in values]


def diff(old: Any, new: Any, log: Log, progress: Progress = None) -> Difference:
    """What another policy would have changed for the tickets of a log, and by which rule."""
    return Difference(replay(old, log, progress), replay(new, log, progress), progress)


class Fit:
    """The promise behind a log's own flag; prints as `waypost sla fit` does."""

    __slots__ = ("_text", "policies")

    def __init__(self, text: str, policies: List[str]) -> None:
        self._text = text
        #: The best definitions as texts of policies, for Policy.parse.
        self.policies = policies

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<Fit {len(self.policies)} definitions>"

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self._text)}</pre>"


def fit_sla(log: Log, held_out: float = 0.2, progress: Progress = None) -> Fit:
    """The SLA that nobody wrote down: hours, states in which the clock stands still and limits that
    the log's recorded flag follows. `held_out`: the share of tickets to test on."""
    if not isinstance(log, Log):
        raise TypeError(f"takes a Log (read_log), not {type(log).__name__}")
    if not isinstance(held_out, (int, float)) or not 0 <= held_out <= 0.9:
        raise ValueError("held_out: takes a share from 0 to 0.9")
    with Shown(progress, "fit") as bar:
        text, policies = _native.fit_sla(log._native, round(held_out * 100), bar)
    return Fit(text, policies)
