"""Writes reduced copies of published tokenizers, small enough to commit, and what the oracle makes of the corpus with them.

A reduced copy has the file's whole pipeline but only its first merges, the single characters of the corpus, the byte tokens
and some of its added tokens, with new ids. Two unigram tokenizers are trained here, since none of the packages has one.

    python reduced.py FOLDER     # as packages.py, which says how to fill the folder
"""

import json
import pathlib
import sys

import corpus
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

NAMES = ["llama2", "llama3", "qwen3", "gemma3", "deepseek_v3", "gptoss"]
MERGES = 700
ADDED = 40
TEXTS = dict(corpus.texts(few_long=True))
CHARACTERS = set("".join(text for name, text in TEXTS.items() if not name.startswith(("noise", "long"))))


def reduced(full):
    model = full["model"]
    pairs = [merge.split(" ") if isinstance(merge, str) else merge for merge in model["merges"]]
    byte_level = full["decoder"]["type"] == "ByteLevel"
    keep = {t for t in model["vocab"] if len(t) == 1 and (byte_level or t in CHARACTERS or t == "▁")}
    keep |= {f"<0x{b:02X}>" for b in range(256)} & set(model["vocab"])
    merges = []
    for left, right in pairs:
        if len(merges) < MERGES and left in keep and right in keep:
            merges.append([left, right])
            keep.add(left + right)
    added = full["added_tokens"]
    added = added[:ADDED] + [t for t in added[ADDED:] if t["content"] in TEXTS["chat markers"] or "▁" * 3 == t["content"]]
    keep |= {t["content"] for t in added} & set(model["vocab"])
    if model["unk_token"]:
        keep.add(model["unk_token"])
    vocab = {token: i for i, token in enumerate(t for t in model["vocab"] if t in keep)}
    extra = len(vocab)
    for token in added:
        if token["content"] in vocab:
            token["id"] = vocab[token["content"]]
        else:
            token["id"] = extra
            extra += 1
    if isinstance(model["merges"][0], str):
        merges = [" ".join(merge) for merge in merges]
    for processor in [full["post_processor"], *full["post_processor"].get("processors", [])]:
        for special in processor.get("special_tokens", {}).values():
            special["ids"] = [next(t["id"] for t in added if t["content"] == special["id"])]
    return full | {"added_tokens": added, "model": model | {"vocab": vocab, "merges": merges}}


def flagged(file):
    """Added tokens with every flag, and a normalizer that some of them go through."""
    first = 1 + max(token["id"] for token in file["added_tokens"])
    flags = {"<l>": ["lstrip"], "<r>": ["rstrip"], "<lr>": ["lstrip", "rstrip"], "<w>": ["single_word"], "norm": ["normalized"]}
    for i, (content, set_flags) in enumerate(flags.items()):
        token = {"id": first + i, "content": content, "special": i % 2 == 0}
        file["added_tokens"].append(token | {f: f in set_flags for f in ("single_word", "lstrip", "rstrip", "normalized")})
    return file | {"normalizer": {"type": "Lowercase"}}


def unigram(byte_fallback):
    texts = [text for name, text in TEXTS.items() if not name.startswith(("noise", "long", "unpaired"))]
    model = Tokenizer(models.Unigram())
    model.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " "), normalizers.Strip()]
    )
    model.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    model.decoder = decoders.Metaspace()
    model.train_from_iterator(
        texts,
        trainers.UnigramTrainer(vocab_size=900, special_tokens=["<pad>", "</s>", "<unk>"], unk_token="<unk>", show_progress=False),
    )
    file = json.loads(model.to_str())
    if byte_fallback:
        file["model"]["vocab"] += [[f"<0x{b:02X}>", -20.0 - b / 256] for b in range(256)]
        file["model"]["byte_fallback"] = True
        file["decoder"] = {"type": "Sequence", "decoders": [{"type": "ByteFallback"}, file["decoder"]]}
    return file


def write(name, file):
    text = json.dumps(file, ensure_ascii=True)
    (corpus.RESOURCES / f"{name}.tokenizer.json").write_text(text + "\n")
    oracle = Tokenizer.from_str(text)
    corpus.write(
        f"{name}.expected.json",
        [(label, oracle.encode(text, add_special_tokens=False).ids) for label, text in TEXTS.items()],
    )


for name in NAMES:
    file = pathlib.Path(sys.argv[1]) / name / "package/models/tokenizer.json"
    write(name, reduced(json.loads(file.read_text())))
file = pathlib.Path(sys.argv[1]) / "qwen3/package/models/tokenizer.json"
write("flagged", flagged(reduced(json.loads(file.read_text()))))
write("unigram", unigram(False))
write("unigram_bytes", unigram(True))
