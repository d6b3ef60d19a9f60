"""Writes normalizers.expected.json and pre_tokenizers.expected.json: single normalizers and pre-tokenizers on the corpus, and normal forms of every code point.

The library takes these from Unicode data of several ages, of which ours has one each for patterns and for normal forms.
Where a step goes by other data, it is compared on long-assigned characters only (no `noise`): accents, punctuation,
word characters.

    pip install tokenizers==0.23.3
    python steps.py
"""

import hashlib
import json

import corpus
from tokenizers import Regex, normalizers, pre_tokenizers

NORMALIZERS = [
    normalizers.NFC(),
    normalizers.NFD(),
    normalizers.NFKC(),
    normalizers.NFKD(),
    normalizers.Lowercase(),
    normalizers.Strip(),
    normalizers.Strip(left=False, right=True),
    normalizers.StripAccents(),
    normalizers.Nmt(),
    normalizers.ByteLevel(),
    normalizers.Prepend("▁"),
    normalizers.Replace(" ", "▁"),
    normalizers.Replace(Regex(r"\s{2,}|\d+"), "<>"),
    normalizers.Sequence([normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase()]),
]
GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
CL100K = r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
TEKKEN = (
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
    r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
    r"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
PRE_TOKENIZERS = [
    pre_tokenizers.ByteLevel(),
    pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    pre_tokenizers.Digits(),
    pre_tokenizers.Digits(individual_digits=True),
    pre_tokenizers.Punctuation(),
    pre_tokenizers.Punctuation("contiguous"),
    pre_tokenizers.Punctuation("merged_with_next"),
    pre_tokenizers.Punctuation("removed"),
    pre_tokenizers.WhitespaceSplit(),
    pre_tokenizers.Whitespace(),
    pre_tokenizers.CharDelimiterSplit("e"),
    pre_tokenizers.Metaspace(),
    pre_tokenizers.Metaspace(prepend_scheme="first", split=False),
    pre_tokenizers.Metaspace(prepend_scheme="never"),
    pre_tokenizers.Split(" ", "merged_with_previous"),
    pre_tokenizers.Split(Regex(r"\s+"), "removed", invert=True),
    pre_tokenizers.Split(Regex(GPT2), "isolated"),
    pre_tokenizers.Split(Regex(CL100K), "isolated"),
    pre_tokenizers.Split(Regex(TEKKEN), "isolated"),
    pre_tokenizers.Split(Regex(r"\p{Han}+|\p{Hiragana}+|\p{Katakana}+|\p{Hangul}+|\p{Thai}+"), "isolated"),
    pre_tokenizers.Split(Regex(r"\d(?=(?:\d{3})+(?!\d))"), "merged_with_previous"),
    pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Punctuation(), pre_tokenizers.Digits()]),
]
EVERYTHING = "x".join(chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000)


OTHER_DATA = ("StripAccents", "Punctuation", '"Whitespace"')


def texts(step):
    other = any(name in step.__getstate__().decode() for name in OTHER_DATA)
    return [(name, text) for name, text in TEXTS.items() if not (other and name.startswith("noise"))]


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def everything(step):
    other = any(name in step.__getstate__().decode() for name in OTHER_DATA)
    return {} if other else {"everything": sha256(step.normalize_str(EVERYTHING))}


def line(step, results, **more):
    return json.dumps({"step": json.loads(step.__getstate__()), "results": results, **more}, ensure_ascii=True)


TEXTS = {name: text for name, text in corpus.texts() if not name.startswith("long")}
lines = [
    line(n, {name: sha256(n.normalize_str(text)) for name, text in texts(n)}, **everything(n))
    for n in NORMALIZERS
]
(corpus.RESOURCES / "normalizers.expected.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
lines = [
    line(p, {name: sha256("\x1f".join(piece for piece, _ in p.pre_tokenize_str(text))) for name, text in texts(p)})
    for p in PRE_TOKENIZERS
]
(corpus.RESOURCES / "pre_tokenizers.expected.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
