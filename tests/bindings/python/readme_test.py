"""What the README and docs/python.md show, executed."""

import re

import pytest

import waypost as wp

from conftest import DESK

MARKED = re.compile(r"<!-- example: python -->\n```python\n(.*?)```", re.DOTALL)


def examples(path):
    return MARKED.findall(path.read_text(encoding="utf-8"))


def test_the_example_of_the_readme(root, monkeypatch):
    monkeypatch.chdir(root)
    found = examples(root / "README.md")
    assert len(found) == 1
    names = {}
    exec(found[0], names)
    assert names["late"].sum() > 6_000 and len(names["worked"]) == 13_698


def test_the_examples_of_the_page_one_after_the_other(root, monkeypatch, tmp_path):
    """They share their names, as the cells of a notebook do."""
    (tmp_path / "desk.textproto").write_text(DESK)
    for folder in ("data", "examples"):
        (tmp_path / folder).symlink_to(root / folder)
    monkeypatch.chdir(tmp_path)
    found = examples(root / "docs/python.md")
    assert len(found) >= 6
    names = {"wp": wp}
    for example in found:
        exec(example, names)
