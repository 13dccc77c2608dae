"""Events: what an engine reports, as dicts, as a table, or as messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Dict, List, Union, overload

from . import _native
from ._tables import Table

if TYPE_CHECKING:
    import pandas


class Events(Sequence):  # type: ignore[type-arg]
    """Events in their order. Each is a dict with `sequence`, `at_ms`, `ticket_id`, `kind`, and the
    fields of its kind as the contract names them.

    They lie in C++ as bytes; a dict is made when it is asked for. For many, take the `table`.
    """

    __slots__ = ("_native",)

    def __init__(self, native: "_native.NativeEvents") -> None:
        if not isinstance(native, _native.NativeEvents):
            raise TypeError("events are results; they are not made")
        self._native = native

    def __len__(self) -> int:
        return len(self._native)

    @overload
    def __getitem__(self, index: int) -> Dict[str, Any]: ...

    @overload
    def __getitem__(self, index: slice) -> List[Dict[str, Any]]: ...

    def __getitem__(self, index: Union[int, slice]) -> Any:
        if isinstance(index, slice):
            return [self._native.event(i) for i in range(*index.indices(len(self)))]
        return self._native.event(index)

    @property
    def table(self) -> Table:
        """A row an event, with a column for every field that occurs."""
        return Table(self._native.table())

    def to_pandas(self) -> "pandas.DataFrame":
        """The table as a data frame."""
        return self.table.to_pandas()

    def messages(self) -> List[Any]:
        """The events as `waypost.v1.event_pb2.Event`."""
        from .v1 import event_pb2

        # Generated code has no types.
        event: Any = getattr(event_pb2, "Event")
        return [event.FromString(self._native.bytes(i)) for i in range(len(self))]

    def __repr__(self) -> str:
        kinds = [event["kind"] for event in self[:4]]
        more = ", ..." if len(self) > 4 else ""
        return f"<Events {len(self)}: {', '.join(kinds)}{more}>"

    def _repr_html_(self) -> str:
        return self.table._repr_html_()
