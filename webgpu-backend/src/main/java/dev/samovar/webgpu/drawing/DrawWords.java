package dev.samovar.webgpu.drawing;

import dev.samovar.engine.Step.Draw;
import dev.samovar.kernels.DrawWgsl;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.sampling.Noise;
import dev.samovar.sampling.SamplerSettings;
import java.util.Arrays;
import java.util.Map;

/** Writes draws as the kernels read them: the struct {@code Draw} each, and their lists of biases and masks. */
final class DrawWords {
    private final int[] draws;
    private int[] data = new int[64];
    private int drawCount;
    private int dataLength;
    private int slots;

    DrawWords(int count) {
        draws = new int[count * DrawWgsl.DRAW_WORDS];
    }

    /**
     * @param row row of the step whose logits the draw is from
     * @param position of that row
     */
    void add(Draw draw, int row, int position) {
        SamplerSettings settings = draw.settings();
        boolean warm = settings.temperature() > 0;
        int at = drawCount++ * DrawWgsl.DRAW_WORDS;
        draws[at++] = row;
        draws[at++] = DrawNeeds.scratch(settings) ? slots++ : DrawWgsl.NONE;
        draws[at++] = Float.floatToRawIntBits(settings.temperature());
        draws[at++] = warm ? settings.topK() : 0;
        draws[at++] = Float.floatToRawIntBits(warm ? settings.topP() : 1);
        draws[at++] =
                Float.floatToRawIntBits(settings.minP() > 0 ? (float) -Math.log(settings.minP()) : Float.MAX_VALUE);
        draws[at++] = Float.floatToRawIntBits(settings.repetitionPenalty());
        draws[at++] = Float.floatToRawIntBits(settings.frequencyPenalty());
        draws[at++] = Float.floatToRawIntBits(settings.presencePenalty());
        draws[at++] = DrawNeeds.penalises(settings) ? draw.penaltyStart() : DrawWgsl.NONE;
        draws[at++] = dataLength;
        draws[at++] = settings.logitBias().size();
        for (Map.Entry<Integer, Float> bias : settings.logitBias().entrySet()) {
            append(bias.getKey(), Float.floatToRawIntBits(bias.getValue()));
        }
        draws[at++] = draw.allowed().length > 0 ? dataLength : DrawWgsl.NONE;
        append(draw.allowed());
        draws[at++] = warm ? Noise.key(settings.seed(), position + 1) : 0;
        draws[at] = draw.logProbabilities() == LogProbabilities.OFF ? DrawWgsl.NONE : draw.logProbabilities();
    }

    private void append(int... words) {
        if (dataLength + words.length > data.length) {
            data = Arrays.copyOf(data, 2 * (dataLength + words.length));
        }
        System.arraycopy(words, 0, data, dataLength, words.length);
        dataLength += words.length;
    }

    int[] draws() {
        return draws;
    }

    int[] data() {
        return Arrays.copyOf(data, dataLength);
    }

    /** Draws that need scratch space. */
    int slots() {
        return slots;
    }
}
