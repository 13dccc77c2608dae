import pandas as pd
import pytest

import waypost as wp


@pytest.fixture
def articles():
    kept = wp.Articles()
    kept.put("money", "how do I get my money back", categories=["refund"])
    kept.put("hacked", "my account was hacked", language="en")
    kept.put("ios", "my account was hacked on a phone", facts={"platform": ["ios", "android"]})
    return kept


def ids(found):
    return [one["id"] for one in found]


def test_articles_are_found_by_category_language_and_facts(articles):
    assert len(articles) == 3
    text = "somebody hacked my account"
    assert ids(articles.suggest(text, facts={"platform": "pc"})) == ["hacked"]
    assert set(ids(articles.suggest(text, facts={"platform": "ios"}))) == {"hacked", "ios"}
    assert ids(articles.suggest(text, language="de", facts={"platform": "pc"})) == []
    assert ids(articles.suggest("my money back", category="account")) != ["money"]
    assert ids(articles.suggest("my money back", category="refund", count=1)) == ["money"]


def test_articles_are_replaced_and_removed(articles):
    articles.put("money", "an article about something else")
    assert len(articles) == 3 and "money" not in ids(articles.suggest("money back", category="refund"))
    assert articles.remove("money") and not articles.remove("money")
    assert len(articles) == 2


def test_a_classification_suggests(desk, articles):
    found = wp.Classifier(desk).classify("my account was hacked", articles=articles, platform="ios")
    assert found["category"] == "account" and "ios" in ids(found["suggestions"])
    assert wp.Classifier(desk).classify("my account was hacked")["suggestions"] == []
    with pytest.raises(ValueError, match="no hint"):
        wp.Classifier(desk).classify("x", colour="red")
    for wrong in ({"tier": 3}, {"articles": 5}):
        with pytest.raises(TypeError):
            wp.Classifier(desk).classify("x", **wrong)


def test_one_category_may_be_a_word(articles):
    articles.put("money-2", "my money back at once", categories="refund")
    assert "money-2" in ids(articles.suggest("my money back at once", category="refund"))
    assert "money-2" not in ids(articles.suggest("my money back at once", category="account"))


def test_bad_articles_are_refused(articles):
    with pytest.raises(wp.InvalidError, match="id"):
        articles.put("", "text")
    with pytest.raises(TypeError):
        articles.put("x", 5)
    with pytest.raises(TypeError):
        articles.put("x", "text", facts={"platform": pd.NA})
    assert len(articles) == 3
