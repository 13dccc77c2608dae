"""How a desk kept its promises."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Tuple

from . import _native
from ._tables import Table

if TYPE_CHECKING:
    import pandas


class Statistics:
    """The cycles of each promise: of an engine, of a replay, or of several added up.

    `may + june` are the statistics of both months, percentiles included. Immutable; they can be
    pickled.
    """

    __slots__ = ("_native",)

    def __init__(self, native: "_native.NativeStatistics") -> None:
        if not isinstance(native, _native.NativeStatistics):
            raise TypeError("statistics come from an engine or a replay")
        self._native = native

    @classmethod
    def from_bytes(cls, data: bytes) -> "Statistics":
        return cls(_native.parse_statistics(data))

    def to_bytes(self) -> bytes:
        return self._native.serialize()

    def table(self, name: str) -> Table:
        """"attainment" or "periods" without pandas."""
        if name not in ("attainment", "periods"):
            raise KeyError(name)
        return Table(getattr(self._native, name)())

    @property
    def attainment(self) -> "pandas.DataFrame":
        """A row a promise: met, breached, share_met, p50, p90, p99, longest."""
        return self.attainment_by()

    def attainment_by(self, split: str = "all") -> "pandas.DataFrame":
        """The same for each "queue", "channel" or "category"."""
        if split not in ("all", "queue", "channel", "category"):
            raise ValueError(f'there is no split "{split}": all, queue, channel, category')
        frame = self.table("attainment").to_pandas()
        frame = frame[frame["split"] == split].reset_index(drop=True)
        return frame.drop(columns=["split", "value"] if split == "all" else ["split"])

    @property
    def periods(self) -> "pandas.DataFrame":
        """A row a period of the promises about whole periods."""
        return self.table("periods").to_pandas()

    def __add__(self, other: Any) -> "Statistics":
        if not isinstance(other, Statistics):
            return NotImplemented
        return Statistics(self._native.merged(other._native))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Statistics):
            return NotImplemented
        return self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())

    def __reduce__(self) -> Tuple[Any, ...]:
        return Statistics.from_bytes, (self.to_bytes(),)

    def __str__(self) -> str:
        return self._native.text

    def __repr__(self) -> str:
        return f"<Statistics {len(self.table('attainment'))} rows>"

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(str(self))}</pre>"
