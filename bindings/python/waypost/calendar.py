"""Business time over whole columns."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Dict, Iterable, Optional, Tuple, Union

from . import _native
from ._tables import Table
from ._time import Instant, instant_ms, span_ms, to_datetime
from .policy import Policy, as_policy

if TYPE_CHECKING:
    import numpy

Hours = Union[Dict[str, str], Iterable[Tuple[str, str]]]


class _Column:
    """Times or spans as int64 with a unit, whatever they came as, and the way back."""

    def __init__(self, value: Any, span: bool, place: str) -> None:
        import numpy

        self.scalar = not _is_column(value)
        self.index: Any = None
        self.zone: Any = None
        self.pandas = False
        if self.scalar:
            self.zone = getattr(value, "tzinfo", None)
            number = span_ms(value, place) if span else instant_ms(value, place)
            _check_range(number, place)
            self.numbers = numpy.array([number], dtype="int64")
            self.unit = "ms"
            return
        if isinstance(value, (list, tuple)):
            read = span_ms if span else instant_ms
            missing = numpy.iinfo("int64").min
            self.numbers = numpy.array([missing if v is None else read(v, place) for v in value], "int64")
            self.unit = "ms"
            return
        values = value
        if hasattr(value, "dtype") and hasattr(value, "array"):  # pandas Series or Index
            self.pandas = True
            self.index = getattr(value, "index", None)
            self.zone = getattr(value.dtype, "tz", None)
            values = value.to_numpy("datetime64[ns]") if self.zone is not None else value.to_numpy()
        values = numpy.asarray(values)
        if values.dtype.kind == "O":
            values = values.astype("timedelta64[ns]" if span else "datetime64[ns]")
        self.numbers, self.unit = _numbers_of(values, span, place)

    def times(self, answer: "_native.Column") -> Any:
        import numpy

        numbers = numpy.asarray(answer)
        if self.scalar:
            found = int(numbers[0])
            return None if found == numpy.iinfo("int64").min else to_datetime(found, self.zone)
        times = numbers.view(f"datetime64[{self.unit}]")
        if not self.pandas:
            return times
        import pandas

        series = pandas.Series(times.astype("datetime64[ns]"), index=self.index)
        return series if self.zone is None else series.dt.tz_localize("UTC").dt.tz_convert(self.zone)

    def spans(self, answer: "_native.Column") -> Any:
        import numpy

        numbers = numpy.asarray(answer)
        if self.scalar:
            return dt.timedelta(milliseconds=int(numbers[0]))
        spans = numbers.view(f"timedelta64[{self.unit}]")
        return self._wrapped(spans.astype("timedelta64[ns]") if self.pandas else spans)

    def flags(self, answer: "_native.Column") -> Any:
        import numpy

        flags = numpy.asarray(answer)
        if self.scalar:
            return bool(flags[0])
        # A missing time is not open.
        return self._wrapped(flags if flags.dtype == bool else flags == 1)

    def _wrapped(self, values: Any) -> Any:
        if not self.pandas:
            return values
        import pandas

        return pandas.Series(values, index=self.index)


def _is_column(value: object) -> bool:
    return getattr(value, "ndim", 0) == 1 or isinstance(value, (list, tuple))


def _check_range(number: int, place: str) -> None:
    if not -(2**63) < number < 2**63:
        raise ValueError(f"{place}: the number is not in its interval")


def _numbers_of(values: "numpy.ndarray[Any, Any]", span: bool, place: str) -> Tuple[Any, str]:
    wanted = "m" if span else "M"
    if values.ndim != 1:
        raise TypeError(f"{place}: takes one dimension, not {values.ndim}")
    if values.dtype.kind == "i":
        return values.astype("int64", copy=False), "ms"
    if values.dtype.kind != wanted:
        raise TypeError(f"{place}: takes {'spans' if span else 'times'}, not {values.dtype}")
    unit = values.dtype.str.partition("[")[2].rstrip("]")
    if unit not in ("ns", "us", "ms", "s"):
        values, unit = values.astype(values.dtype.str[:3] + "[ms]"), "ms"
    return values.view("int64"), unit


class Calendar:
    """When a desk is open, and arithmetic in open time.

    Every method takes one time or a column: NumPy datetime64, a pandas Series (with or without a
    zone), a list. What comes back is of the same kind, with the same zone, unit and index. Times
    without a zone are UTC, as in NumPy. What lies beyond the years that the calendar knows is
    missing in the answer (None or NaT).

    >>> desk = Calendar.build("Europe/Lisbon", weekly={"mon-fri": "09:00-18:00"})
    >>> desk.add("2026-03-27T17:30Z", "1h").isoformat()     # the clocks advance on 29 March
    '2026-03-30T08:30:00+00:00'
    """

    __slots__ = ("_native", "_source")

    def __init__(self, native: "_native.NativeCalendar") -> None:
        if not isinstance(native, _native.NativeCalendar):
            raise TypeError("a calendar is made by Calendar.load, Calendar.build or Policy.calendar")
        self._native = native
        self._source: Any = None

    @classmethod
    def load(cls, policy: Any, calendar_id: str) -> "Calendar":
        """A calendar of a policy, or of the file of one."""
        return as_policy(policy).calendar(calendar_id)  # type: ignore[no-any-return]

    @classmethod
    def build(
        cls,
        time_zone: str,
        weekly: Hours = (),
        special: Hours = (),
        holidays: Iterable[str] = (),
        breaks: Hours = (),
        icalendar: Iterable[str] = (),
        years: Tuple[int, int] = (2000, 2060),
    ) -> "Calendar":
        """A calendar in the words in which policies write one: docs/calendars.md.

        `icalendar` holds the texts of iCalendar files, not their names.
        """
        arguments = (
            time_zone,
            _pairs(weekly),
            _pairs(special),
            [holidays] if isinstance(holidays, str) else list(holidays),
            _pairs(breaks),
            [icalendar] if isinstance(icalendar, str) else list(icalendar),
            years,
        )
        calendar = cls(_native.build_calendar(*arguments))
        calendar._source = arguments
        return calendar

    def _named(self, policy: Policy, calendar_id: str) -> "Calendar":
        self._source = (policy, calendar_id)
        return self

    @property
    def time_zone(self) -> str:
        """The zone whose dates are its business dates."""
        return self._native.time_zone

    @property
    def digest(self) -> int:
        """Equal for calendars that give equal answers."""
        return self._native.digest

    def is_open(self, at: Instant) -> Any:
        """Whether it is open: at opening time yes, at closing time no."""
        column = _Column(at, False, "at")
        return column.flags(self._ask("is_open", column, None))

    def next_open(self, at: Instant) -> Any:
        """The earliest open instant from then on."""
        column = _Column(at, False, "at")
        return column.times(self._ask("next_open", column, None))

    def next_close(self, at: Instant) -> Any:
        """The earliest closed instant from then on."""
        column = _Column(at, False, "at")
        return column.times(self._ask("next_close", column, None))

    def between(self, begin: Instant, end: Instant) -> Any:
        """Open time in [begin, end); nothing if the end is not after the beginning."""
        starts, ends = _Column(begin, False, "begin"), _Column(end, False, "end")
        if starts.scalar and not ends.scalar:
            import numpy

            ends.numbers, starts.numbers = ends.numbers, numpy.broadcast_to(starts.numbers, ends.numbers.shape)
            answer = self._ask_columns("between", starts, ends, ends.unit)
            return ends.spans(answer)
        return starts.spans(self._ask("between", starts, ends))

    def add(self, start: Instant, span: Any) -> Any:
        """The earliest instant by which so much open time has passed."""
        column = _Column(start, False, "start")
        return column.times(self._ask("add", column, _Column(span, True, "span")))

    def subtract(self, end: Instant, span: Any) -> Any:
        """The latest instant from which so much open time passes until then."""
        column = _Column(end, False, "end")
        return column.times(self._ask("subtract", column, _Column(span, True, "span")))

    def add_business_days(self, start: Instant, days: Any, landing: str = "same_time") -> Any:
        """A place on the date so many business dates later: "same_time", "open_of_day",
        "close_of_day"."""
        import numpy

        column = _Column(start, False, "start")
        amount = numpy.atleast_1d(numpy.asarray(days))
        if amount.dtype.kind != "i" or amount.ndim != 1:
            raise TypeError("days: takes whole numbers")
        answer = self._native.ask(
            "add_business_days", column.numbers, column.unit, amount.astype("int64"), "ms",
            column.unit, landing)
        return column.times(answer)

    def _ask(self, question: str, at: _Column, amount: Optional[_Column]) -> "_native.Column":
        if amount is not None and at.scalar and not amount.scalar:
            import numpy

            at.numbers = numpy.broadcast_to(at.numbers, amount.numbers.shape)
            at.scalar, at.pandas, at.index = False, amount.pandas, amount.index
        return self._ask_columns(question, at, amount, at.unit)

    def _ask_columns(
        self, question: str, at: _Column, amount: Optional[_Column], unit: str
    ) -> "_native.Column":
        return self._native.ask(
            question, at.numbers, at.unit, None if amount is None else amount.numbers,
            "ms" if amount is None else amount.unit, unit, "same_time")

    def openings(self, begin: Instant, end: Instant) -> Table:
        """The openings that share an instant with [begin, end), whole."""
        return Table(self._native.openings(instant_ms(begin, "begin"), instant_ms(end, "end")))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Calendar):
            return NotImplemented
        return self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __reduce__(self) -> Tuple[Any, ...]:
        if isinstance(self._source[0], Policy):
            return Calendar.load, self._source
        return Calendar.build, self._source

    def __repr__(self) -> str:
        return f"<Calendar {self.time_zone} {self.digest:016x}>"


def _pairs(hours: Hours) -> Any:
    return list(hours.items()) if isinstance(hours, dict) else list(hours)
