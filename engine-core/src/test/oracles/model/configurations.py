"""Writes what transformers 5.23.0 computes for many configurations of every family, one file a family.

    pip install torch==2.15.0 transformers==5.23.0
    python configurations.py ../../resources/dev/samovar/model/configurations [family...]

A case keeps the fields as a published config.json has them ("config"), the same as transformers 5 saves them ("saved"),
the tensors' names and shapes, some rows of logits and greedy tokens. Weights are not kept: both sides make them by the
formula of values().
"""

import json
import pathlib
import sys
import tempfile
import zlib

import numpy
import torch
from safetensors.numpy import load_file, save_file
from transformers import AutoConfig, AutoModelForCausalLM
from transformers.utils.logging import disable_progress_bar

from configuration_cases import CASES

TOKENS = 21
GREEDY = 6
EAGER = {"attn_implementation": "eager", "experts_implementation": "eager"}
UNWANTED = {"architectures", "transformers_version", "dtype", "torch_dtype", "_name_or_path"}


def values(name: str, shape: tuple) -> numpy.ndarray:
    """Numbers that depend on the name alone: a counter, mixed (Murmur 3's finaliser), spread evenly."""
    count = int(numpy.prod(shape))
    z = (numpy.arange(count, dtype=numpy.uint64) * 0x9E3779B9 + zlib.crc32(name.encode())) & 0xFFFFFFFF
    z ^= z >> 16
    z = z * 0x85EBCA6B & 0xFFFFFFFF
    z ^= z >> 13
    z = z * 0xC2B2AE35 & 0xFFFFFFFF
    z ^= z >> 16
    even = (z >> 8).astype(numpy.float32) / numpy.float32(1 << 23) - numpy.float32(1)  # [-1, 1)
    if len(shape) > 1:
        return (even * numpy.float32((3 / shape[-1]) ** 0.5)).reshape(shape)
    middle = 0 if name.endswith("bias") else 1
    return even * numpy.float32(0.25) + numpy.float32(middle)


def rounded(row) -> list:
    return [float(f"{x:.6g}") for x in row.tolist()]


def expected(family: str, case: str, fields: dict) -> dict:
    config = AutoConfig.for_model(**fields)
    with tempfile.TemporaryDirectory() as folder:
        AutoModelForCausalLM.from_config(config).save_pretrained(folder)
        file = pathlib.Path(folder) / "model.safetensors"
        tensors = {name: values(name, t.shape) for name, t in load_file(file).items()}
        save_file(tensors, file, metadata={"format": "pt"})
        saved = json.loads((pathlib.Path(folder) / "config.json").read_text())
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, **EAGER).eval()
    vocabulary = config.get_text_config().vocab_size
    ids = [(7 + 31 * i * i) % vocabulary for i in range(TOKENS)]
    kept = [0, TOKENS // 2, TOKENS - 1]
    with torch.no_grad():
        logits = model(torch.tensor([ids])).logits[0]
        text = list(ids)
        for _ in range(GREEDY):
            text.append(int(model(torch.tensor([text])).logits[0, -1].argmax()))
    return {
        "family": family,
        "case": case,
        "config": fields,
        "saved": {k: v for k, v in saved.items() if k not in UNWANTED},
        "tensors": {name: list(t.shape) for name, t in sorted(tensors.items())},
        "input_ids": ids,
        "rows": kept,
        "logits": [rounded(logits[i]) for i in kept],
        "greedy": text[TOKENS:],
    }


disable_progress_bar()
target = pathlib.Path(sys.argv[1])
target.mkdir(parents=True, exist_ok=True)
for family, cases in CASES.items():
    if len(sys.argv) > 2 and family not in sys.argv[2:]:
        continue
    lines = []
    for case, fields in cases.items():
        print(family, case, flush=True)
        lines.append(json.dumps(expected(family, case, fields), separators=(",", ":")))
    (target / f"{family}.json").write_text("[" + ",\n".join(lines) + "]\n")
