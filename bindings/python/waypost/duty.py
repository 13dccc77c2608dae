"""Who is on duty, and whether everybody's share is fair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

from . import _native
from ._tables import Table
from ._time import Instant, instant_ms
from .policy import as_policy

if TYPE_CHECKING:
    import pandas

_TWO_WEEKS_MS = 14 * 86_400_000


class OnCall:
    """The shifts of a policy's rotations over a stretch of time."""

    __slots__ = ("time_zone", "_shifts", "_loads", "_doubles")

    def __init__(
        self, time_zone: str, shifts: "_native.NativeTable", loads: "_native.NativeTable",
        doubles: "_native.NativeTable"
    ) -> None:
        #: The zone of the first rotation, in which nights are counted.
        self.time_zone = time_zone
        self._shifts, self._loads, self._doubles = Table(shifts), Table(loads), Table(doubles)

    def _local(self, table: Table) -> "pandas.DataFrame":
        frame = table.to_pandas()
        for name in ("begin", "end"):
            frame[name] = frame[name].dt.tz_convert(self.time_zone)
        return frame

    @property
    def shifts(self) -> "pandas.DataFrame":
        """rotation, begin, end, people; people is None where nobody is on duty."""
        return self._local(self._shifts)

    @property
    def gaps(self) -> "pandas.DataFrame":
        """Shifts with nobody."""
        shifts = self.shifts
        return shifts[shifts["people"].isna()].drop(columns="people").reset_index(drop=True)

    @property
    def double_duty(self) -> "pandas.DataFrame":
        """Somebody in two rotations at once."""
        return self._local(self._doubles)

    @property
    def loads(self) -> "pandas.DataFrame":
        """agent, on_duty, nights, nights_in_a_row."""
        return self._loads.to_pandas()

    def __repr__(self) -> str:
        return f"<OnCall {len(self._shifts)} shifts, {self.time_zone}>"

    def _repr_html_(self) -> str:
        return str(self.shifts.to_html(index=False)) + str(self.loads.to_html(index=False))


def oncall(
    policy: Any, rotation: Optional[str] = None, begin: Instant = 0, end: Optional[Instant] = None
) -> OnCall:
    """Who is on duty from `begin` to `end` (two weeks, if not given), in one rotation or all."""
    begin_ms = instant_ms(begin, "begin")
    end_ms = begin_ms + _TWO_WEEKS_MS if end is None else instant_ms(end, "end")
    return OnCall(*_native.on_call(as_policy(policy)._native, rotation or "", begin_ms, end_ms))
