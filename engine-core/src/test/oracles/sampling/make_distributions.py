"""Writes distributions.json: what Hugging Face's logits processors make of random logits.

Repetition penalty, temperature, top-k and top-p are transformers' own TensorFlow classes (the PyTorch ones have the same
formulas); frequency and presence penalties, bias and min-p, which it has not there, follow OpenAI's and the min-p
paper's formulas in numpy. Run: pip install -r requirements.txt, then python make_distributions.py
"""

import json
import pathlib

import numpy as np
import tensorflow as tf
from transformers.generation.tf_logits_process import (
    TFRepetitionPenaltyLogitsProcessor,
    TFTemperatureLogitsWarper,
    TFTopKLogitsWarper,
    TFTopPLogitsWarper,
)

NEUTRAL = dict(temperature=1.0, top_k=0, top_p=1.0, min_p=0.0, repetition=1.0, frequency=0.0, presence=0.0, bias={})


def distribution(logits, seen, allowed, s):
    scores = tf.constant([logits], tf.float32)
    ids = tf.constant([seen], tf.int32)
    if s["repetition"] != 1:
        scores = TFRepetitionPenaltyLogitsProcessor(s["repetition"])(ids, scores, len(seen))
    row = scores.numpy()[0]
    counts = np.bincount(seen, minlength=len(row))
    row = row - counts * np.float32(s["frequency"]) - (counts > 0) * np.float32(s["presence"])
    for token, amount in s["bias"].items():
        row[int(token)] += amount
    if allowed is not None:
        row[[i for i in range(len(row)) if i not in allowed]] = -np.inf
    scores = tf.constant([row], tf.float32)
    scores = TFTemperatureLogitsWarper(s["temperature"])(ids, scores, len(seen))
    if s["top_k"]:
        scores = TFTopKLogitsWarper(s["top_k"])(ids, scores, len(seen))
    if s["top_p"] < 1:
        scores = TFTopPLogitsWarper(s["top_p"])(ids, scores, len(seen))
    probabilities = tf.nn.softmax(scores).numpy()[0].astype(np.float64)
    if s["min_p"]:
        probabilities[probabilities < s["min_p"] * probabilities.max()] = 0
        probabilities /= probabilities.sum()
    return probabilities


def main():
    random = np.random.default_rng(7)
    variations = [
        {},
        dict(temperature=0.7),
        dict(temperature=1.8),
        dict(top_k=1),
        dict(top_k=5),
        dict(top_k=1000),
        dict(top_p=0.5),
        dict(top_p=0.9),
        dict(top_p=0.001),
        dict(min_p=0.1),
        dict(min_p=0.6),
        dict(repetition=1.3),
        dict(repetition=0.8),
        dict(frequency=0.5),
        dict(presence=-1.5),
        dict(bias={"3": 4.0, "40": -100.0}),
        dict(temperature=0.8, top_k=20, top_p=0.8, min_p=0.02),
        dict(temperature=1.3, top_k=9, top_p=0.6, repetition=1.1, frequency=0.3, presence=0.2, bias={"0": 1.5}),
    ]
    cases = []
    for variation in variations:
        for allowed in (None, sorted(random.choice(67, 30, replace=False).tolist())):
            s = {**NEUTRAL, **variation}
            logits = random.normal(0, 1.5, 67).astype(np.float32)
            seen = random.integers(0, 67, 12).tolist()
            cases.append(
                dict(
                    settings=s,
                    logits=[float(x) for x in logits],
                    seen=seen,
                    allowed=allowed,
                    probabilities=[float(p) for p in distribution(logits, seen, allowed, s)],
                )
            )
    target = pathlib.Path(__file__).parents[2] / "resources/dev/samovar/sampling/distributions.json"
    target.write_text(json.dumps(cases) + "\n")


main()
