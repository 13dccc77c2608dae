"""Instants and spans: what Python writes as milliseconds, and back.

A time without a zone is UTC, as in NumPy.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from typing import Any, Optional, Union

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)
_MS = dt.timedelta(milliseconds=1)
_SPAN = re.compile(r"(\d+)(ms|s|m|h|d|w)")
_UNIT_MS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000}


def is_span(value: object) -> bool:
    """Whether a value is a length of time."""
    return isinstance(value, dt.timedelta) or _numpy_kind(value) == "m"


def _numpy_kind(value: object) -> str:
    dtype = getattr(value, "dtype", None)
    kind = getattr(dtype, "kind", "")
    return kind if kind in ("M", "m") and getattr(value, "ndim", 1) == 0 else ""


def _numpy_ms(value: Any) -> int:
    numpy = sys.modules["numpy"]
    if numpy.isnat(value):
        raise ValueError("it is missing (NaT)")
    unit = "datetime64[ms]" if _numpy_kind(value) == "M" else "timedelta64[ms]"
    return int(value.astype(unit).astype("int64"))


def _datetime_ms(value: dt.datetime) -> int:
    if value != value:
        raise ValueError("it is missing (NaT)")
    # What stands below the millisecond is dropped, towards the past.
    aware = value if value.tzinfo is not None else value.replace(tzinfo=dt.timezone.utc)
    return (aware - _EPOCH) // _MS


def _text_ms(text: str) -> int:
    try:
        return _datetime_ms(dt.datetime.fromisoformat(text[:-1] + "+00:00" if text[-1:] == "Z" else text))
    except ValueError:
        raise ValueError(f'"{text[:64]}" is no time; write 2027-02-06T20:59+08:00') from None


def instant_ms(value: Any, place: str = "at") -> int:
    """Milliseconds since the epoch of a time.

    >>> import datetime
    >>> instant_ms("2027-02-06T20:59+08:00")
    1801918740000
    >>> instant_ms(datetime.date(1970, 1, 2))
    86400000
    """
    try:
        if isinstance(value, dt.datetime):
            return _datetime_ms(value)
        if isinstance(value, dt.date):
            return _datetime_ms(dt.datetime(value.year, value.month, value.day))
        if isinstance(value, str):
            return _text_ms(value)
        if _numpy_kind(value) == "M":
            return _numpy_ms(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if hasattr(value, "__index__") and not isinstance(value, bool):
            return int(value.__index__())
        if type(value).__name__ == "NaTType":
            raise ValueError("it is missing (NaT)")
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{place}: {error}") from None
    raise TypeError(f"{place}: takes a time, not {type(value).__name__}")


def span_ms(value: Any, place: str = "span") -> int:
    """Milliseconds of a length of time: a timedelta, "1h30m", or milliseconds.

    >>> span_ms("1h30m")
    5400000
    """
    try:
        if isinstance(value, dt.timedelta):
            return value // _MS
        if isinstance(value, str):
            parts = _SPAN.findall(value)
            if not parts or "".join(n + u for n, u in parts) != value:
                raise ValueError(f'"{value[:64]}" is no length of time; write 1h30m')
            return sum(int(number) * _UNIT_MS[unit] for number, unit in parts)
        if _numpy_kind(value) == "m":
            return _numpy_ms(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{place}: {error}") from None
    raise TypeError(f"{place}: takes a length of time, not {type(value).__name__}")


def instant_or_span_ms(value: Any, place: str) -> int:
    """For fields in milliseconds, whichever they are."""
    return span_ms(value, place) if is_span(value) else instant_ms(value, place)


def to_datetime(at_ms: Optional[int], zone: Optional[dt.tzinfo] = None) -> Optional[dt.datetime]:
    """A datetime with a zone (UTC, if none is given)."""
    if at_ms is None:
        return None
    at = _EPOCH + dt.timedelta(milliseconds=at_ms)
    return at if zone is None else at.astimezone(zone)


Instant = Union[int, str, dt.datetime, dt.date, Any]
Span = Union[int, str, dt.timedelta, Any]
