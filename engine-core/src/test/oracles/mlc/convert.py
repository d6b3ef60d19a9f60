"""Converts a golden checkpoint to an MLC repository, as mlc-llm's `convert_weight` and `gen_config` would.

    pip install numpy==1.26.4
    python convert.py ../../../../../goldens ../../resources/dev/samovar/checkpoint/mlc

Names and fusions follow the loaders in mlc-llm's `python/mlc_llm/model`, codes its `quantization/group_quantization.py`,
the cache tvm's `dump_tensor_cache`. `expected.json` has, under Hugging Face's names, the SHA-256 of each tensor's values
once decoded (float32, little-endian).
"""

import hashlib
import json
import re
import struct
import sys
from pathlib import Path

import numpy as np

SHARD = 48 << 10  # bytes; real repositories cut near 32 MiB
ATTENTION = ["self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"]
GATE_UP = ["mlp.gate_proj", "mlp.up_proj"]
COMMON = "hidden_size intermediate_size num_attention_heads num_hidden_layers vocab_size num_key_value_heads head_dim"
LLAMA = COMMON + " rms_norm_eps tie_word_embeddings position_embedding_base rope_scaling context_window_size"
MISTRAL = COMMON + " rms_norm_eps position_embedding_base context_window_size sliding_window_size attention_sink_size"
QWEN = COMMON + " hidden_act rms_norm_eps rope_theta tie_word_embeddings context_window_size"
GEMMA = COMMON + " rms_norm_eps position_embedding_base context_window_size hidden_activation attention_bias"
FIELDS = {
    "llama": LLAMA,
    "olmo2": LLAMA + " hidden_act",
    "mistral": MISTRAL,
    "mixtral": MISTRAL + " num_local_experts num_experts_per_tok",
    "qwen2": QWEN,
    "qwen3": QWEN + " attention_bias",
    "qwen3_moe": QWEN
    + " attention_bias moe_intermediate_size num_experts_per_tok num_experts decoder_sparse_step norm_topk_prob",
    "gemma": GEMMA,
    "gemma2": GEMMA + " attn_logit_softcapping final_logit_softcapping query_pre_attn_scalar sliding_window",
    "gemma3": GEMMA + " query_pre_attn_scalar sliding_window_size",
    "stablelm": COMMON + " layer_norm_eps partial_rotary_factor rope_theta use_qkv_bias context_window_size",
    "phi3": LLAMA + " max_position_embeddings original_max_position_embeddings partial_rotary_factor",
    "phi": COMMON + " layer_norm_eps position_embedding_base partial_rotary_factor context_window_size",
    "gpt_neox": "use_parallel_residual hidden_size intermediate_size num_attention_heads num_hidden_layers layer_norm_eps"
    " vocab_size rotary_pct position_embedding_base context_window_size head_dim ffn_out_dtype",
    "gpt2": "vocab_size n_embd n_layer n_head layer_norm_epsilon n_inner context_window_size head_dim"
    " scale_attn_by_inverse_layer_idx",
}


def tensors_of(path: Path) -> dict:
    data = path.read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    out = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if name != "__metadata__":
            assert entry["dtype"] == "F32", entry
            start, end = (8 + length + at for at in entry["data_offsets"])
            out[name] = np.frombuffer(data[start:end], "<f4").reshape(entry["shape"])
    return out


def parts_of(model: str, name: str, tensors: dict) -> tuple:
    """MLC's name for the tensor that begins with this one, and Hugging Face's names of all of it; None within one."""
    layer = re.match(r"(.*?\.(?:layers|h)\.\d+\.)(.*)\.(weight|bias)$", name)
    if not layer:
        return {"phi3": PHI3, "phi": PHI}.get(model, {}).get(name, name), [name]
    prefix, module, kind = layer.groups()
    if model == "phi3" or model == "phi":
        mlc = prefix.replace("model.layers", "transformer.h")
        if module == "self_attn.q_proj":
            return f"{mlc}mixer.Wqkv.{kind}", [f"{prefix}{m}.{kind}" for m in ATTENTION]
        if module in ATTENTION:
            return None, []
        return f"{mlc}{PHI_LAYER.get(module, module)}.{kind}", [name]
    expert = re.match(r"(block_sparse_moe|mlp)\.experts\.(\d+)\.(\w+)$", module)
    if expert:
        return experts_of(prefix, expert.groups(), tensors)
    if module == "block_sparse_moe.gate":
        return f"{prefix}moe.gate.{kind}", [name]
    for fused, target in [(ATTENTION, "self_attn.c_attn" if model.startswith("qwen") else "self_attn.qkv_proj"), (GATE_UP, "mlp.gate_up_proj")]:
        if module in fused and not (model == "gemma3" and fused is ATTENTION):
            return (f"{prefix}{target}.{kind}", [f"{prefix}{m}.{kind}" for m in fused]) if module == fused[0] else (None, [])
    return name, [name]


