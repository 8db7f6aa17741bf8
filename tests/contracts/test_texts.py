"""What every TextEncoder, Stems and Phrases promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
import pytest
import Stemmer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.bootstrap import MODELS
from bot.domain.errors import SettingsError, StorageUnavailableError
from bot.domain.postings import Postings, TermCounts
from bot.ports import Phrases, Stems, TextEncoder
from connectors.text.english_stems import EnglishStems
from connectors.text.minilm_encoder import MiniLmEncoder
from connectors.text.phrasebook import Phrasebook
from connectors.text.vector_cache import CachedEncoder
from tests.fake_index import FakeStems
from tests.fakes import FakeEncoder, FakePhrases

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


@pytest.fixture(params=[FakeStems, EnglishStems])
def stems(request: pytest.FixtureRequest) -> Stems:
    """Each way of cutting texts into words."""
    made: Stems = request.param()
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


class TestStems:
    def test_every_word_has_its_number_each_time(self, stems: Stems) -> None:
        first, second = stems.of("hot lunches"), stems.of("lunches, hot lunches")
        assert first.dtype == np.uint32
        assert len(first) == 2
        assert second.tolist() == [first[1], first[0], first[1]]

    @pytest.mark.parametrize("text", ["", "   ", "!?", "..."])
    def test_a_text_without_words_has_none(self, stems: Stems, text: str) -> None:
        assert len(stems.of(text)) == 0

    def test_capitals_do_not_matter(self, stems: Stems) -> None:
        np.testing.assert_array_equal(stems.of("SCHOOL Hall"), stems.of("school hall"))

    @SHARED
    @given(st.text(max_size=60))
    def test_any_text_can_be_cut_up_and_always_the_same_way(self, stems: Stems, text: str) -> None:
        np.testing.assert_array_equal(stems.of(text), stems.of(text))


def test_the_real_stems_know_the_forms_of_a_word_and_leave_out_what_all_texts_say() -> None:
    cleaned = EnglishStems().of("the cleaning of schools")
    np.testing.assert_array_equal(cleaned, EnglishStems().of("clean school"))


WORDS = ["cleaning", "school", "schools", "halls", "of", "the", "window", "roofs", "roof", "2024"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), min_size=1, max_size=9),
    st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join),
)
def test_words_are_weighed_as_the_known_library_weighs_them(texts: list[str], query: str) -> None:
    stems, postings = EnglishStems(), Postings()
    for text in texts:
        postings.append(TermCounts.of([stems.of(text)]))
    np.testing.assert_allclose(
        postings.scores(stems.of(query)), by_the_library(texts, query), rtol=1e-4, atol=1e-6
    )


def by_the_library(texts: list[str], query: str) -> NDArray[np.float32]:
    """The scores of bm25s as it comes."""
    cut: dict[str, Any] = {
        "stopwords": "en", "stemmer": Stemmer.Stemmer("english"), "return_ids": False,
        "show_progress": False,
    }  # fmt: skip
    tokens, asked = bm25s.tokenize(texts, **cut), bm25s.tokenize([query], **cut)[0]
    if not any(tokens):
        return np.zeros(len(texts), dtype=np.float32)
    index = bm25s.BM25()
    index.index(tokens, show_progress=False)
    known = [token for token in asked if token in index.vocab_dict]
    return np.asarray(index.get_scores(known) if known else np.zeros(len(texts)), dtype=np.float32)


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
