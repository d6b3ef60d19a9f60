"""The corpus as the oracles see it."""

import hashlib
import json
import pathlib

RESOURCES = pathlib.Path(__file__).parents[2] / "resources/dev/samovar/tokenizer"


FEW_LONG = ("long: sentence", "long: chinese line", "long: marks", "long: space line")


def texts(few_long=False):
    """Name and text of each entry; unpaired surrogates, which UTF-8 cannot hold, are U+FFFD as in any conversion to it.

    Most of the 100 KB lines can be left out, for tests that run often. (The unigram model cuts 100 000 equal letters in
    many equally likely ways, between which rounding decides.)
    """
    for entry in json.loads((RESOURCES / "corpus.json").read_text()):
        if few_long and entry["name"].startswith("long") and entry["name"] not in FEW_LONG:
            continue
        text = entry["text"] * entry["times"]
        yield entry["name"], text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def digest(ids):
    """The number of ids and the start of the SHA-256 of their decimal digits joined by commas."""
    return f"{len(ids)}:" + hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()[:16]


def write(name, cases):
    """One line a case, so that a change shows as a diff: name and ids, or their digest where there are many."""
    lines = [json.dumps({"name": n, "ids": ids if len(ids) <= 60 else digest(ids)}) for n, ids in cases]
    (RESOURCES / name).write_text("[\n" + ",\n".join(lines) + "\n]\n")
