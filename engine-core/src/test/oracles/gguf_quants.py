"""Writes decoding vectors for GGUF's number formats: random blocks and the floats that PyPI's gguf 0.19.0 makes of them.

    pip install gguf==0.19.0
    python gguf_quants.py ../resources/dev/samovar/quant

Scales are finite half floats of every kind (zero, subnormal, negative, huge); codes are all random.
"""

import json
import sys

import numpy as np
from gguf import GGMLQuantizationType as T
from gguf.constants import GGML_QUANT_SIZES
from gguf.quants import dequantize

# where in a block the half floats lie: random bits there must not make an infinity or NaN
HALVES = {
    "F16": [0], "Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q8_0": [0], "IQ4_NL": [0], "IQ4_XS": [0],
    "Q2_K": [80, 82], "Q3_K": [108], "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208],
}  # fmt: skip
SPECIAL = np.array([0x0000, 0x8000, 0x0001, 0x83FF, 0x0400, 0x7BFF, 0xFBFF, 0x3C00], dtype="<u2")


def vectors(name: str, rng: np.random.Generator) -> dict:
    elements, size = GGML_QUANT_SIZES[T[name]]
    count = 64 if elements == 1 else 12 if elements == 32 else 4
    blocks = rng.integers(0, 256, (count, size), dtype=np.uint8)
    for at in HALVES.get(name, []):
        halves = rng.normal(0, 0.05, count).astype("<f2").view("<u2")
        special = rng.random(count) < 0.3
        halves[special] = rng.choice(SPECIAL, special.sum())
        blocks[:, at : at + 2] = halves.view(np.uint8).reshape(count, 2)
    if name in ("F32", "BF16"):  # any bits but NaNs, whose payload no one promises
        exponent = blocks[:, size - 1] & 0x7F
        blocks[exponent == 0x7F, size - 1] ^= 0x01
    values = dequantize(blocks, T[name]).astype("<f4").reshape(-1)
    return {"format": name, "blocks": blocks.tobytes().hex(), "values": values.tobytes().hex()}


def main(folder: str) -> None:
    for name in ["F32", "F16", "BF16", *list(HALVES)[1:]]:
        rng = np.random.default_rng(sum(name.encode()))
        with open(f"{folder}/{name}.json", "w") as out:
            json.dump(vectors(name, rng), out, indent=0)
            out.write("\n")


main(sys.argv[1])