def experts_of(prefix: str, expert: tuple, tensors: dict) -> tuple:
    block, number, matrix = expert
    targets = {"w1": ("moe.e1_e3", ["w1", "w3"]), "w2": ("moe.e2", ["w2"]),
               "gate_proj": ("mlp.moe_gate_up_proj", ["gate_proj", "up_proj"]), "down_proj": ("mlp.moe_down_proj", ["down_proj"])}  # fmt: skip
    if number != "0" or matrix not in targets:
        return None, []
    target, matrices = targets[matrix]
    count = sum(name.startswith(f"{prefix}{block}.experts.") and name.endswith(f".{matrix}.weight") for name in tensors)
    return f"{prefix}{target}.weight", [f"{prefix}{block}.experts.{e}.{m}.weight" for e in range(count) for m in matrices]


PHI3 = {"model.embed_tokens.weight": "transformer.embd.weight", "model.norm.weight": "transformer.norm.weight"}
PHI = {"model.embed_tokens.weight": "transformer.embd.weight", "lm_head.weight": "lm_head.linear.weight",
       "lm_head.bias": "lm_head.linear.bias", "model.final_layernorm.weight": "lm_head.ln.weight",
       "model.final_layernorm.bias": "lm_head.ln.bias"}  # fmt: skip
PHI_LAYER = {"input_layernorm": "ln", "self_attn.qkv_proj": "mixer.qkv_proj", "self_attn.o_proj": "mixer.out_proj", "self_attn.dense": "mixer.out_proj"}


