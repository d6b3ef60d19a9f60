package dev.samovar.tokenizer.gguf;

import dev.samovar.tokenizer.split.ByteLevel;
import java.util.List;

/**
 * The patterns behind the names that GGUF files give their pre-tokenizers. The names are llama.cpp's
 * ({@code src/llama-vocab.cpp}); the patterns are those of the models' own {@code tokenizer.json}. Each pattern of a list
 * cuts the words of the one before.
 */
final class GgufPatterns {
    private static final String CONTRACTION = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private static final String WORD = "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+";
    private static final String SYMBOLS = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*";
    private static final String SPACES = "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String PATHS = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*";
    private static final String HAN_AND_KANA = "[\u4E00-\u9FA5\u3040-\u309F\u30A0-\u30FF]+";

    static final List<String> GPT_2 = List.of(ByteLevel.PATTERN);
    static final List<String> DIGITS_THEN_GPT_2 = List.of("\\p{N}", ByteLevel.PATTERN);
    static final List<String> LLAMA_3 = List.of(CONTRACTION + WORD + "|\\p{N}{1,3}" + SYMBOLS + SPACES);
    static final List<String> QWEN_2 = List.of(CONTRACTION + WORD + "|\\p{N}" + SYMBOLS + SPACES);
    static final List<String> QWEN_3_5 = List.of(CONTRACTION + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}"
            + "| ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*" + SPACES);
    static final List<String> GPT_4O = List.of(casedWords(CONTRACTION + "?") + "|\\p{N}{1,3}" + PATHS + SPACES);
    static final List<String> TEKKEN = List.of(casedWords("") + "|\\p{N}" + PATHS + SPACES);
    static final List<String> DEEPSEEK_3 = List.of(
            "\\p{N}{1,3}",
            HAN_AND_KANA,
            "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
                    + "| ?[\\p{P}\\p{S}]+[\\r\\n]*" + SPACES);
    static final List<String> DEEPSEEK_CODER =
            List.of("[\\r\\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", "[\u4E00-\u9FA5\u0800-\u4E00\uAC00-\uD7FF]+", "\\p{N}");
    static final List<String> FALCON = List.of("[\\p{P}\\$\\+<=>\\^~\\|`]+", ByteLevel.PATTERN, "[0-9][0-9][0-9]");
    static final List<String> BLOOM = List.of(" ?[^(\\s|.,!?…。，、।۔،)]+");
    static final List<String> VIKING = List.of(BLOOM.get(0), "\\p{N}");
    static final List<String> BAILING =
            List.of("'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*"
                    + "|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+");
    static final List<String> SEED_CODER =
            List.of(CONTRACTION + WORD + "|\\p{N}{1}| ?[^\\s\\p{L}\\p{N}\\r\\n]+" + SPACES);
    static final List<String> MINICPM_5 = List.of("\\p{N}{1,3}", CONTRACTION + WORD + "|\\p{N}+" + SYMBOLS + SPACES);
    static final List<String> SUPERBPE = List.of("\\p{N}+", "(?=(\\d{3})+(?!\\d))");
    /** What llama.cpp does when the file names none. */
    static final List<String> UNNAMED =
            List.of("[\\p{P}\\$\\+<=>\\^~\\|]+", ByteLevel.PATTERN, "\\p{N}+", "[0-9][0-9][0-9]");

    private GgufPatterns() {}

    /** Words that end where a capital begins; contractions stay with their word. */
    private static String casedWords(String suffix) {
        return "[^\\r\\n\\p{L}\\p{N}]?" + UPPER + "*" + LOWER + "+" + suffix + "|[^\\r\\n\\p{L}\\p{N}]?" + UPPER + "+"
                + LOWER + "*" + suffix;
    }
}
