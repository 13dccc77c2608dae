"""Misuse is an error and never the end of the interpreter: everything that the package and its C++
half offer is called with arguments drawn at random, in a process of its own."""

import copy
import os
import pathlib
import pickle
import subprocess
import sys

import pytest

import waypost as wp
from waypost import _native

from conftest import START

SEEDS = range(4)
CALLS = 4_000


@pytest.mark.parametrize("seed", SEEDS)
def test_random_calls_end_in_answers_or_exceptions(seed, root):
    script = pathlib.Path(__file__).with_name("random_calls.py")
    ran = subprocess.run([sys.executable, "-X", "faulthandler", script, str(root), str(seed), str(CALLS)],
                         capture_output=True, text=True, timeout=500)
    assert ran.returncode == 0, ran.stderr[-3000:]
    calls, answers, errors = (int(word) for word in ran.stdout.split())
    # It must reach the inside often enough to prove something.
    assert calls == CALLS and answers > CALLS // 20 and errors > CALLS // 5


def test_objects_of_the_cpp_half_are_not_born_without_it():
    for kind in vars(_native).values():
        if not isinstance(kind, type):
            continue
        for make in (kind, lambda: kind.__new__(kind), lambda: object.__new__(kind),
                     lambda: kind.__mro__[1].__new__(kind), lambda: type("Sub", (kind,), {})):
            with pytest.raises(TypeError):
                make()


def test_objects_do_not_change_their_class(replayed):
    column, table = replayed.table("kinds").column("kind"), replayed.table("kinds")._native
    with pytest.raises(TypeError):
        column.__class__ = type(table)
    with pytest.raises(TypeError):
        copy.copy(column)
    with pytest.raises(TypeError):
        pickle.dumps(table)


def test_wrappers_without_an_inside_are_errors():
    for kind in (wp.Policy, wp.Engine, wp.Calendar, wp.Log, wp.Replay, wp.Model, wp.Evaluation, wp.Table, wp.Events):
        empty = kind.__new__(kind)
        for name in dir(kind):
            if name.startswith("_") and name not in ("__len__", "__repr__", "__str__", "_repr_html_"):
                continue
            try:
                value = getattr(empty, name)
                if callable(value) and name.startswith("_"):
                    value()
            except (AttributeError, TypeError):
                pass
    with pytest.raises(TypeError):
        wp.Policy(None)


def test_a_child_process_goes_on_by_itself(desk):
    engine = wp.Engine(desk, now=START)
    engine.apply({"open_ticket": {"ticket_id": "T1"}}, at=START)
    digest = engine.digest
    child = os.fork()
    if child == 0:
        code = 1
        try:
            engine.apply({"abandon": {"ticket_id": "T1"}}, at=START)
            many = wp.Classifier(desk).table(["hacked"] * 2000)
            code = 0 if engine.open_tickets == 0 and len(many) == 2000 else 2
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert engine.digest == digest and engine.open_tickets == 1


def test_an_engine_is_in_use_while_its_own_call_asks_for_it(engine):
    seen = []

    def look(done, total):
        try:
            engine.apply({"open_ticket": {"ticket_id": "inner"}}, at=START)
        except wp.BusyError as error:
            seen.append(error)

    engine.apply({"open_ticket": {"ticket_id": "outer"}}, at=START, progress=look)
    assert seen and engine.open_tickets == 1


def test_commands_that_change_while_they_are_read(engine):
    fields = {"ticket_id": "T1"}

    class Sneaky:
        def __index__(self):
            fields.clear()
            fields.update({str(i): i for i in range(1000)})
            return 5

    fields["facts"] = {"amount_fen": Sneaky()}
    engine.apply({"open_ticket": fields}, at=START)
    assert engine.open_tickets == 1


def test_text_that_is_no_text_is_an_error(engine, desk):
    lonely = "\ud800"
    with pytest.raises((UnicodeError, ValueError)):
        engine.apply({"open_ticket": {"ticket_id": lonely}}, at=START)
    with pytest.raises((UnicodeError, ValueError)):
        wp.Classifier(desk).table([lonely])
    with pytest.raises((UnicodeError, ValueError, TypeError, wp.Error)):
        wp.Policy.parse(lonely)


def test_a_number_is_no_file_and_stays_open():
    reading, writing = os.pipe()
    for call in (lambda: wp.read_log(b"a", mapping=reading), lambda: wp.Model.load(reading),
                 lambda: wp.Policy.load(reading), lambda: wp.Calendar.load(reading)):
        with pytest.raises(TypeError):
            call()
    os.write(writing, b"x")
    assert os.read(reading, 1) == b"x"
    os.close(reading), os.close(writing)
