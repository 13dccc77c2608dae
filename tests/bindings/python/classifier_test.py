import pickle

import pandas as pd
import pytest

import waypost as wp


@pytest.fixture(scope="module")
def rows(root):
    frame = pd.read_csv(root / "data/classify/banking77_train.csv.gz")
    kept = frame["category"].drop_duplicates().sort_values().head(6)
    return frame[frame["category"].isin(kept)].reset_index(drop=True)


@pytest.fixture(scope="module")
def model(rows):
    return wp.train(rows["text"][::2], rows["category"][::2], origin="a test")


def test_a_column_gives_what_single_texts_give(desk, root):
    texts = pd.read_csv(root / "data/tickets/tickets.tsv", sep="\t")["text"]
    classifier = wp.Classifier(desk)
    frame = classifier.column(texts)
    assert (frame.index == texts.index).all() and len(frame) == len(texts)
    for i in range(0, len(texts), 37):
        one = classifier.classify(texts[i])
        assert (frame["category"][i] if isinstance(frame["category"][i], str) else "") == one["category"]
        assert frame["language"][i] == one["language"]
        assert frame["emotion"][i] == one["emotion"]
        assert frame["confidence_milli"][i] == one["confidence_milli"]


def test_threads_change_nothing(desk):
    texts = ["my account was hacked", "a refund", None, "盗号"] * 900
    classifier = wp.Classifier(desk)
    one, many = (classifier.table(texts, threads=threads) for threads in (1, 7))
    for name in one.columns:
        assert one[name].tolist() == many[name].tolist()
    assert one["category"].tolist()[:4] == ["account", "refund", None, "account"]


def test_hints_count(desk):
    table = wp.Classifier(desk).table(["?", "?"], language=["ja", "de"])
    assert table["language"].tolist() == ["ja", "de"]
    with pytest.raises(ValueError, match="1 values for 2 texts"):
        wp.Classifier(desk).table(["?", "?"], language=["ja"])
    with pytest.raises(ValueError, match="no hint"):
        wp.Classifier(desk).table(["?"], colour=["red"])


def test_a_model_learns_and_is_judged(model, rows):
    judged = model.evaluate(rows["text"][1::2], rows["category"][1::2])
    assert judged.accuracy > 0.8
    assert judged.figures["examples"] == len(rows[1::2])
    assert judged.classes["examples"].sum() == len(rows[1::2])
    wrong = judged.figures["examples"] - judged.figures["right"]
    assert judged.confusions["count"].sum() == wrong
    thresholds = judged.thresholds
    assert thresholds["automatic"].is_monotonic_decreasing
    assert judged.threshold_for(0.5) is not None
    assert "of" in str(judged) and "<pre>" in judged._repr_html_()


def test_the_same_rows_give_the_same_model(model, rows):
    again = wp.train(rows["text"][::2].tolist(), rows["category"][::2].tolist(), origin="a test")
    assert again.to_bytes() == model.to_bytes()


def test_a_model_is_a_file_that_policies_name(model, tmp_path, rows):
    model.save(tmp_path / "desk.wpm")
    assert wp.Model.load(tmp_path / "desk.wpm").to_bytes() == model.to_bytes()
    assert pickle.loads(pickle.dumps(model)).labels == model.labels == sorted(rows["category"].unique())
    label, share = model.classify(rows["text"][1])[0]
    assert label in model.labels and 0 < share <= 1
    with pytest.raises(wp.InvalidError):
        wp.Model.from_bytes(b"no model")


def test_cross_validation(rows):
    judged = wp.cross_validate(rows["text"], rows["category"], folds=2)
    assert judged.figures["examples"] == len(rows)


def test_rows_that_cannot_be_learned_are_named():
    with pytest.raises(wp.InvalidError, match="row 2"):
        wp.train(["one", "", "three"], ["a", "b", "c"])
    with pytest.raises(ValueError, match="1 labels for 2 texts"):
        wp.train(["one", "two"], ["a"])
    with pytest.raises(TypeError, match="texts, row 1"):
        wp.train(["one", 2], ["a", "b"])
    with pytest.raises(TypeError, match="a column"):
        wp.train("one", ["a"])
