"""Writes floats and what they become in GGUF's Q4_0 and Q8_0, quantised and decoded by PyPI's gguf 0.19.0.

    pip install gguf==0.19.0
    python gguf_quantize.py ../resources/dev/samovar/quant

The floats are of full, half and bfloat16 precision, of all sizes; many lie just between two codes.
"""

import json
import sys

import numpy as np
from gguf import GGMLQuantizationType as T
from gguf.quants import dequantize, quantize


def groups(rng: np.random.Generator) -> np.ndarray:
    plain = rng.normal(0, 0.05, (24, 32)).astype("<f4")
    halves = plain.astype("<f2").astype("<f4")
    brain = (plain.view("<u4") & 0xFFFF0000).view("<f4")
    between = np.concatenate([np.arange(-16, 16) + offset for offset in (0, 0.5)]).reshape(-1, 32).astype("<f4")
    between = np.concatenate([between * factor for factor in (1, -1, 1 / 3, 0.7, 1.1)]).astype("<f4")
    eighths = np.concatenate([np.append(rng.integers(-254, 255, 31) / 2, 127) * f for f in (1, 0.3, 0.013)])
    sizes = plain[:12] * np.array([1e-9, 3e-8, 1e-6, 2e-5, 1e-4, 1e-3, 1, 30, 1e3, 1e4, 1e5, 1e6], "<f4")[:, None]
    lonely = np.zeros((3, 32), "<f4")
    lonely[0, 5], lonely[1, 31] = 0.75, -1.25
    return np.concatenate([plain, halves, brain, between, eighths.reshape(-1, 32), sizes, lonely]).astype("<f4")


def main(folder: str) -> None:
    values = groups(np.random.default_rng(4))
    for name, kind in (("Q4", T.Q4_0), ("Q8", T.Q8_0)):
        result = dequantize(quantize(values, kind), kind).astype("<f4")
        with open(f"{folder}/to-{name}.json", "w") as out:
            json.dump({"values": values.tobytes().hex(), "quantized": result.tobytes().hex()}, out, indent=0)
            out.write("\n")


main(sys.argv[1])
