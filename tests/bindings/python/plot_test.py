import numpy as np
import pandas as pd
import pytest

import matplotlib.pyplot as pyplot

import waypost as wp


def ink(ax):
    """The share of pixels that are not the background, after checking that there is a picture."""
    ax.figure.canvas.draw()
    pixels = np.asarray(ax.figure.canvas.buffer_rgba())[..., :3]
    pyplot.close(ax.figure)
    return (pixels != pixels[0, 0]).any(axis=-1).mean()


@pytest.fixture(scope="module")
def judged(root):
    rows = pd.read_csv(root / "data/classify/banking77_train.csv.gz")
    rows = rows[rows["category"].isin(sorted(rows["category"].unique())[:6])]
    return wp.train(rows["text"][::2], rows["category"][::2]).evaluate(rows["text"][1::2], rows["category"][1::2])


def test_promises(replayed):
    ax = wp.plot.attainment(replayed)
    texts = [text.get_text() for text in ax.texts]
    frame = replayed.attainment
    assert len(texts) == len(frame)
    assert texts[0] == f"{frame['share_met'][0]:.1%} of {frame['met'][0] + frame['breached'][0]:,}"
    assert ink(ax) > 0.1
    assert ink(wp.plot.attainment(replayed, "queue")) > 0.1


def test_times(replayed):
    ax = wp.plot.distribution(replayed, "resolution")
    assert len(ax.lines) == replayed.clocks["sla"].nunique()
    assert all(line.get_ydata()[-1] == 1 for line in ax.lines)
    assert ink(ax) > 0.02
    with pytest.raises(ValueError):
        wp.plot.distribution(replayed, "no metric")


def test_arrivals_and_backlog(replayed):
    ax = wp.plot.arrivals(replayed, "W")
    assert ax.lines[0].get_ydata().sum() == len(replayed.tickets)
    assert ink(ax) > 0.03


def test_confusion_counts_what_the_evaluation_counts(judged):
    ax = wp.plot.confusion(judged)
    counts = sum(int(text.get_text()) for text in ax.texts)
    assert counts == judged.figures["examples"]
    assert ink(ax) > 0.2
    assert ink(wp.plot.thresholds(judged)) > 0.01


def test_rotation(desk):
    ax = wp.plot.rotation(wp.oncall(desk, "night-watch", "2027-01-03T12:00Z", "2027-01-07T12:00Z"))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["an", "bo", "cui", "nobody"]
    assert ink(ax) > 0.1


def test_week(desk):
    ax = wp.plot.week(desk.calendar("office"), "2027-02-06T20:59Z")
    grid = ax.images[0].get_array()
    assert grid.sum() == 5 * 9 * 4 and grid[0, 36] == 1 and grid[0, 35] == 0 and grid[6].sum() == 0
    assert ink(ax) > 0.3


def test_a_week_in_which_the_clocks_change():
    lisbon = wp.Calendar.build("Europe/Lisbon", weekly={"mon-sun": "00:00-24:00"})
    ax = wp.plot.week(lisbon, "2026-03-29T12:00Z")
    assert ax.images[0].get_array().sum() == 7 * 96 - 4
    pyplot.close(ax.figure)


def test_other_things_are_refused(desk):
    for draw in (wp.plot.attainment, wp.plot.arrivals, wp.plot.confusion, wp.plot.rotation):
        with pytest.raises(TypeError, match="takes a"):
            draw(desk)


def test_pictures_have_the_colours_of_the_report(root):
    style = (root / "lib/report/html_page.cc").read_text()
    light = style[style.index(":root"):style.index("@media")]
    for name, colour in (("plain", "first"), ("good", "met"), ("bad", "breached"), ("open", "second")):
        assert f"--{name}: {wp.plot.PALETTE[colour].lower()}" in light, name
