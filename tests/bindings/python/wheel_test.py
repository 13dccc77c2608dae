"""`pip install .`, without any package index, into a folder of its own; used from there."""

import os
import subprocess
import sys
import zipfile

import pytest

import waypost as wp

PROGRAM = """
import sys, waypost
assert waypost.__file__.startswith(sys.argv[1]), waypost.__file__
policy = waypost.Policy.parse('name: "d" queues { id: "a" } routes { id: "r" stage { queue: "a" } }')
print(waypost.Engine(policy, now=0).apply({"open_ticket": {"ticket_id": "T"}}, at=5)[1]["kind"])
from waypost.v1 import command_pb2
"""


def test_pip_installs_a_wheel(root, tmp_path):
    pytest.importorskip("pip")
    build = os.environ.get("WAYPOST_BUILD")
    if build is None:
        pytest.skip("WAYPOST_BUILD names no build tree")
    # The tree of this build is used again, as it was configured: building all anew takes minutes.
    made = subprocess.run(
        [sys.executable, "-c",
         "import sys, pathlib, waypost_build as b\n"
         "b._build = lambda build, settings: pathlib.Path(sys.argv[2])\n"
         "print(b.build_wheel(sys.argv[1]))",
         str(tmp_path), os.path.join(build, "bindings/python/package")],
        cwd=root / "bindings/python", capture_output=True, text=True, check=True)
    wheel = tmp_path / made.stdout.strip()
    names = zipfile.ZipFile(wheel).namelist()
    assert "waypost/py.typed" in names and "waypost/_native.pyi" in names and "waypost/v1/command_pb2.py" in names
    assert not [name for name in names if "__pycache__" in name]
    target = tmp_path / "site"
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps",
                    "--target", str(target), str(wheel)], check=True)
    ran = subprocess.run([sys.executable, "-c", PROGRAM, str(target)], capture_output=True, text=True,
                         env={**os.environ, "PYTHONPATH": str(target)}, check=False)
    assert ran.stdout.strip() == "ticket_queued", ran.stderr
    about = target / f"waypost-{wp.__version__}.dist-info"
    assert f"Version: {wp.__version__}" in (about / "METADATA").read_text(encoding="utf-8")


def test_metadata_is_known_before_anything_is_built(root, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "bindings/python"))
    import waypost_build

    name = waypost_build.prepare_metadata_for_build_wheel(str(tmp_path))
    text = (tmp_path / name / "METADATA").read_text(encoding="utf-8")
    assert text.startswith(f"Metadata-Version: 2.1\nName: waypost\nVersion: {wp.__version__}\n")
    assert (tmp_path / name / "WHEEL").exists()
