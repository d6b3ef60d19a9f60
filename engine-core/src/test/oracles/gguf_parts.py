"""Writes the golden Qwen 2 as GGUF in parts, as gguf-py 0.19.0 splits files: the first part without tensors.

    pip install gguf==0.19.0
    python gguf_parts.py ../../../../goldens/qwen2 ../resources/dev/samovar/checkpoint/parts
"""

import json
import pathlib
import struct
import sys

import numpy as np
from gguf import MODEL_ARCH, GGMLQuantizationType, GGUFWriter, get_tensor_name_map
from gguf.quants import quantize

golden, target = map(pathlib.Path, sys.argv[1:])
config = json.loads((golden / "config.json").read_text())
file = (golden / "model.safetensors").read_bytes()
data = 8 + struct.unpack("<Q", file[:8])[0]
mapping = get_tensor_name_map(MODEL_ARCH.QWEN2, config["num_hidden_layers"])

writer = GGUFWriter(target / "qwen2-Q8_0.gguf", "qwen2", split_max_tensors=14, small_first_shard=True)
writer.add_context_length(config["max_position_embeddings"])
writer.add_embedding_length(config["hidden_size"])
writer.add_block_count(config["num_hidden_layers"])
writer.add_feed_forward_length(config["intermediate_size"])
writer.add_head_count(config["num_attention_heads"])
writer.add_head_count_kv(config["num_key_value_heads"])
writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
writer.add_rope_freq_base(config["rope_parameters"]["rope_theta"])
for name, entry in sorted(json.loads(file[8:data]).items()):
    if name == "__metadata__":
        continue
    start, end = (data + offset for offset in entry["data_offsets"])
    values = np.frombuffer(file[start:end], "<f4").reshape(entry["shape"])
    gguf = mapping.get_name(name, try_suffixes=(".weight", ".bias"))
    kind = GGMLQuantizationType.Q8_0 if values.ndim == 2 else GGMLQuantizationType.F32
    writer.add_tensor(gguf, quantize(values, kind), raw_dtype=kind)
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
