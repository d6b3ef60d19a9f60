"""Trains small SentencePiece models on the corpus and writes what the reference library makes of the corpus with them.

    pip install sentencepiece==0.2.3
    python sentencepiece_models.py
"""

import io

import corpus
import sentencepiece

TEXTS = dict(corpus.texts(few_long=True))
SENTENCES = [
    line
    for name, text in TEXTS.items()
    if not name.startswith(("noise", "long", "unpaired", "control"))
    for line in text.splitlines()
    if line.strip() and "\0" not in line
]
RULES = {"Ａ": "A", "ﬁ": "fi", "…": "...", "①": "1", "\t": " ", "\u3000": " ", "e\u0301": "é", "\u200b": "", "™": "TM"}
MODELS = {
    # as Llama 2: no respelling, byte tokens for the unknown
    "spm_bpe": dict(
        model_type="bpe",
        normalization_rule_name="identity",
        byte_fallback=True,
        remove_extra_whitespaces=False,
        split_digits=True,
        allow_whitespace_only_pieces=True,
    ),
    # as Gemma: no space before the text, user-defined tokens
    "spm_bpe_user": dict(
        model_type="bpe",
        normalization_rule_name="identity",
        byte_fallback=True,
        remove_extra_whitespaces=False,
        add_dummy_prefix=False,
        user_defined_symbols=["\n", "\n\n", "<start_of_turn>", "<b>"],
    ),
    # as T5: respelling, superfluous spaces taken out, an unknown token
    "spm_unigram": dict(model_type="unigram", character_coverage=0.98),
    "spm_unigram_bytes": dict(model_type="unigram", byte_fallback=True, normalization_rule_name="identity"),
}


def rules():
    """The rule table that SentencePiece compiles into its character map: code points in hexadecimal."""
    spell = lambda text: " ".join(f"{ord(c):X}" for c in text)
    path = corpus.RESOURCES / "rules.tsv"
    path.write_text("".join(f"{spell(a)}\t{spell(b)}\n" for a, b in RULES.items()))
    return path


tsv = rules()
for name, options in MODELS.items():
    if name == "spm_unigram":
        options["normalization_rule_tsv"] = str(tsv)
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES),
        model_writer=out,
        vocab_size=1100,
        hard_vocab_limit=False,
        num_threads=1,
        minloglevel=2,
        **options,
    )
    (corpus.RESOURCES / f"{name}.model").write_bytes(out.getvalue())
    model = sentencepiece.SentencePieceProcessor(model_proto=out.getvalue())
    corpus.write(f"{name}.expected.json", [(label, model.encode(text)) for label, text in TEXTS.items()])
tsv.unlink()
