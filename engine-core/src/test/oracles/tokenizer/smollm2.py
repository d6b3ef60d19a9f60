"""Extracts SmolLM2's tokenizer from its GGUF file into smollm2.vocabulary.gz and writes what the oracle makes of the corpus.

    pip install gguf==0.19.0 tokenizers==0.23.3
    python smollm2.py SmolLM2-135M-Instruct.Q4_1.gguf

The resource has the 17 control tokens and the byte letters first, one a line, then a line `left right` for each merge: the
file's tokens are these, in this order, with the merges' spaces left out.
"""

import gzip
import sys

import corpus
from gguf import GGUFReader
from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers

reader = GGUFReader(sys.argv[1])
tokens, merges, types = (
    reader.fields["tokenizer.ggml." + key].contents() for key in ("tokens", "merges", "token_type")
)
single = tokens[: len(tokens) - len(merges)]
assert tokens == single + [merge.replace(" ", "") for merge in merges]
assert [i for i, kind in enumerate(types) if kind != 1] == list(range(17))
with open(corpus.RESOURCES / "smollm2.vocabulary.gz", "wb") as out:
    out.write(gzip.compress("\n".join(single + merges).encode(), 9, mtime=0))

oracle = Tokenizer(models.BPE({t: i for i, t in enumerate(tokens)}, [tuple(m.split(" ")) for m in merges]))
oracle.pre_tokenizer = pre_tokenizers.Sequence(
    [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
)
oracle.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in tokens[:17]])
corpus.write(
    "smollm2.expected.json",
    [(name, oracle.encode(text, add_special_tokens=False).ids) for name, text in corpus.texts()],
)
