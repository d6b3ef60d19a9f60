package dev.samovar.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.samovar.json.Json;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {

    /** softmax of ln 1, ln 2, ln 5 is 1/8, 2/8, 5/8. */
    @Test
    void tellsHowLikelyEachNextTokenIs() {
        var score = new Score(new int[] {2, 0, 1, 9});
        float[] row = {0, (float) Math.log(2), (float) Math.log(5)};
        for (int token = 0; token < 4; token++) { // what follows the last token is no one's to say
            score.logits(row);
        }
        List<Json> found = items(score, "log_probabilities");
        assertEquals(3, found.size());
        assertEquals(Math.log(1 / 8d), ((Json.Num) found.get(0)).value(), 1e-6);
        assertEquals(Math.log(2 / 8d), ((Json.Num) found.get(1)).value(), 1e-6);
        assertEquals(Json.Null.NULL, found.get(2), "the model has no token 9");
        assertEquals(Collections.nCopies(3, Json.Num.of(2)), items(score, "likeliest"));
    }

    private static List<Json> items(Score score, String name) {
        return score.json().get(name) instanceof Json.Arr array ? array.items() : List.of();
    }
}
