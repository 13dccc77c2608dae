import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import types

import pytest

import waypost as wp
from waypost import _progress


def test_a_replay_tells_how_far_it_is(it_desk, log):
    told = []
    wp.replay(it_desk, log, progress=lambda done, total: told.append((done, total)))
    assert told and told[-1][0] <= told[-1][1]


def test_progress_that_raises_ends_the_replay(it_desk, log):
    def fail(done, total):
        raise KeyError("enough")

    with pytest.raises(KeyError):
        wp.replay(it_desk, log, progress=fail)


def test_other_threads_run_meanwhile(it_desk, log):
    count = 0
    done = threading.Event()

    def count_on():
        nonlocal count
        while not done.is_set():
            count += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count_on)
    thread.start()
    for _ in range(3):
        wp.replay(it_desk, log)
    done.set()
    thread.join()
    assert count > 50


INTERRUPTED = """
    import signal, sys, threading, time, os
    import waypost as wp
    texts = ["my card was stolen by number %d of those who steal" % i for i in range(60000)]
    labels = ["class %d" % (i % 60) for i in range(60000)]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started us may ignore it
    threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    try:
        wp.train(texts, labels)
    except KeyboardInterrupt:
        # The thread of the training ends, too: only those of Python are left.
        give_up = time.monotonic() + 60
        while len(os.listdir("/proc/self/task")) > before and time.monotonic() < give_up:
            time.sleep(0.05)
        print("interrupted" if len(os.listdir("/proc/self/task")) <= before else "goes on")
        sys.stdout.flush()
        os._exit(0)
    print("finished")
"""


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="threads are counted in /proc")
def test_ctrl_c_ends_a_training(root):
    program = textwrap.dedent(INTERRUPTED).replace(
        "try:", 'before = len(os.listdir("/proc/self/task"))\ntry:', 1)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
    assert ran.stdout.strip() == "interrupted", ran.stderr


def test_a_training_tells_how_far_it_is(root):
    told = []
    texts, labels = ["one fish", "two fish", "red bird", "blue bird"] * 8, ["fish", "fish", "bird", "bird"] * 8
    wp.train(texts, labels, progress=lambda done, total: told.append((done, total)))
    assert told and all(done <= total for done, total in told)
    with pytest.raises(KeyError):
        wp.cross_validate(texts, labels, progress=lambda done, total: {}[done])


def test_ctrl_c_ends_a_batch_and_leaves_the_engine_usable(desk):
    engine = wp.Engine(desk, now=0)
    commands = [{"open_ticket": {"ticket_id": f"T{i}"}} for i in range(200_000)]
    interrupted = threading.Event()

    def press():  # again and again, as an impatient user does
        while not interrupted.wait(0.3):
            os.kill(os.getpid(), signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # it may have been ignored
    give_up = time.monotonic() + 60
    with pytest.raises(KeyboardInterrupt) as caught:
        threading.Thread(target=press, daemon=True).start()
        try:
            while time.monotonic() < give_up:
                engine.apply(commands, at=0)
        finally:
            interrupted.set()
    signal.signal(signal.SIGINT, before)
    assert caught.value.applied <= len(commands) if hasattr(caught.value, "applied") else True
    engine.apply({"open_ticket": {"ticket_id": "last"}}, at=0)


class Terminal:
    def __init__(self):
        self.text = ""

    def isatty(self):
        return True

    def write(self, text):
        self.text += text

    def flush(self):
        pass


def test_a_bar_in_a_terminal_is_taken_away(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(_progress, "_FIRST_AFTER_S", 0)
    monkeypatch.setattr(_progress, "_EVERY_S", 0)
    with _progress.Shown(None, "replay") as bar:
        bar(50, 100)
    assert "50 %" in terminal.text and "####" in terminal.text
    assert terminal.text.endswith(" \r")


def test_nothing_is_drawn_where_nobody_looks(monkeypatch):
    monkeypatch.setattr(Terminal, "isatty", lambda self: False)
    monkeypatch.setattr(sys, "stderr", Terminal())
    with _progress.Shown(None, "replay") as bar:
        assert bar is None
    with _progress.Shown(False, "replay") as bar:
        assert bar is None
    with pytest.raises(TypeError):
        _progress.Shown("yes", "replay")


def test_a_bar_in_a_notebook_is_updated_in_place(monkeypatch):
    shown = []

    class Handle:
        def update(self, html):
            shown.append(html)

    def display(html, display_id):
        shown.append(html)
        return Handle()

    shell = type("ZMQInteractiveShell", (), {})()
    ipython = types.ModuleType("IPython")
    ipython.get_ipython = lambda: shell
    screen = types.ModuleType("IPython.display")
    screen.HTML, screen.display = str, display
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", screen)
    monkeypatch.setattr(_progress, "_FIRST_AFTER_S", 0)
    monkeypatch.setattr(_progress, "_EVERY_S", 0)
    with _progress.Shown(None, "<replay>") as bar:
        bar(1, 4)
        bar(2, 4)
    assert 'value="1" max="4"' in shown[0] and "&lt;replay&gt;" in shown[0]
    assert 'value="2"' in shown[1] and shown[-1] == ""


AT_THE_END = """
    import threading, time
    import waypost as wp
    texts = ["my card was stolen by number %d of those who steal" % i for i in range(30000)]
    labels = ["class %d" % (i % 60) for i in range(30000)]
    engine = wp.Engine(wp.Policy.parse('name: "d" queues { id: "a" } routes { id: "r" stage { queue: "a" } }'), now=0)
    commands = [{"open_ticket": {"ticket_id": f"T{i}"}} for i in range(3000)]

    def apply():
        while True:
            engine.apply(commands, at=0, progress=lambda done, total: sum(range(1000)))

    threading.Thread(target=lambda: wp.train(texts, labels), daemon=True).start()
    threading.Thread(target=apply, daemon=True).start()
    time.sleep(0.4)
"""


def test_the_interpreter_ends_in_peace_while_daemon_threads_work():
    for _ in range(5):
        ran = subprocess.run([sys.executable, "-c", textwrap.dedent(AT_THE_END)], capture_output=True, text=True,
                             timeout=120)
        assert ran.returncode == 0, ran.stderr
