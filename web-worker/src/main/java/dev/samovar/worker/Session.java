package dev.samovar.worker;

import dev.samovar.api.ChatCompletionRequest;
import dev.samovar.api.CompletionRequest;
import dev.samovar.engine.ApiException;
import dev.samovar.engine.Engine;
import dev.samovar.engine.KernelTime;
import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The engine's life in the Worker: one model, loaded once, and the page's requests to it. */
final class Session {
    private @Nullable LoadedModel model;

    /** Does a job, or has the engine take it on; suspends. */
    void begin(Job job) {
        try {
            switch (job.kind()) {
                case "load" -> {
                    model = new Loader(job).load();
                    job.done(Statistics.of(model()));
                }
                case "chat" -> chat(job);
                case "completion" -> complete(job);
                case "statistics" -> job.done(Statistics.of(model()));
                case "profile" -> job.done(profile(job.body()));
                case "evaluate" -> job.done(evaluate(job.body()));
                case "score" -> job.done(score(job.body()));
                default -> throw ApiException.invalid("kind", "there is no message of kind " + job.kind());
            }
        } catch (RuntimeException e) {
            job.failed(e);
        }
    }

    /** Goes on with what the engine has taken on; false when that is nothing. Suspends. */
    boolean step() {
        if (model == null) {
            return false;
        }
        model.host().begin();
        boolean more = model.engine().step();
        model.host().end();
        return more;
    }

    private void chat(Job job) {
        var request = ChatCompletionRequest.read(job.body());
        job.runsAs(
                request.stream()
                        ? model().completions().stream(request, new Chunks<>(job, chunk -> chunk.write()))
                        : model().completions().answer(request, new Whole<>(job, answer -> answer.write())));
    }

    private void complete(Job job) {
        var request = CompletionRequest.read(job.body());
        job.runsAs(
                request.stream()
                        ? model().completions().stream(request, new Chunks<>(job, chunk -> chunk.write()))
                        : model().completions().answer(request, new Whole<>(job, answer -> answer.write())));
    }

    /** What runs comes first: evaluating overwrites the cache. */
    private Json evaluate(Json body) {
        Engine engine = model().engine();
        int[] tokens = Tokens.read(body.get("tokens"), engine.contextLength());
        while (engine.step()) {}
        List<Json> rows = new ArrayList<>();
        for (float[] logits : engine.evaluate(tokens, Tokens.rows(body.get("rows")))) {
            rows.add(Tokens.write(logits));
        }
        return new Json.Obj(Map.of("logits", new Json.Arr(rows)));
    }

    /** What runs comes first, as for evaluating. */
    private Json score(Json body) {
        Engine engine = model().engine();
        int[] tokens = Tokens.read(body.get("tokens"), engine.contextLength());
        while (engine.step()) {}
        var score = new Score(tokens);
        engine.evaluate(tokens, Tokens.rows(body.get("rows")), score);
        return score.json();
    }

    /** What runs comes first, as for evaluating. */
    private Json profile(Json body) {
        Engine engine = model().engine();
        while (engine.step()) {}
        List<Json> kernels = new ArrayList<>();
        for (KernelTime time : engine.profile(Tokens.position(body.get("position")), Tokens.rows(body.get("rows")))) {
            Map<String, Json> kernel = new LinkedHashMap<>();
            kernel.put("kernel", new Json.Str(time.kernel()));
            kernel.put("grid", grid(time));
            kernel.put("dispatches", Json.Num.of(time.dispatches()));
            kernel.put("microseconds", Json.Num.of(time.nanoseconds() / 1e3));
            kernels.add(new Json.Obj(kernel));
        }
        return new Json.Obj(Map.of("kernels", new Json.Arr(kernels)));
    }

    private static Json grid(KernelTime time) {
        List<Json> workgroups = new ArrayList<>();
        for (int direction : time.grid()) {
            workgroups.add(Json.Num.of(direction));
        }
        return new Json.Arr(workgroups);
    }

    private LoadedModel model() {
        if (model == null) {
            throw new IllegalStateException("no model is loaded");
        }
        return model;
    }
}
