"""What was learnt is what its commands make, and can be traced."""

from __future__ import annotations

import hashlib
import json

import pytest

from bot.bootstrap import make_code_names
from connectors.notices.cpv import CpvList
from connectors.text.fit_file import load_fit
from tests.repository.house import ROOT, text_of

MODELS = ROOT / "models"
SUMS = {
    "minilm-int8.onnx": "0325e3f9586ea7e4b2a763561361007975eeddd5222cf602d9f3de2306789f60",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


@pytest.mark.parametrize("name", SUMS)
def test_the_encoder_is_the_one_that_was_built(name: str) -> None:
    assert hashlib.sha256((MODELS / name).read_bytes()).hexdigest() == SUMS[name]


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
    assert len(pairs) == len(set(pairs)) == 963
    assert "963 pairs" in text_of("models/README.md")


def test_the_fit_can_be_loaded() -> None:
    assert max(load_fit(MODELS / "fit.json").weights) > 0


def test_every_code_has_a_name() -> None:
    names = make_code_names()
    codes = CpvList(ROOT / "content" / "cpv" / "codes.txt")
    assert len(names) == len(codes)
    assert [code for code in names if code not in codes] == []
