package dev.samovar.webgpu.drawing;

import dev.samovar.engine.Step.Draw;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.sampling.SamplerSettings;
import java.util.List;

/**
 * How much of the chain of kernels some draws need.
 *
 * @param marks most tokens that must be marked for one draw: seen ones or biases; 0 for none
 * @param cuts rounds of histogram and cut
 * @param noise whether a draw has a temperature
 * @param logProbabilities whether a draw reports them
 */
record DrawNeeds(int marks, int cuts, boolean noise, boolean logProbabilities) {

    /** @param positions position of each draw's row */
    static DrawNeeds of(List<Draw> draws, int[] positions) {
        int marks = 0;
        int cuts = 0;
        boolean noise = false;
        boolean logProbabilities = false;
        for (int i = 0; i < draws.size(); i++) {
            var draw = draws.get(i);
            var settings = draw.settings();
            logProbabilities |= draw.logProbabilities() != LogProbabilities.OFF;
            int seen = penalises(settings) ? positions[i] + 1 - draw.penaltyStart() : 0;
            marks = Math.max(marks, Math.max(seen, settings.logitBias().size()));
            if (settings.temperature() > 0) {
                noise = true;
                boolean topK = settings.topK() > 0;
                boolean topP = settings.topP() < 1;
                cuts = Math.max(cuts, topK && topP ? 3 : topK || topP ? 2 : 0);
            }
        }
        return new DrawNeeds(marks, cuts, noise, logProbabilities);
    }

    static boolean penalises(SamplerSettings settings) {
        return settings.repetitionPenalty() != 1 || settings.frequencyPenalty() != 0 || settings.presencePenalty() != 0;
    }

    /** Whether a draw needs scratch space. */
    static boolean scratch(SamplerSettings settings) {
        return settings.temperature() > 0
                || penalises(settings)
                || !settings.logitBias().isEmpty();
    }
}
