"""Writes what gguf-py 0.19.0 calls the tensors of the golden checkpoints: Hugging Face's name to GGUF's.

    pip install gguf==0.19.0
    python gguf_names.py ../../../../goldens ../resources/dev/samovar/checkpoint/gguf_names.json

Experts are merged along a new outermost dimension, as llama.cpp's converter does; their number is written "*".
"""

import json
import pathlib
import re
import struct
import sys

from gguf import MODEL_ARCH, get_tensor_name_map

ARCHITECTURES = {
    "llama": "LLAMA", "mistral": "LLAMA", "mixtral": "LLAMA", "qwen2": "QWEN2", "qwen3": "QWEN3", "qwen3_moe": "QWEN3MOE",
    "gemma": "GEMMA", "gemma2": "GEMMA2", "gemma3_text": "GEMMA3", "phi": "PHI2", "phi3": "PHI3", "smollm3": "SMOLLM3",
    "olmo2": "OLMO2", "stablelm": "STABLELM", "gpt_neox": "GPTNEOX", "gpt2": "GPT2",
}  # fmt: skip


def names(folder: pathlib.Path) -> dict:
    model_type = json.loads((folder / "config.json").read_text())["model_type"]
    arch = MODEL_ARCH[ARCHITECTURES[model_type]]
    mapping = get_tensor_name_map(arch, 8)
    file = (folder / "model.safetensors").read_bytes()
    header = json.loads(file[8 : 8 + struct.unpack("<Q", file[:8])[0]])
    out = {}
    for name in sorted(header.keys() - {"__metadata__"}):
        merged = re.sub(r"experts\.\d+\.", "experts.", name)
        gguf = mapping.get_name(merged, try_suffixes=(".weight", ".bias"))
        assert gguf, name
        out[re.sub(r"experts\.\d+\.", "experts.*.", name)] = gguf
    return {"architecture": arch.name.lower(), "names": out}


goldens, target = map(pathlib.Path, sys.argv[1:])
families = {f.name: names(f) for f in sorted(goldens.iterdir()) if (f / "config.json").exists()}
target.write_text(json.dumps(families, indent=1) + "\n")
