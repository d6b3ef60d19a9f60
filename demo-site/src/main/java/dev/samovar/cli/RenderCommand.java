package dev.samovar.cli;

import dev.samovar.api.ChatCompletionRequest;
import dev.samovar.chat.ChatModel;
import dev.samovar.chat.ChatTemplate;
import dev.samovar.chat.Prompts;
import dev.samovar.checkpoint.ChatFiles;
import dev.samovar.json.Json;
import dev.samovar.weights.FileSource;
import dev.samovar.weights.Folder;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code render}: the prompt that a model's chat template makes of a request, without running the model. */
@Command(
        name = "render",
        description = "Show the prompt that a model's chat template makes of a chat request from standard input: "
                + "{\"text\": …, \"ids\": […]}.")
final class RenderCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "MODEL",
            description = "A GGUF file, a folder with tokenizer.json and tokenizer_config.json, or what chat takes.")
    private String model = ModelArgument.DEFAULT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        File place = path(ModelArgument.of(Terminal.current()).resolve(model)).toFile();
        ChatFiles files = place.isDirectory() ? ChatFiles.in(new Folder(place)) : ChatFiles.of(FileSource.of(place));
        Json request = Json.parse(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
        PrintWriter out = spec.commandLine().getOut();
        out.println(rendered(files, ChatCompletionRequest.read(request)).text());
        out.flush();
        return 0;
    }

    private static Path path(ChosenModel chosen) {
        return switch (chosen) {
            case ChosenModel.OnDisk onDisk -> onDisk.path();
            case ChosenModel.Random random -> throw new CommandException(random.name() + " has no chat template");
        };
    }

    private Json rendered(ChatFiles files, ChatCompletionRequest request) {
        ChatModel chat = ChatModel.of(files, model, new SystemClock());
        ChatTemplate template =
                chat.template().orElseThrow(() -> new CommandException(model + " has no chat template"));
        ChatTemplate.Rendered written =
                template.render(request.messages(), request.tools(), request.templateArguments());
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("text", new Json.Str(written.text()));
        members.put("ids", TokenizeCommand.json(new Prompts(chat.tokenizer(), Integer.MAX_VALUE).ids(written)));
        return new Json.Obj(members);
    }
}
