package dev.samovar.chat;

import dev.samovar.api.ChatCompletion;
import dev.samovar.api.ChatCompletionChunk;
import dev.samovar.api.ChatCompletionRequest;
import dev.samovar.api.Completion;
import dev.samovar.api.CompletionRequest;
import dev.samovar.api.Generation;
import dev.samovar.api.Header;
import dev.samovar.engine.ApiException;
import dev.samovar.engine.Engine;
import dev.samovar.schedule.Request;
import dev.samovar.schedule.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * OpenAI's two endpoints over an engine. Requests are queued at once and answered while the engine's owner steps it;
 * what is returned for one can interrupt it. A request at fault is an {@link ApiException} and never queued.
 */
public final class Completions {
    private final ChatModel model;
    private final Engine engine;
    private final Clock clock;
    private final LongSupplier random;
    private final Prompts prompts;

    /** @param random for the seeds of requests without one, and for ids */
    public Completions(ChatModel model, Engine engine, Clock clock, LongSupplier random) {
        this.model = model;
        this.engine = engine;
        this.clock = clock;
        this.random = random;
        this.prompts = new Prompts(model.tokenizer(), engine.contextLength());
    }

    /** Answers in pieces. */
    public Sequence stream(ChatCompletionRequest request, Receiver<ChatCompletionChunk> receiver) {
        boolean logprobs = request.generation().logprobs();
        boolean usage = request.streamOptions().includeUsage();
        return chat(request, new ChatChunks(header("chatcmpl-"), logprobs, usage, receiver));
    }

    /** Answers at once. */
    public Sequence answer(ChatCompletionRequest request, Receiver<ChatCompletion> receiver) {
        Header header = header("chatcmpl-");
        return chat(
                request,
                new WholeAnswer<>(
                        "",
                        request.generation().logprobs(),
                        (text, reason, logprobs, usage, ids) -> {
                            var choice =
                                    new ChatCompletion.Choice(0, Optional.of(text), List.of(), reason, logprobs, ids);
                            return new ChatCompletion(header, List.of(choice), usage);
                        },
                        receiver));
    }

    /** Continues a text in pieces. */
    public Sequence stream(CompletionRequest request, Receiver<Completion> receiver) {
        int[] prompt = prompts.completion(request);
        boolean logprobs = request.generation().logprobs();
        boolean usage = request.streamOptions().includeUsage();
        var pieces = new CompletionPieces(header("cmpl-"), echo(request, prompt), logprobs, usage, receiver);
        return submit(prompt, request.generation(), List.of(), pieces);
    }

    /** Continues a text at once. */
    public Sequence answer(CompletionRequest request, Receiver<Completion> receiver) {
        int[] prompt = prompts.completion(request);
        Header header = header("cmpl-");
        var whole = new WholeAnswer<>(
                echo(request, prompt),
                request.generation().logprobs(),
                (text, reason, logprobs, usage, ids) -> {
                    var choice = new Completion.Choice(0, text, Optional.of(reason), logprobs, ids);
                    return new Completion(header, List.of(choice), Optional.of(usage));
                },
                receiver);
        return submit(prompt, request.generation(), List.of(), whole);
    }

    private Sequence chat(ChatCompletionRequest request, AnswerListener listener) {
        ChatTemplate template = model.template()
                .orElseThrow(() -> ApiException.invalid(
                        "messages",
                        "The model " + model.name() + " has no chat template. Use completions with a plain prompt."));
        return submit(prompts.chat(request, template), request.generation(), template.stops(), listener);
    }

    private Sequence submit(int[] prompt, Generation wanted, List<String> templateStops, AnswerListener listener) {
        List<String> stops = new ArrayList<>(wanted.stop());
        stops.addAll(templateStops);
        var answer = new Answer(
                new CompletionStream(
                        model.tokenizer().detokenizer(false), wanted.ignoreEos() ? Set.of() : model.endTokens(), stops),
                new Logprobs(model.tokenizer()),
                new Meter(clock, prompt.length),
                wanted.returnTokenIds() ? Optional.of(new TokenRecord(prompt)) : Optional.empty(),
                listener);
        long limit = prompt.length + wanted.maxTokens().orElse((long) engine.contextLength());
        return engine.submit(new Request(
                prompt,
                (int) Math.min(limit, engine.contextLength()),
                Sampling.settings(
                        wanted,
                        model.defaults(),
                        random.getAsLong(),
                        model.tokenizer().vocabularySize()),
                Sampling.logProbabilities(wanted),
                Optional.empty(),
                answer));
    }

    private String echo(CompletionRequest request, int[] prompt) {
        if (!request.echo()) {
            return "";
        }
        return switch (request.prompt()) {
            case CompletionRequest.Prompt.Text t -> t.text();
            case CompletionRequest.Prompt.Tokens ignored -> model.tokenizer().decode(prompt, true);
        };
    }

    private Header header(String prefix) {
        return new Header(prefix + Long.toHexString(random.getAsLong()), (long) clock.seconds(), model.name());
    }
}
