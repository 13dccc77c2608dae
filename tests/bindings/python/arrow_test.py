"""Tables by Arrow's C stream interface, read by a consumer of ctypes that counts releases."""

import ctypes
import gc

import numpy as np
import pytest

import waypost as wp


class Schema(ctypes.Structure):
    pass


class Array(ctypes.Structure):
    pass


class Stream(ctypes.Structure):
    pass


Schema._fields_ = [
    ("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_void_p),
    ("flags", ctypes.c_int64), ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(Schema))), ("dictionary", ctypes.POINTER(Schema)),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Schema))), ("private_data", ctypes.c_void_p)]
Array._fields_ = [
    ("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64), ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)), ("children", ctypes.POINTER(ctypes.POINTER(Array))),
    ("dictionary", ctypes.POINTER(Array)), ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Array))),
    ("private_data", ctypes.c_void_p)]
Stream._fields_ = [
    ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Schema))),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Array))),
    ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.POINTER(Stream))),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Stream))), ("private_data", ctypes.c_void_p)]

pointer_of = ctypes.pythonapi.PyCapsule_GetPointer
pointer_of.restype, pointer_of.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]


def stream_of(capsule):
    return Stream.from_address(pointer_of(capsule, b"arrow_array_stream"))


def values_of(array, i, ctype, count):
    return np.ctypeslib.as_array(ctypes.cast(array.buffers[i], ctypes.POINTER(ctype)), (count,))


def bits_of(array, i, rows):
    packed = values_of(array, i, ctypes.c_uint8, (rows + 7) // 8)
    return np.unpackbits(packed, bitorder="little")[:rows].astype(bool)


def texts_of(array):
    count = array.length
    ends = values_of(array, 1, ctypes.c_int64, count + 1)
    data = ctypes.string_at(array.buffers[2], ends[-1]) if ends[-1] else b""
    return [data[ends[i] : ends[i + 1]].decode() for i in range(count)]


def read(table):
    """Each column as a list, None where there is no value; every structure is released."""
    capsule = table.__arrow_c_stream__()
    stream, schema, batch, end = stream_of(capsule), Schema(), Array(), Array()
    assert stream.get_schema(ctypes.byref(stream), ctypes.byref(schema)) == 0
    assert stream.get_next(ctypes.byref(stream), ctypes.byref(batch)) == 0
    assert stream.get_next(ctypes.byref(stream), ctypes.byref(end)) == 0
    assert not end.release
    stream.release(ctypes.byref(stream))
    assert not stream.release
    del capsule, stream
    gc.collect()
    columns = {}
    for i in range(schema.n_children):
        kind, column = schema.children[i].contents, batch.children[i].contents
        columns[kind.name.decode()] = column_of(kind, column)
    schema.release(ctypes.byref(schema))
    batch.release(ctypes.byref(batch))
    assert not schema.release and not batch.release
    return columns


def column_of(kind, column):
    rows, form = column.length, kind.format
    if form == b"b":
        values = bits_of(column, 1, rows).tolist()
    elif form == b"i":
        texts = texts_of(column.dictionary.contents)
        assert kind.dictionary.contents.format == b"U"
        values = [texts[code] if code >= 0 else None
                  for code in values_of(column, 1, ctypes.c_int32, rows)]
    else:
        ctype = ctypes.c_double if form == b"g" else ctypes.c_int64
        assert form in (b"l", b"g", b"tsm:UTC", b"tDm")
        values = values_of(column, 1, ctype, rows).tolist()
    if column.buffers[0]:
        there = bits_of(column, 0, rows)
        assert column.null_count == (~there).sum() > 0
        values = [value if valid else None for value, valid in zip(values, there)]
    else:
        assert column.null_count == 0
    return values


def test_a_consumer_reads_what_the_columns_hold(replayed):
    for name in ("tickets", "clocks", "attainment", "kinds", "periods"):
        table = replayed.table(name)
        columns = read(table)
        assert list(columns) == table.columns
        for column, values in columns.items():
            assert len(values) == len(table)
            shown = table[column]
            missing = [v is None or v != v for v in shown.tolist()]
            assert [v is None or v != v for v in values][:50] == missing[:50], column


def test_texts_and_times_are_the_same(replayed):
    table = replayed.table("clocks")
    columns = read(table)
    assert columns["ticket_id"] == table["ticket_id"].tolist()
    assert columns["due"][:99] == table["due"].view("int64").tolist()[:99]


def test_a_child_that_was_moved_out_is_released_by_its_new_owner(replayed):
    capsule = replayed.table("tickets").__arrow_c_stream__()
    stream, batch, moved = stream_of(capsule), Array(), Array()
    stream.get_next(ctypes.byref(stream), ctypes.byref(batch))
    child = batch.children[0].contents
    ctypes.memmove(ctypes.byref(moved), ctypes.byref(child), ctypes.sizeof(Array))
    ctypes.memset(ctypes.byref(child, Array.release.offset), 0, ctypes.sizeof(ctypes.c_void_p))
    batch.release(ctypes.byref(batch))
    del capsule, stream
    gc.collect()
    assert texts_of(moved.dictionary.contents)[0].startswith("INC")
    moved.release(ctypes.byref(moved))
    assert not moved.release


def test_a_capsule_that_nobody_reads_gives_all_back(replayed):
    def resident():
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1])

    table = replayed.table("tickets")
    for _ in range(50):
        table.__arrow_c_stream__()
    before = resident()
    for _ in range(2000):
        read_nothing = table.__arrow_c_stream__()
        del read_nothing
    for _ in range(50):
        read(replayed.table("kinds"))
    assert resident() - before < 2_000  # pages


def test_columns_are_read_where_they_are(replayed):
    table = replayed.table("tickets")
    first, again = np.asarray(table.column("opened")), np.asarray(table.column("opened"))
    assert first.ctypes.data == again.ctypes.data
    assert not first.flags.writeable and not first.flags.owndata
    view = memoryview(table.column("opened"))
    assert view.readonly and view.format == "q" and view.nbytes == 8 * len(table)
    with pytest.raises((BufferError, TypeError, ValueError)):
        view[0] = 1


def test_a_column_outlives_its_table(it_desk, log):
    column = wp.replay(it_desk, log).table("tickets").column("opened")
    array = np.asarray(column)
    total = int(array.sum())
    del column
    gc.collect()
    junk = [bytearray(1_000_000) for _ in range(20)]
    assert int(array.sum()) == total and junk
