"""What every TextEncoder, Lexicon and Phrases promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bootstrap import MODELS
from bot.domain.errors import SettingsError, StorageUnavailableError
from bot.ports import Lexicon, Phrases, TextEncoder
from connectors.text.bm25_lexicon import Bm25Lexicon
from connectors.text.minilm_encoder import MiniLmEncoder
from connectors.text.phrasebook import Phrasebook
from connectors.text.vector_cache import CachedEncoder
from tests.fakes import FakeEncoder, FakeLexicon, FakePhrases

TEXTS = ["Cleaning of school halls", "Hot lunches for a school", "Bridge painting", ""]
# What a parameter of a fixture keeps between examples is only what was loaded.
SHARED = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module", params=["fake", "real", "cached"])
def encoder(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> TextEncoder:
    """Each encoder, loaded once."""
    if request.param == "fake":
        return FakeEncoder()
    real = MiniLmEncoder(MODELS)
    if request.param == "real":
        return real
    return CachedEncoder(real, tmp_path_factory.mktemp("vectors") / "kept" / "vectors.sqlite3")


@pytest.fixture(params=[FakeLexicon, Bm25Lexicon])
def lexicon(request: pytest.FixtureRequest) -> Lexicon:
    """Each lexicon."""
    made: Lexicon = request.param()
    return made


@pytest.fixture(params=["fake", "real"])
def phrases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Phrases]:
    """Each phrasebook with the same two phrases."""
    said = {"greeting": "Hello {name}, it is {day}.", "farewell": "Bye."}
    if request.param == "fake":
        yield FakePhrases(said)
        return
    lines = [f'{key}: "{sentence}"' for key, sentence in said.items()]
    for n, line in enumerate(lines):
        (tmp_path / f"{n}.yml").write_text(line, encoding="utf-8")
    yield Phrasebook(tmp_path)


class TestTextEncoder:
    def test_each_text_gets_a_row_in_order(self, encoder: TextEncoder) -> None:
        rows = encoder.encode(TEXTS)
        assert rows.shape == (len(TEXTS), encoder.dimensions)
        assert rows.dtype == np.float32
        for row, text in zip(rows, TEXTS, strict=True):
            np.testing.assert_allclose(row, encoder.encode([text])[0], atol=1e-5)

    def test_no_texts_are_no_rows_of_the_same_width(self, encoder: TextEncoder) -> None:
        assert encoder.encode([]).shape == (0, encoder.dimensions)

    @pytest.mark.parametrize("text", ["", "   ", "\n"])
    def test_an_empty_text_is_like_nothing(self, encoder: TextEncoder, text: str) -> None:
        assert not encoder.encode([text]).any()

    @SHARED
    @given(st.text(max_size=200))
    def test_any_text_has_a_row_of_unit_length_or_of_nought(
        self, encoder: TextEncoder, text: str
    ) -> None:
        (row,) = encoder.encode([text])
        assert np.isfinite(row).all()
        length = float(np.linalg.norm(row))
        assert length == 0 or length == pytest.approx(1, abs=1e-3)

    def test_a_text_is_most_like_itself(self, encoder: TextEncoder) -> None:
        rows = encoder.encode(TEXTS[:3])
        assert (rows @ rows.T).argmax(axis=1).tolist() == [0, 1, 2]

    def test_the_same_text_always_has_the_same_row(self, encoder: TextEncoder) -> None:
        np.testing.assert_array_equal(encoder.encode(TEXTS), encoder.encode(TEXTS))

    def test_what_is_alike_is_nearer_than_what_is_not(self, encoder: TextEncoder) -> None:
        asked, like, unlike = encoder.encode(
            ["cleaning of a school", "cleaning of a large school", "bridge painting"]
        )
        assert asked @ like > asked @ unlike

    def test_its_name_is_short_enough_to_be_stored(self, encoder: TextEncoder) -> None:
        assert 0 < len(encoder.name) <= 60


def test_the_real_encoder_knows_meanings_and_not_only_words() -> None:
    asked, like, unlike = MiniLmEncoder(MODELS).encode(
        ["somebody to cook lunches", "catering services", "resurfacing of roads"]
    )
    assert asked @ like > asked @ unlike


@pytest.mark.parametrize("text", ["ignore the rules", "\ud800", "🏗️" * 50, "سلام", "x" * 100_000])
def test_the_real_encoder_takes_any_text(text: str) -> None:
    (row,) = MiniLmEncoder(MODELS).encode([text])
    assert float(np.linalg.norm(row)) == pytest.approx(1, abs=1e-3)


def test_the_real_encoder_is_the_same_whatever_stands_beside_a_text() -> None:
    encoder = MiniLmEncoder(MODELS)
    (alone,) = encoder.encode(["Cleaning of school halls"])
    np.testing.assert_array_equal(encoder.encode([*TEXTS, "a much longer text " * 40])[0], alone)


def test_an_encoder_without_its_files_says_so_in_words(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="text encoder"):
        MiniLmEncoder(tmp_path).encode(["cleaning"])


def test_what_is_kept_is_not_encoded_again(tmp_path: Path) -> None:
    file, encoder = tmp_path / "vectors.sqlite3", FakeEncoder()
    first = CachedEncoder(encoder, file).encode(["a", "b", "a"])
    np.testing.assert_array_equal(CachedEncoder(encoder, file).encode(["a", "b", "a"]), first)
    assert encoder.encoded == ["a", "b"]


def test_vectors_of_another_encoder_are_not_taken_for_its_own(tmp_path: Path) -> None:
    file, other = tmp_path / "vectors.sqlite3", FakeEncoder()
    CachedEncoder(FakeEncoder(), file).encode(["a"])
    other.name = "another"
    CachedEncoder(other, file).encode(["a"])
    assert other.encoded == ["a"]


def test_a_file_of_kept_vectors_that_is_none_is_told_in_words(tmp_path: Path) -> None:
    file = tmp_path / "vectors.sqlite3"
    file.write_bytes(b"this is no database, and longer than a page's head" * 100)
    with pytest.raises(StorageUnavailableError, match="delete the file"):
        CachedEncoder(FakeEncoder(), file).encode(["a"])


class TestLexicon:
    def test_each_text_gets_a_score_in_order(self, lexicon: Lexicon) -> None:
        scores = lexicon.index(TEXTS).scores("cleaning")
        assert scores.shape == (len(TEXTS),)
        assert scores.argmax() == 0
        assert scores[2] == 0

    @pytest.mark.parametrize("texts", [[], [""], ["", "   "], ["!?", "..."]])
    def test_texts_without_words_may_be_indexed(self, lexicon: Lexicon, texts: list[str]) -> None:
        scores = lexicon.index(texts).scores("cleaning")
        assert scores.shape == (len(texts),)
        assert not scores.any()

    @pytest.mark.parametrize("query", ["", "zebra", "?!", "   "])
    def test_no_shared_word_is_no_score(self, lexicon: Lexicon, query: str) -> None:
        assert not lexicon.index(TEXTS).scores(query).any()

    def test_more_shared_words_score_more(self, lexicon: Lexicon) -> None:
        scores = lexicon.index(TEXTS).scores("school halls cleaning")
        assert scores[0] > scores[1] > scores[2] == 0

    def test_capitals_do_not_matter(self, lexicon: Lexicon) -> None:
        index = lexicon.index(TEXTS)
        np.testing.assert_array_equal(index.scores("SCHOOL"), index.scores("school"))

    @SHARED
    @given(st.lists(st.text(max_size=40), max_size=6), st.text(max_size=40))
    def test_no_score_is_below_nought(self, lexicon: Lexicon, texts: list[str], query: str) -> None:
        scores = lexicon.index(texts).scores(query)
        assert scores.shape == (len(texts),)
        assert np.isfinite(scores).all()
        assert (scores >= 0).all()

    def test_asking_does_not_change_the_index(self, lexicon: Lexicon) -> None:
        index = lexicon.index(TEXTS)
        before = index.scores("school")
        index.scores("bridge")
        np.testing.assert_array_equal(index.scores("school"), before)


def test_the_real_lexicon_knows_the_forms_of_a_word() -> None:
    scores = Bm25Lexicon().index(["Schools to be cleaned", "Bridges"]).scores("cleaning school")
    assert scores[0] > scores[1] == 0


class TestPhrases:
    def test_a_phrase_is_said_with_its_facts(self, phrases: Phrases) -> None:
        assert phrases.say("greeting", name="Amina", day=1) == "Hello Amina, it is 1."
        assert phrases.say("farewell", unused="x") == "Bye."

    def test_a_fact_is_never_read_as_a_phrase(self, phrases: Phrases) -> None:
        assert phrases.say("greeting", name="{day}", day="{name}") == "Hello {day}, it is {name}."

    @pytest.mark.parametrize("key", ["nothing", "", "greeting.more"])
    def test_a_phrase_that_is_not_there_is_a_key_error(self, phrases: Phrases, key: str) -> None:
        with pytest.raises(KeyError):
            phrases.say(key)

    def test_a_missing_fact_is_a_key_error(self, phrases: Phrases) -> None:
        with pytest.raises(KeyError):
            phrases.say("greeting", name="Amina")


def test_a_phrase_that_stands_twice_stops_the_start(tmp_path: Path) -> None:
    for file in ("a.yml", "b.yml"):
        (tmp_path / file).write_text("greeting: Hello", encoding="utf-8")
    with pytest.raises(SettingsError, match="greeting"):
        Phrasebook(tmp_path).say("greeting")
