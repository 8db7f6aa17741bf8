"""What was learnt is what its commands make, and can be traced."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import pytest

from bot.bootstrap import make_code_names, make_encoder, make_trades
from connectors.notices.cpv import CpvList
from connectors.text.fit_file import load_fit
from connectors.text.trades_file import load_learnt_trades
from connectors.text.vector_files import CodeNameVectors, load_packing
from tests.repository.house import ROOT, text_of

MODELS = ROOT / "models"
SUMS = {
    "minilm-int8.onnx": "0325e3f9586ea7e4b2a763561361007975eeddd5222cf602d9f3de2306789f60",
    "rotation.npy": "91da6a0bff0b25a443ec2c8a246596408299551923260c964caddd03c4897a70",
    "code_names.npy": "4eb076a6cab10fb0871b0b6c1a3971b6ee7ca9e558ee6e4eee611dcf98f39d8f",
    "intents-int8.onnx": "3ca83b3376a4b1ec61be1e98a5eb15966430bfb7cb04b41db38eb0b0ce91e7e4",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


@pytest.mark.parametrize("name", SUMS)
def test_the_encoder_is_the_one_that_was_built(name: str) -> None:
    assert hashlib.sha256((MODELS / name).read_bytes()).hexdigest() == SUMS[name]


def test_the_rotation_turns_and_does_no_more() -> None:
    packing, names = load_packing(MODELS), make_code_names()
    width = len(packing.rotation)
    np.testing.assert_allclose(packing.rotation @ packing.rotation.T, np.eye(width), atol=1e-5)
    vectors = CodeNameVectors(MODELS, list(names)).of([*sorted(names)[:50], "no code"])
    lengths = [*[1.0] * 50, 0.0]
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), lengths, atol=1e-5)


def test_the_names_of_codes_have_the_vectors_that_the_encoder_gives_them() -> None:
    names = make_code_names()
    some = ["90910000", "45000000", "55520000"]
    kept = CodeNameVectors(MODELS, list(names)).of(some)
    made = make_encoder().encode([names[code] for code in some])
    assert (np.sum(kept * made, axis=1) > 0.999).all()


def test_the_encoder_brings_its_licence() -> None:
    assert "Apache License" in text_of("models/LICENSE")


def test_everything_in_the_folder_is_explained() -> None:
    told = text_of("models/README.md")
    held = {file.name for file in MODELS.iterdir() if file.is_file()}
    assert [
        name for name in held - {"README.md", "__init__.py", "pairs.py"} if name not in told
    ] == []


def test_every_judgement_is_of_a_profile_and_has_a_grade_once() -> None:
    rows = [json.loads(line) for line in text_of("models/judgements.jsonl").splitlines()]
    known = {
        json.loads(line)["profile_id"] for line in text_of("models/profiles.jsonl").splitlines()
    }
    assert {row["profile_id"] for row in rows} == known
    assert {row["grade"] for row in rows} == {0, 1, 2, 3}
    pairs = [(row["profile_id"], row["notice_id"]) for row in rows]
    assert len(pairs) == len(set(pairs)) == 3457
    assert "3,457 pairs" in text_of("models/README.md")


def test_every_notice_was_read_once_for_trades_that_there_are() -> None:
    rows = [json.loads(line) for line in text_of("models/notice_trades.jsonl").splitlines()]
    known = {trade.name for trade in make_trades()}
    assert {name for row in rows for name in (*row["main"], *row["also"])} <= known
    assert all(not set(row["main"]) & set(row["also"]) for row in rows)
    assert len(rows) == len({row["notice_id"] for row in rows}) == 2700
    assert "2,700 real notices" in text_of("models/README.md")


def test_every_trade_was_learnt() -> None:
    """A trade that is new has to be taught: `python -m models.train_trades`, then `train_fit`."""
    learnt = load_learnt_trades(MODELS / "trades.npz")
    assert set(learnt.trades) == {trade.name for trade in make_trades()}


def test_the_fit_can_be_loaded() -> None:
    assert max(load_fit(MODELS / "fit.json").weights) > 0


def test_every_code_has_a_name() -> None:
    names = make_code_names()
    codes = CpvList(ROOT / "content" / "cpv" / "codes.txt")
    assert len(names) == len(codes)
    assert [code for code in names if code not in codes] == []
