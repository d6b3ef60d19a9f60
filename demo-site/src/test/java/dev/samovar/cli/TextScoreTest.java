package dev.samovar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.samovar.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextScoreTest {
    private static final TextScore SCORE =
            new TextScore(new double[] {Math.log(0.5), Math.log(0.25), Math.log(0.125)}, new int[] {7, 8, 9});

    /** The geometric mean of 2, 4 and 8. */
    @Test
    void perplexityIsHowManyTokensItHesitatesBetween() {
        assertEquals(4, SCORE.perplexity(), 1e-12);
        assertEquals("perplexity 4.0000 over 3 tokens", SCORE.line());
    }

    @Test
    void comparesTokenByToken() {
        var other = new TextScore(new double[] {Math.log(0.5), Math.log(0.5), Math.log(0.25)}, new int[] {7, 8, 1});
        String line = SCORE.against(other);
        assertEquals(
                "perplexity 2.5198 there (+58.740 %), the likeliest token the same at 2 of 3 places, "
                        + "log-probabilities 0.46210 apart on average",
                line);
        assertThrows(CommandException.class, () -> SCORE.against(SCORE.from(1)));
    }

    @Test
    void readsWhatItWrites() {
        TextScore again = TextScore.read(Json.parse(SCORE.json().text()));
        assertArrayEquals(SCORE.logProbabilities(), again.logProbabilities());
        assertArrayEquals(SCORE.likeliest(), again.likeliest());
        assertThrows(CommandException.class, () -> TextScore.read(Json.parse("{\"likeliest\": []}")));
    }

    @Test
    void piecesBecomeOne() {
        TextScore joined = TextScore.joined(List.of(SCORE.from(1), SCORE));
        assertArrayEquals(new int[] {8, 9, 7, 8, 9}, joined.likeliest());
    }
}
