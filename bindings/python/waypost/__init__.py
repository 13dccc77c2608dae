"""Waypost: customer-support desks, from Python.

>>> import waypost as wp
>>> policy = wp.Policy.parse('name: "desk" queues { id: "players" } '
...                          'routes { id: "all" stage { queue: "players" } }')
>>> engine = wp.Engine(policy, now="2027-02-06T20:59Z")
>>> len(engine.apply({"open_ticket": {"ticket_id": "T1"}}, at="2027-02-06T21:00Z"))
2
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _native
from ._errors import (
    BusyError,
    Error,
    InvalidError,
    LimitError,
    NotFoundError,
    PolicyError,
    TimeError,
)
from ._events import Events
from ._native import Column, Diagnostic
from ._tables import Table
from .articles import Articles
from .calendar import Calendar
from .classifier import Classifier, Evaluation, Model, cross_validate, train
from .duty import OnCall, oncall
from .engine import Engine
from .policy import Policy, explain
from .replay import Difference, Fit, Log, Replay, diff, fit_sla, read_log, replay
from .statistics import Statistics

if TYPE_CHECKING:
    from . import plot

__version__: str = _native.__version__

__all__ = [
    "Articles",
    "BusyError",
    "Calendar",
    "Classifier",
    "Column",
    "Diagnostic",
    "Difference",
    "Engine",
    "Error",
    "Evaluation",
    "Events",
    "Fit",
    "InvalidError",
    "LimitError",
    "Log",
    "Model",
    "NotFoundError",
    "OnCall",
    "Policy",
    "PolicyError",
    "Replay",
    "Statistics",
    "Table",
    "TimeError",
    "cross_validate",
    "diff",
    "explain",
    "fit_sla",
    "oncall",
    "plot",
    "read_log",
    "replay",
    "train",
]


def __getattr__(name: str) -> Any:
    # matplotlib is loaded by those who draw.
    if name == "plot":
        import importlib

        return importlib.import_module("waypost.plot")
    raise AttributeError(f"module 'waypost' has no attribute '{name}'")
