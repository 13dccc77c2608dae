"""Pictures of results, with matplotlib.

Every function draws on `ax`, or on axes of its own, and returns the axes. Colours can be told apart
by those who are colour-blind, and none carries a meaning alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

from ._time import Instant, instant_ms
from .calendar import Calendar
from .classifier import Evaluation
from .duty import OnCall
from .replay import Replay

if TYPE_CHECKING:
    import pandas

__all__ = [
    "PALETTE", "arrivals", "attainment", "confusion", "distribution", "rotation", "thresholds",
    "week",
]

#: Okabe and Ito's colours, by what they stand for.
PALETTE = {
    "met": "#009E73",
    "breached": "#D55E00",
    "running": "#56B4E9",
    "cancelled": "#999999",
    "first": "#0072B2",
    "second": "#E69F00",
    "third": "#CC79A7",
    "fourth": "#F0E442",
    "ink": "#222222",
}
_ORDER = ("first", "second", "third", "met", "running", "breached", "fourth", "cancelled")


def _axes(ax: Any, width: float = 8.0, height: float = 4.0) -> Any:
    if ax is not None:
        return ax
    import matplotlib.pyplot as pyplot

    return pyplot.subplots(figsize=(width, height), layout="constrained")[1]


def _tidy(ax: Any, title: str, x: str = "", y: str = "") -> Any:
    ax.set_title(title, loc="left", color=PALETTE["ink"])
    ax.set_xlabel(x)
    ax.set_ylabel(y)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    return ax


def _checked(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"takes a {kind.__name__}, not {type(value).__name__}")
    return value


def attainment(result: Replay, split: str = "all", ax: Any = None) -> Any:
    """The share of each promise that was met; the counts stand in the bars."""
    frame = _checked(result, Replay).attainment_by(split)
    frame = frame[frame["met"] + frame["breached"] > 0]
    names = [f"{row.sla} {row.metric}" + (f" {row.value or 'none'}" if split != "all" else "")
             for row in frame.itertuples()]
    ax = _axes(ax, height=1.2 + 0.4 * len(names))
    total = (frame["met"] + frame["breached"]).to_numpy()
    met = frame["met"].to_numpy() / total
    ax.barh(names, met, color=PALETTE["met"], label="met")
    ax.barh(names, 1 - met, left=met, color=PALETTE["breached"], hatch="//", edgecolor="white",
            label="breached")
    for place, (share, count) in enumerate(zip(met, total)):
        ax.text(0.01, place, f"{share:.1%} of {count:,}", va="center", fontsize=9,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5})
    ax.set_xlim(0, 1)
    ax.invert_yaxis()
    ax.xaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    ax.legend(loc="lower right", ncols=2, frameon=False, bbox_to_anchor=(1, 1))
    return _tidy(ax, "Promises kept")


def distribution(result: Replay, metric: Optional[str] = None, ax: Any = None) -> Any:
    """How long clocks took: the share of cycles that had stopped by then, for each promise."""
    clocks = _checked(result, Replay).clocks
    clocks = clocks[clocks["used"].notna()]
    if metric is not None:
        clocks = clocks[clocks["metric"] == metric]
    if clocks.empty:
        raise ValueError("no clock of that metric was stopped")
    ax = _axes(ax)
    for place, (sla, group) in enumerate(clocks.groupby("sla", observed=True)):
        hours = (group["used"].dt.total_seconds() / 3600).sort_values().to_numpy()
        share = [(i + 1) / len(hours) for i in range(len(hours))]
        ax.step(hours, share, where="post", label=f"{sla} ({len(hours):,})",
                color=PALETTE[_ORDER[place % len(_ORDER)]],
                linestyle=("-", "--", "-.", ":")[place % 4])
    ax.set_xscale("symlog", linthresh=1)
    ax.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    ax.legend(frameon=False)
    return _tidy(ax, "Time until the clock stopped", "open hours", "share of cycles")


def arrivals(result: Replay, freq: str = "D", ax: Any = None) -> Any:
    """Tickets opened in each period, and how many were open at its end."""
    import pandas

    tickets = _checked(result, Replay).tickets
    opened = tickets["opened"].dropna().dt.tz_localize(None)
    ended = tickets["solved"].fillna(tickets["closed"]).dropna().dt.tz_localize(None)
    if opened.empty:
        raise ValueError("the log has no tickets")
    came = opened.dt.to_period(freq).value_counts().sort_index()
    went = ended.dt.to_period(freq).value_counts().sort_index()
    last = max(came.index.max(), went.index.max() if len(went) else came.index.max())
    periods = pandas.period_range(came.index.min(), last, freq=freq)
    came, went = came.reindex(periods, fill_value=0), went.reindex(periods, fill_value=0)
    ax = _axes(ax)
    times = periods.to_timestamp()
    ax.plot(times, came.to_numpy(), color=PALETTE["first"], label="opened", linewidth=1)
    ax.set_ylim(bottom=0)
    right = ax.twinx()
    right.fill_between(times, (came - went).cumsum().to_numpy(), color=PALETTE["second"], alpha=0.35,
                       step="post", label="open")
    right.set_ylim(bottom=0)
    right.set_ylabel("open at the end")
    right.spines["top"].set_visible(False)
    lines, names = ax.get_legend_handles_labels()
    more, others = right.get_legend_handles_labels()
    ax.legend(lines + more, names + others, frameon=False, loc="upper right")
    ax.tick_params(axis="x", labelrotation=30)
    return _tidy(ax, "Arrivals and backlog", "", "opened")


def confusion(evaluation: Evaluation, most: int = 12, ax: Any = None) -> Any:
    """Which classes are taken for which: those of the most mistakes, rows are the truth."""
    import numpy

    mistakes = _checked(evaluation, Evaluation).confusions
    classes = evaluation.classes.set_index("label")
    sides = [mistakes.groupby(side, observed=True)["count"].sum() for side in ("truth", "answer")]
    weight = {label: sum(int(side.get(label, 0)) for side in sides) for label in classes.index}
    labels = sorted(sorted(weight, key=lambda label: -weight[label])[:most])
    place = {label: i for i, label in enumerate(labels)}
    matrix = numpy.zeros((len(labels), len(labels)))
    for label in labels:
        matrix[place[label], place[label]] = classes["right"][label]
    for row in mistakes.itertuples():
        if row.truth in place and row.answer in place:
            matrix[place[row.truth], place[row.answer]] = row[3]
    shares = matrix / numpy.maximum(matrix.sum(axis=1, keepdims=True), 1)
    ax = _axes(ax, width=3 + 0.5 * len(labels), height=2 + 0.45 * len(labels))
    ax.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for (i, j), count in numpy.ndenumerate(matrix):
        if count:
            ax.text(j, i, f"{count:.0f}", ha="center", va="center", fontsize=8,
                    color="white" if shares[i, j] > 0.5 else PALETTE["ink"])
    ax.set_xticks(range(len(labels)), labels, rotation=60, ha="right")
    ax.set_yticks(range(len(labels)), labels)
    return _tidy(ax, "Answers of the model", "answered", "true")


def thresholds(evaluation: Evaluation, ax: Any = None) -> Any:
    """What a threshold on the confidence does: how much is left to the model, how much is right."""
    frame = _checked(evaluation, Evaluation).thresholds
    ax = _axes(ax)
    confidence = frame["confidence_milli"] / 1000
    ax.plot(confidence, frame["share_automatic"], color=PALETTE["first"], marker="o", markersize=3,
            label="decided by the model")
    ax.plot(confidence, frame["share_right"], color=PALETTE["breached"], linestyle="--", marker="s",
            markersize=3, label="of these, right")
    ax.set_ylim(0, 1.02)
    ax.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    ax.legend(frameon=False, loc="lower left")
    return _tidy(ax, "Choosing a threshold", "confidence from which the answer stands")


def rotation(watch: OnCall, ax: Any = None) -> Any:
    """Who is on duty when: a row a person, a hatched one where nobody is."""
    import matplotlib.dates as dates

    shifts: pandas.DataFrame = _checked(watch, OnCall).shifts
    people = sorted({name for names in shifts["people"].dropna() for name in names.split(", ")})
    nobody = "nobody"
    rows = people + ([nobody] if shifts["people"].isna().any() else [])
    kinds = list(dict.fromkeys(shifts["rotation"].astype(str)))
    ax = _axes(ax, height=1.2 + 0.35 * len(rows))
    for shift in shifts.itertuples():
        begin = dates.date2num(shift.begin.tz_localize(None))
        width = dates.date2num(shift.end.tz_localize(None)) - begin
        names = shift.people.split(", ") if isinstance(shift.people, str) else [nobody]
        for name in names:
            gap = name == nobody
            colour = PALETTE["breached"] if gap else PALETTE[_ORDER[kinds.index(str(shift.rotation)) % 5]]
            ax.barh(rows.index(name), width, left=begin, color=colour, edgecolor="white",
                    hatch="//" if gap else None)
    ax.set_yticks(range(len(rows)), rows)
    ax.invert_yaxis()
    ax.xaxis_date()
    ax.tick_params(axis="x", labelrotation=30)
    return _tidy(ax, ", ".join(kinds), f"local time, {watch.time_zone}")


def week(calendar: Calendar, at: Instant, ax: Any = None) -> Any:
    """The opening hours of the week of a date, by day and hour of the calendar's zone."""
    import numpy
    import pandas

    _checked(calendar, Calendar)
    moment = pandas.Timestamp(instant_ms(at), unit="ms", tz="UTC").tz_convert(calendar.time_zone)
    monday = (moment - pandas.Timedelta(days=moment.weekday())).date()
    quarters = pandas.date_range(str(monday), periods=7 * 96, freq="15min")
    grid = numpy.zeros((7, 96))
    # A quarter that does not exist that day is closed; one that comes twice is taken once.
    exists = quarters.tz_localize(calendar.time_zone, nonexistent="NaT", ambiguous=numpy.ones(len(quarters), bool))
    is_open = calendar.is_open(exists.to_series()).to_numpy()
    for i, open_now in enumerate(is_open):
        grid[i // 96, i % 96] = open_now
    ax = _axes(ax, height=2.8)
    from matplotlib.colors import ListedColormap

    ax.imshow(grid, aspect="auto", extent=(0, 24, 7, 0), vmin=0, vmax=1,
              cmap=ListedColormap(["#EEEEEE", PALETTE["met"]]))
    days = pandas.date_range(str(monday), periods=7)
    ax.set_yticks([i + 0.5 for i in range(7)], [day.strftime("%a %d %b") for day in days])
    ax.set_xticks(range(0, 25, 3))
    ax.hlines(range(1, 7), 0, 24, color="white", linewidth=2)
    return _tidy(ax, f"Opening hours, {calendar.time_zone}", "hour")
