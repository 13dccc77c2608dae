"""How far long work is: a bar in a terminal or a notebook, a function, or nothing."""

from __future__ import annotations

import sys
import time
from typing import Any, Callable, Optional, Union

Progress = Union[None, bool, Callable[[int, int], None]]

_WIDTH = 40
_EVERY_S = 0.1
_FIRST_AFTER_S = 0.3  # what is quicker needs no bar


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and type(shell).__name__ == "ZMQInteractiveShell"


class _Bar:
    """Draws at most ten times a second, and takes itself away."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._begin = self._last = time.monotonic()
        self._drawn = False

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._begin < _FIRST_AFTER_S or now - self._last < _EVERY_S:
            return
        self._last = now
        self._drawn = True
        self.draw(done, total)

    def close(self) -> None:
        if self._drawn:
            self.clear()

    def draw(self, done: int, total: int) -> None:
        raise NotImplementedError

    def clear(self) -> None:
        raise NotImplementedError


class TerminalBar(_Bar):
    """On standard error."""

    def draw(self, done: int, total: int) -> None:
        if total:
            filled = min(done * _WIDTH // total, _WIDTH)
            text = f"[{'#' * filled}{' ' * (_WIDTH - filled)}] {done * 100 // total:3} %"
        else:
            text = f"{time.monotonic() - self._begin:.0f} s"
        sys.stderr.write(f"\r{self._title} {text}")
        sys.stderr.flush()

    def clear(self) -> None:
        sys.stderr.write("\r" + " " * (len(self._title) + _WIDTH + 9) + "\r")
        sys.stderr.flush()


class NotebookBar(_Bar):
    """A progress element in the cell's output, updated in place."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._handle: Any = None

    def _show(self, markup: str) -> None:
        from IPython.display import HTML, display

        if self._handle is None:
            self._handle = display(HTML(markup), display_id=True)
        else:
            self._handle.update(HTML(markup))

    def draw(self, done: int, total: int) -> None:
        import html

        value = f'value="{done}" max="{total}"' if total else ""
        self._show(f"<label>{html.escape(self._title)} <progress {value}></progress></label>")

    def clear(self) -> None:
        self._show("")


class Shown:
    """`with Shown(progress, "replay") as bar:` hands `bar` to the work: callable, or None."""

    def __init__(self, progress: Progress, title: str) -> None:
        self._bar: Optional[_Bar] = None
        self._callback: Optional[Callable[[int, int], None]] = None
        if callable(progress):
            self._callback = progress
        elif progress is not None and not isinstance(progress, bool):
            raise TypeError("progress: takes True, False, None or a function of (done, total)")
        elif progress is not False:
            if _in_notebook():
                self._bar = NotebookBar(title)
            elif progress or (sys.stderr is not None and sys.stderr.isatty()):
                self._bar = TerminalBar(title)
            self._callback = self._bar

    def __enter__(self) -> Optional[Callable[[int, int], None]]:
        return self._callback

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
