"""The walks of examples/python, run as they are."""

import importlib.util

import matplotlib.image
import matplotlib.pyplot as pyplot
import pytest


def load(root, name):
    spec = importlib.util.spec_from_file_location(name, root / "examples/python" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def check_pictures(folder, names):
    assert {path.name for path in folder.glob("*.png")} == set(names)
    for name in names:
        pixels = matplotlib.image.imread(folder / name)[..., :3]
        assert min(pixels.shape[:2]) >= 200, name
        assert (abs(pixels - pixels[0, 0]) > 0.05).any(axis=-1).mean() > 0.01, f"{name} is empty"


@pytest.fixture(autouse=True)
def close():
    yield
    pyplot.close("all")


def test_last_quarter(root, tmp_path, capsys):
    result, change = load(root, "last_quarter").main(tmp_path)
    check_pictures(tmp_path, ["attainment.png", "arrivals.png", "resolution.png", "week.png"])
    assert len(result.tickets) == 13_698 and len(change) > 100
    assert "99.1%" in capsys.readouterr().out


def test_triage_model(root, tmp_path):
    judged, automatic, right = load(root, "triage_model").main(tmp_path)
    check_pictures(tmp_path, ["thresholds.png", "confusion.png"])
    assert judged.accuracy > 0.9
    # The threshold keeps what it promises, within what so few texts can show.
    assert automatic > 0.5 and right > 0.95
