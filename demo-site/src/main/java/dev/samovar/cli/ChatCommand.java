package dev.samovar.cli;

import dev.samovar.browser.EngineTab;
import dev.samovar.browser.HeadlessChromium;
import dev.samovar.server.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chat}: one answer, or a conversation, on the terminal, from the engine in a headless browser. */
@Command(name = "chat", description = "Answer a prompt, or hold a conversation, with the engine in a headless browser.")
final class ChatCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;

    @Option(names = "--model", paramLabel = "M", description = ModelArgument.FORMS)
    private String model = ModelArgument.DEFAULT;

    @Mixin
    private RequestOptions request = new RequestOptions();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(names = "--json", description = "Print one JSON object when the answer is complete.")
    private boolean json;

    @Parameters(
            arity = "0..1",
            paramLabel = "PROMPT",
            description = "What to ask; else standard input, which on a terminal is a conversation.")
    private @Nullable String prompt;

    @Override
    public Integer call() throws IOException {
        request.check();
        Terminal terminal = Terminal.current();
        boolean conversation = prompt == null && terminal.in() && !json;
        String question = prompt == null && !conversation ? standardInput() : prompt;
        ChosenModel chosen = ModelArgument.of(terminal).resolve(model);
        var interrupts = new Interrupts();
        try (Site site = Site.start(0);
                HeadlessChromium browser = HeadlessChromium.launch(engine.adapter());
                EngineTab tab = engine.load(browser, site, chosen, terminal)) {
            var answerer = new Answerer(tab, request, json, interrupts);
            if (question == null) {
                new ConversationLoop(answerer, request).run();
                return 0;
            }
            return answerer.answer(request.conversation(question)).interrupted() ? INTERRUPTED : 0;
        }
    }

    /** All of standard input; the newline that ends its last line is not part of the prompt. */
    private static String standardInput() throws IOException {
        String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        String trimmed = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (trimmed.isEmpty()) {
            throw new CommandException("standard input is empty; give a PROMPT, or text to read");
        }
        return trimmed;
    }
}
