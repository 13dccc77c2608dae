"""Policies: what should happen on a desk."""

from __future__ import annotations

import os
from typing import Any, Dict, List, Tuple, Union

from . import _native

PathLike = Union[str, "os.PathLike[str]"]


class Policy:
    """A compiled policy. Immutable, safe to share between threads, and it can be pickled.

    >>> policy = Policy.parse('name: "desk" queues { id: "players" } '
    ...                       'routes { id: "all" stage { queue: "players" } }')
    >>> policy.name, policy.queues
    ('desk', ['players'])
    """

    __slots__ = ("_native",)

    def __init__(self, native: "_native.NativePolicy") -> None:
        if not isinstance(native, _native.NativePolicy):
            raise TypeError("a policy is made by Policy.load(file) or Policy.parse(text)")
        self._native = native

    @classmethod
    def load(cls, *files: PathLike) -> "Policy":
        """Compiles the policy that one file, or several together, make up.

        Raises PolicyError with everything that is wrong.
        """
        if not files:
            raise TypeError("Policy.load takes at least one file")
        return cls(_native.compile_files([os.fspath(file) for file in files]))

    @classmethod
    def parse(cls, text: str, name: str = "policy.textproto", **files: str) -> "Policy":
        """Compiles a policy from its text, without touching the file system."""
        return cls(_native.compile_texts([(name, text), *files.items()]))

    @classmethod
    def from_bytes(cls, data: bytes) -> "Policy":
        """The policy that `to_bytes` wrote, on this machine or another."""
        return cls(_native.deserialize_policy(data))

    def to_bytes(self) -> bytes:
        """All that is needed to compile it again, zone transitions and holiday files included."""
        return self._native.serialize()

    @property
    def name(self) -> str:
        return self._native.name

    @property
    def time_zone(self) -> str:
        return self._native.time_zone

    @property
    def fingerprint(self) -> int:
        """The same for policies that decide the same."""
        return self._native.fingerprint

    @property
    def priorities(self) -> List[str]:
        """The most urgent first."""
        return self._native.priorities

    @property
    def calendars(self) -> List[str]:
        return self._native.calendars

    @property
    def queues(self) -> List[str]:
        return self._native.queues

    @property
    def categories(self) -> List[str]:
        return self._native.categories

    @property
    def rotations(self) -> List[str]:
        return self._native.rotations

    @property
    def warnings(self) -> "List[_native.Diagnostic]":
        """What is legal, but most likely not what was meant."""
        return self._native.warnings

    def calendar(self, calendar_id: str) -> Any:
        """A calendar of the policy, as `Calendar`."""
        from .calendar import Calendar

        return Calendar(_native.calendar_of(self._native, calendar_id))._named(self, calendar_id)

    def classify(self, text: str) -> Dict[str, Any]:
        """What one text is about, and why. For a column: `Classifier`."""
        return _native.classify_text(self._native, text, {}, None)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Policy):
            return NotImplemented
        return self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __reduce__(self) -> Tuple[Any, ...]:
        return Policy.from_bytes, (self.to_bytes(),)

    def __repr__(self) -> str:
        return f"<Policy {self.name} {self.fingerprint:016x}>"


def as_policy(value: Any) -> Policy:
    """A policy, or the file that holds one."""
    if isinstance(value, Policy):
        return value
    if isinstance(value, (str, os.PathLike)):
        return Policy.load(value)
    raise TypeError(f"takes a Policy or the name of a file, not {type(value).__name__}")


def explain(code: str) -> str:
    """What a diagnostic code means.

    >>> print(explain("WP2101").splitlines()[0])
    WP2101: unknown name
    """
    title, paragraph = _native.explain_code(code.upper())
    return f"{code.upper()}: {title}\n\n{paragraph}"