def value_of(model: str, config: dict, name: str, value: np.ndarray) -> np.ndarray:
    if model.startswith("gemma") and name.endswith("norm.weight"):
        return value + np.float32(1)
    if model == "gpt_neox" and "query_key_value" in name:
        heads = config["num_attention_heads"]
        parts = np.split(value.reshape(heads, 3 * config["hidden_size"] // heads, -1), 3, axis=1)
        return np.concatenate(parts, axis=0).reshape(value.shape)
    if model == "gpt2" and re.search(r"(c_attn|c_proj|c_fc)\.weight$", name):
        return value.T
    return value


def quantised(value: np.ndarray, bits: int, group: int, dtype: str) -> tuple:
    """Codes, scales, and what they stand for; groups along the last axis."""
    columns = value.shape[-1]
    largest = 2 ** (bits - 1) - 1
    groups = -(-columns // group)
    padded = np.zeros((*value.shape[:-1], groups * group), dtype)
    padded[..., :columns] = value
    grouped = padded.reshape(*value.shape[:-1], groups, group)
    scale = (np.abs(grouped).max(-1) / np.array(largest, dtype)).astype(dtype)
    if dtype == "<f4":
        scale = bf16(scale)[1]
    code = np.clip(np.round(grouped / scale[..., None] + largest), 0, 2 * largest).astype("<u4")
    code.reshape(padded.shape)[..., columns:] = 0
    each = 32 // bits
    words = code.reshape(*value.shape[:-1], groups * group // each, each)
    packed = (words << (np.arange(each, dtype="<u4") * bits)).sum(-1).astype("<u4")
    decoded = (code.astype("<f4") - largest) * scale.astype("<f4")[..., None]
    return packed, scale, decoded.reshape(padded.shape)[..., :columns]


def bf16(value: np.ndarray) -> tuple:
    """The upper halves, rounded to nearest even, and what they stand for."""
    bits = value.astype("<f4").view("<u4")
    upper = ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2")
    return upper, (upper.astype("<u4") << 16).view("<f4")


class Repository:
    def __init__(self):
        self.records, self.shards = [], [bytearray()]
        self.expected = {}

    def put(self, name: str, dtype: str, value: np.ndarray) -> np.ndarray:
        """Stores a tensor; returns what a reader gets."""
        stored, read = bf16(value) if dtype == "float32" else (value.astype({"float16": "<f2", "uint32": "<u4"}[dtype]),) * 2
        data = stored.tobytes()
        if self.shards[-1] and len(self.shards[-1]) + len(data) > SHARD:
            self.shards.append(bytearray())
        self.records.append((len(self.shards) - 1, {"name": name, "shape": list(value.shape), "dtype": dtype,
            "format": "f32-to-bf16", "nbytes": len(data), "byteOffset": len(self.shards[-1])}))  # fmt: skip
        self.shards[-1] += data
        return read

    def expect(self, names: list, values: np.ndarray, rows: list) -> None:
        at = 0
        flat = np.ascontiguousarray(values.astype("<f4")).reshape(-1, *(values.shape[-1:] if values.ndim > 1 else ()))
        for name, count in zip(names, rows):
            self.expected[name] = hashlib.sha256(flat[at : at + count].tobytes()).hexdigest()
            at += count

    def write(self, folder: Path, cache: str) -> None:
        shards = []
        for i, data in enumerate(self.shards):
            (folder / f"params_shard_{i}.bin").write_bytes(data)
            shards.append({"dataPath": f"params_shard_{i}.bin", "format": "raw-shard", "nbytes": len(data),
                "records": [r for shard, r in self.records if shard == i], "md5sum": hashlib.md5(data).hexdigest()})  # fmt: skip
        (folder / cache).write_text(json.dumps({"metadata": {"ParamSize": len(self.records)}, "records": shards}) + "\n")
        (folder / "expected.json").write_text(json.dumps(self.expected, indent=0) + "\n")


def model_config(model: str, config: dict) -> dict:
    """What mlc-llm keeps of a configuration, under its own names."""
    c = dict(config)
    rope = c.pop("rope_parameters", {})
    full = rope.get("full_attention", rope)
    c["rope_theta"] = c["position_embedding_base"] = int(full.get("rope_theta", 10000))
    c["rope_scaling"] = None
    if full.get("rope_type", "default") != "default":
        c["rope_scaling"] = {k: v for k, v in full.items() if k not in ("rope_theta", "partial_rotary_factor")}
        c["rope_scaling"]["type"] = full["rope_type"]
    c["context_window_size"] = c.get("max_position_embeddings", c.get("n_positions"))
    c["sliding_window_size"] = c.get("sliding_window") or -1
    c["attention_sink_size"] = 4
    heads = c.get("num_attention_heads", c.get("n_head"))
    c["head_dim"] = c.get("head_dim") or c.get("hidden_size", c.get("n_embd")) // heads
    c["partial_rotary_factor"] = c["rotary_pct"] = rope.get("partial_rotary_factor", 1.0)
    c["num_experts"] = c.get("num_local_experts")
    c["n_inner"] = c.get("n_inner") or -1
    c["ffn_out_dtype"] = "float32"
    c["hidden_activation"] = c.get("hidden_activation", c.get("hidden_act"))
    kept = {name: c[name] for name in FIELDS[model].split() if name in c}
    if model == "mistral":
        kept["context_window_size"] = -1
    if model == "gemma3":
        kept["kwargs"] = {"layer_types": c["layer_types"], "rope_local_base_freq": rope["sliding_attention"]["rope_theta"]}
        vocabulary = kept.pop("vocab_size")
        return {"text_config": kept, "vocab_size": vocabulary, "context_window_size": 256, "is_text_model": True}
    return {**kept, "prefill_chunk_size": 256, "tensor_parallel_shards": 1, "max_batch_size": 1}


def convert(golden: Path, quantization: str, folder: Path) -> None:
    config = json.loads((golden / "config.json").read_text())
    model = config["model_type"].replace("gemma3_text", "gemma3")
    tensors = tensors_of(golden / "model.safetensors")
    dtype = "float32" if "f32" in quantization else "float16"
    out = Repository()
    if model == "gpt2":
        tensors["lm_head.weight"] = tensors["transformer.wte.weight"]
    for name in list(tensors):
        mlc, parts = parts_of(model, name, tensors)
        if mlc is None:
            continue
        values = [value_of(model, config, part, tensors[part]) for part in parts]
        rows = [value.shape[0] for value in values]
        value = np.concatenate(values, axis=0)
        if "experts" in name:
            value = value.reshape(-1, (sum(rows[:2]) if "up_proj" in mlc or "e1_e3" in mlc else rows[0]), value.shape[-1])
        if model == "gemma3":
            mlc = "language_model." + mlc
        stored = "float32" if "dense_h_to_4h.bias" in mlc or "dense_4h_to_h.bias" in mlc else dtype
        if value.ndim == 1 or quantization.startswith("q0") or mlc.endswith("gate.weight"):
            read = out.put(mlc, stored, value)
        else:
            bits = int(quantization[1])
            packed, scale, read = quantised(value, bits, 40 if bits == 3 else 32, "<f4" if dtype == "float32" else "<f2")
            out.put(mlc.replace(".weight", ".q_weight"), "uint32", packed)
            out.put(mlc.replace(".weight", ".q_scale"), dtype, scale)
        out.expect([part.replace("embed_out.", "lm_head.") for part in parts], read, rows)
    folder.mkdir(parents=True, exist_ok=True)
    out.write(folder, "ndarray-cache.json" if quantization == "q3f16_1" else "tensor-cache.json")
    chat = {"version": "0.1.0", "model_type": model, "quantization": quantization, "model_config": model_config(model, config),
        "vocab_size": config["vocab_size"], "context_window_size": 256, "sliding_window_size": -1, "prefill_chunk_size": 256,
        "attention_sink_size": -1, "tensor_parallel_shards": 1, "temperature": 1.0, "top_p": 1.0, "tokenizer_files": [],
        "pad_token_id": 0, "bos_token_id": 1, "eos_token_id": [2]}  # fmt: skip
    (folder / "mlc-chat-config.json").write_text(json.dumps(chat, indent=1) + "\n")


def main(goldens: str, resources: str) -> None:
    for golden in sorted(Path(goldens).iterdir()):
        config = golden / "config.json"
        if config.exists() and json.loads(config.read_text())["model_type"].replace("gemma3_text", "gemma3") in FIELDS:
            convert(golden, "q4f16_1", Path(resources) / f"{golden.name}-q4f16_1")
    for quantization in ["q4f32_1", "q3f16_1", "q0f16", "q0f32"]:
        convert(Path(goldens) / "llama3", quantization, Path(resources) / f"llama3-{quantization}")


main(sys.argv[1], sys.argv[2])
