package dev.samovar.tokenizer.gguf;

import dev.samovar.tokenizer.normalize.Normalizer;
import dev.samovar.tokenizer.normalize.UnicodeForm;
import dev.samovar.tokenizer.split.ByteLevel;
import dev.samovar.tokenizer.split.PreTokenizer;
import dev.samovar.tokenizer.split.Split;
import dev.samovar.weights.ModelFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a name under {@code tokenizer.ggml.pre} stands for: GGUF files carry no patterns, only llama.cpp's names of them.
 *
 * @param patterns each cuts the words of the one before
 * @param wholeWordsFirst a word that is a token stays whole whatever the merges say
 * @param composed whether the model's own tokenizer normalises to NFC, which the file does not say either
 */
record GgufPreTokenizer(List<String> patterns, boolean wholeWordsFirst, boolean composed) {

    static GgufPreTokenizer named(String name) {
        return switch (name.isEmpty() ? "default" : name) {
            case "default" -> plain(GgufPatterns.UNNAMED);
            case "gpt-2",
                    "phi-2",
                    "mpt",
                    "olmo",
                    "jais",
                    "trillion",
                    "granite-docling",
                    "gigachat",
                    "a.x-4.0",
                    "mellum",
                    "modern-bert",
                    "exaone4",
                    "roberta-bpe",
                    "jina-es",
                    "jina-de",
                    "jina-v1-en",
                    "jina-v2-es",
                    "jina-v2-de",
                    "jina-v2-code" -> plain(GgufPatterns.GPT_2);
            case "smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b", "mellum2" ->
                plain(GgufPatterns.DIGITS_THEN_GPT_2);
            case "llama-bpe",
                    "llama3",
                    "llama-v3",
                    "falcon3",
                    "falcon-h1",
                    "pixtral",
                    "midm-2.0",
                    "lfm2",
                    "jina-v5-nano" -> wholeWords(GgufPatterns.LLAMA_3);
            case "dbrx", "smaug-bpe", "glm4", "chatglm-bpe" -> plain(GgufPatterns.LLAMA_3);
            case "qwen2", "deepseek-r1-qwen", "megrez", "stablelm2" -> composed(GgufPatterns.QWEN_2);
            case "hunyuan", "solar-open", "kormo", "f2llmv2", "grok-2" -> plain(GgufPatterns.QWEN_2);
            case "qwen35" -> composed(GgufPatterns.QWEN_3_5);
            case "gpt-4o", "llama4" -> wholeWords(GgufPatterns.GPT_4O);
            case "kanana2", "talkie", "minimax-m2" -> plain(GgufPatterns.GPT_4O);
            case "tekken" -> wholeWords(GgufPatterns.TEKKEN);
            case "deepseek-v3", "hunyuan-dense", "joyai-llm", "hy_v4" -> plain(GgufPatterns.DEEPSEEK_3);
            case "deepseek-coder" -> plain(GgufPatterns.DEEPSEEK_CODER);
            case "falcon" -> plain(GgufPatterns.FALCON);
            case "bloom", "poro-chat", "gpt3-finnish" -> plain(GgufPatterns.BLOOM);
            case "viking" -> plain(GgufPatterns.VIKING);
            case "bailingmoe", "bailingmoe2", "llada-moe" -> plain(GgufPatterns.BAILING);
            case "seed-coder" -> plain(GgufPatterns.SEED_CODER);
            case "minicpm5" -> wholeWords(GgufPatterns.MINICPM_5);
            case "superbpe" -> plain(GgufPatterns.SUPERBPE);
            default ->
                throw new ModelFormatException("tokenizer.ggml.pre is \"" + name
                        + "\", a pre-tokenizer that is not known; load the model with its tokenizer.json instead");
        };
    }

    private static GgufPreTokenizer plain(List<String> patterns) {
        return new GgufPreTokenizer(patterns, false, false);
    }

    private static GgufPreTokenizer wholeWords(List<String> patterns) {
        return new GgufPreTokenizer(patterns, true, false);
    }

    private static GgufPreTokenizer composed(List<String> patterns) {
        return new GgufPreTokenizer(patterns, false, true);
    }

    Normalizer normalizer() {
        return composed ? UnicodeForm.NFC : new Normalizer.Sequence(List.of());
    }

    PreTokenizer preTokenizer() {
        List<PreTokenizer> steps = new ArrayList<>();
        for (String pattern : patterns) {
            steps.add(Split.isolated(pattern));
        }
        steps.add(new ByteLevel());
        return new PreTokenizer.Sequence(steps);
    }
}
