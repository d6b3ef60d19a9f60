package dev.samovar.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.weights.ByteSource;
import dev.samovar.weights.ModelFiles;
import dev.samovar.weights.ModelFormatException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as the hub's repositories have them. */
class GgufChoiceTest {

    @ParameterizedTest
    @CsvSource({
        "'', m-Q4_K_M.gguf, m-Q2_K.gguf m-Q4_0.gguf m-Q4_K_M.gguf m-Q8_0.gguf",
        "'', m.q4_1.gguf, m.f16.gguf m.q4_1.gguf m.q5_k_m.gguf",
        "'', m-Q5_K_M.gguf, m-BF16.gguf m-Q3_K_L.gguf m-Q5_K_M.gguf m-Q8_0.gguf",
        "'', Phi-3-mini-4k-instruct-q4.gguf, Phi-3-mini-4k-instruct-fp16.gguf Phi-3-mini-4k-instruct-q4.gguf",
        "'', m-Q8_0.gguf, m-IQ2_XXS.gguf m-Q4_0_4_4.gguf m-Q8_0.gguf",
        "'', anything.gguf, README.md anything.gguf mmproj-F16.gguf m.imatrix.gguf",
        "'', Q4_K_M/m-Q4_K_M-00001-of-00002.gguf,"
                + " Q4_K_M/m-Q4_K_M-00002-of-00002.gguf Q4_K_M/m-Q4_K_M-00001-of-00002.gguf Q8_0/m-Q8_0.gguf",
        "q8_0, m.Q8_0.gguf, m.IQ8_0.gguf m.Q4_K_M.gguf m.Q8_0.gguf",
        "F16, m-F16.gguf, m-BF16.gguf m-F16.gguf",
        "Q4_K_XL, m-UD-Q4_K_XL.gguf, m-Q4_K_M.gguf m-UD-Q4_K_XL.gguf",
        "Q8_0, q8_0.gguf, q4_0.gguf q8_0.gguf"
    })
    void prefersFourBits(String quantization, String chosen, String files) {
        assertEquals(chosen, GgufChoice.of(new Listed(files), quantization));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', neither config.json",
        "'', README.md, neither config.json",
        "'', a-Q4_K_M.gguf b-Q4_K_M.gguf, 'holds 2 GGUF files to choose; name one of a-Q4_K_M.gguf, b-Q4_K_M.gguf'",
        "'', a.gguf b.gguf, 'holds no GGUF files to choose; name one of a.gguf, b.gguf'",
        "Q5_0, a-Q4_0.gguf, 'holds no GGUF files of Q5_0; name one of a-Q4_0.gguf'",
        "_0, a-Q4_0.gguf, no GGUF files of _0"
    })
    void saysWhatThereIs(String quantization, String files, String says) {
        var e = assertThrows(ModelFormatException.class, () -> GgufChoice.of(new Listed(files), quantization));
        assertTrue(String.valueOf(e.getMessage()).contains(says), e.getMessage());
    }

    private record Listed(String files) implements ModelFiles {
        @Override
        public String name() {
            return "a repository";
        }

        @Override
        public Optional<ByteSource> find(String file) {
            throw new AssertionError("nothing need be fetched to choose");
        }

        @Override
        public List<String> list() {
            return files.isEmpty() ? List.of() : List.of(files.split(" "));
        }
    }
}
