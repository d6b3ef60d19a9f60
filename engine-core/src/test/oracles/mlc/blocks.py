"""Writes decoding vectors for blocks of MLC's codes and scales, as the engine brings them together.

    pip install numpy==1.26.4
    python blocks.py ../../resources/dev/samovar/quant
"""

import json
import sys

import numpy as np


def vectors(name: str, bits: int, codes: int, words: int) -> dict:
    rng = np.random.default_rng(bits)
    scale = rng.normal(0, 0.05, 12).astype("<f2").astype("<f4")
    code = rng.integers(0, 2**bits - 1, (12, codes), dtype=np.uint64)
    each = codes // words
    packed = (code.reshape(12, words, each) << (np.arange(each, dtype=np.uint64) * bits)).sum(-1).astype("<u4")
    blocks = np.concatenate([scale[:, None].view(np.uint8), packed.view(np.uint8).reshape(12, -1)], axis=1)
    values = (code.astype("<f4") - (2 ** (bits - 1) - 1)) * scale[:, None]
    return {"format": name, "blocks": blocks.tobytes().hex(), "values": values.astype("<f4").tobytes().hex()}


for name, bits, codes, words in [("MLC_Q4", 4, 32, 4), ("MLC_Q3", 3, 8, 1)]:
    with open(f"{sys.argv[1]}/{name}.json", "w") as out:
        json.dump(vectors(name, bits, codes, words), out, indent=0)
        out.write("\n")
