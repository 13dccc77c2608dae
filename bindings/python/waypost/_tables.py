"""Tables: columns in C++ that NumPy, pandas and whatever speaks Arrow read where they are."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Iterator, List, Optional

from . import _native

if TYPE_CHECKING:
    import pandas

_ROWS_SHOWN = 20


class Table:
    """Columns of one length, immutable.

    `pandas.DataFrame` by `to_pandas()`; polars, pyarrow and DuckDB take the table itself
    (`__arrow_c_stream__`). `table["opened"]` is a NumPy array over the table's own memory.
    """

    __slots__ = ("_native",)

    def __init__(self, native: "_native.NativeTable") -> None:
        if not isinstance(native, _native.NativeTable):
            raise TypeError("tables are results; they are not made")
        self._native = native

    def __len__(self) -> int:
        return len(self._native)

    @property
    def columns(self) -> List[str]:
        """The names of the columns."""
        return self._native.names

    def __iter__(self) -> Iterator[str]:
        return iter(self._native.names)

    def column(self, name: str) -> "_native.Column":
        """A column as it lies in memory, for `memoryview` and `numpy.asarray`.

        Texts are numbers of a `dictionary`, -1 where there is none.
        """
        return self._native.column(name)

    def __getitem__(self, name: str) -> Any:
        import numpy

        column = self._native.column(name)
        values = numpy.asarray(column)
        if column.kind == "time":
            return values.view("datetime64[ms]")
        if column.kind == "span":
            return values.view("timedelta64[ms]")
        if column.kind == "text":
            return numpy.array([*column.dictionary, None], dtype=object)[values]
        return values

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object:
        return self._native.__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> "pandas.DataFrame":
        """A data frame: times in UTC, repeated texts as categories."""
        import pandas

        return pandas.DataFrame({name: self._series(name) for name in self.columns})

    def _series(self, name: str) -> Any:
        import numpy
        import pandas

        column = self._native.column(name)
        values = numpy.asarray(column)
        if column.kind == "time":
            times = values.view("datetime64[ms]").astype("datetime64[ns]")
            return pandas.Series(times).dt.tz_localize("UTC")
        if column.kind == "span":
            return pandas.Series(values.view("timedelta64[ms]").astype("timedelta64[ns]"))
        if column.kind == "text":
            dictionary = column.dictionary
            if len(dictionary) * 2 > len(values):
                return pandas.Series(numpy.array([*dictionary, None], dtype=object)[values], dtype=object)
            return pandas.Categorical.from_codes(values, dictionary)
        if column.kind == "flag" and column.has_none:
            return pandas.arrays.BooleanArray((values == 1), (values == 2))
        if column.kind == "int" and column.has_none:
            missing = values == numpy.iinfo("int64").min
            return pandas.arrays.IntegerArray(numpy.where(missing, 0, values), missing)
        return values

    def __repr__(self) -> str:
        return f"<Table {len(self)} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        shown = min(len(self), _ROWS_SHOWN)
        arrays = [self[name][:shown] for name in self.columns]
        rows = "".join(
            "<tr>" + "".join(f"<td>{_cell(array[row])}</td>" for array in arrays) + "</tr>"
            for row in range(shown)
        )
        return f"<table><tr>{head}</tr>{rows}</table><p>{len(self):,} rows</p>"


def _cell(value: Any) -> str:
    # datetime and timedelta are read more easily than what NumPy makes of its times.
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    shown = value.item() if kind in ("M", "m") else value
    return "" if shown is None or shown != shown else html.escape(str(shown))
