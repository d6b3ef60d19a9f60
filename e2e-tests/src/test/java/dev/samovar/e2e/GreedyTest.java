package dev.samovar.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.samovar.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real model's greedy continuations, token for token. */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GreedyTest {
    private final LoadedEngine engine;

    GreedyTest(Chromium.Running chromium) throws IOException {
        engine = new LoadedEngine(chromium);
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @MethodSource("dev.samovar.e2e.SmolLm2#cases")
    void continuesAsTheReferenceDoes(SmolLm2.Case golden) {
        Json answer = engine.complete(golden.kind(), golden.request(), 48);
        assertEquals(golden.inputIds(), answer.get("prompt_token_ids"));
        assertEquals(golden.tokens(), answer.get("token_ids"));
        assertEquals(golden.text(), ((Json.Str) SmolLm2.member(answer, "text")).value());
    }
}
