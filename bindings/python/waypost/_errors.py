"""The exceptions of this package. Each has the words that C++ and the command have for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, List

if TYPE_CHECKING:
    from ._native import Diagnostic

__all__ = [
    "BusyError",
    "Error",
    "InvalidError",
    "LimitError",
    "NotFoundError",
    "PolicyError",
    "TimeError",
]


class Error(Exception):
    """Whatever goes wrong in this package.

    Errors of a batch of commands say what had happened before them: `applied` commands, with
    `events`.
    """

    applied: int
    events: object


class PolicyError(Error):
    """A policy or mapping has errors; prints like `waypost check`.

    >>> import waypost
    >>> try:
    ...     waypost.Policy.parse('nmae: "desk"', name="desk.textproto")
    ... except waypost.PolicyError as error:
    ...     print(error.diagnostics[0].code, error.diagnostics[0].line)
    WP1101 1
    """

    def __init__(self, text: str, diagnostics: "List[Diagnostic]") -> None:
        super().__init__(text)
        #: The findings as objects: code, message, file, line, column, help.
        self.diagnostics = list(diagnostics)


class InvalidError(Error, ValueError):
    """Something handed over is malformed."""


class NotFoundError(Error, LookupError):
    """There is nothing of that name."""


class LimitError(Error):
    """A limit of the policy is reached, or of memory."""


class TimeError(Error, ValueError):
    """A time lies before the engine's, or too far ahead of it."""


class BusyError(Error, RuntimeError):
    """Another call is using the engine."""


# By absl::StatusCode.
_CLASSES = {
    3: InvalidError,
    5: NotFoundError,
    8: LimitError,
    9: TimeError,
    10: BusyError,
    11: TimeError,
}


def from_status(code: int, message: str) -> Error:
    """The exception for a status of the library."""
    return _CLASSES.get(code, Error)(message)
