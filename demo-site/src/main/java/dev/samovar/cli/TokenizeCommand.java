package dev.samovar.cli;

import dev.samovar.checkpoint.TokenizerFile;
import dev.samovar.json.Json;
import dev.samovar.json.JsonException;
import dev.samovar.tokenizer.Tokenizer;
import dev.samovar.weights.FileSource;
import dev.samovar.weights.Folder;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenize}: text to token ids, or back, by the tokenizer of a file. */
@Command(
        name = "tokenize",
        description = "Turn standard input, taken as it is, into a JSON array of token ids. Special tokens in the text "
                + "are recognised, none are added.")
final class TokenizeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            description = "A tokenizer.json, a SentencePiece tokenizer.model, a GGUF file, or a folder with one.")
    private File file = new File("");

    @Option(names = "--decode", description = "Turn a JSON array of token ids into text instead.")
    private boolean decode;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        TokenizerFile place =
                file.isDirectory() ? TokenizerFile.in(new Folder(file)) : TokenizerFile.of(FileSource.of(file));
        Tokenizer tokenizer = place.read();
        String input = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        PrintWriter out = spec.commandLine().getOut();
        if (decode) {
            out.print(tokenizer.decode(ids(input, tokenizer.vocabularySize()), /* showSpecial= */ true));
        } else {
            out.println(json(tokenizer.encode(input, /* parseSpecial= */ true)).text());
        }
        out.flush();
        return 0;
    }

    static Json json(int[] ids) {
        return new Json.Arr(IntStream.of(ids).<Json>mapToObj(Json.Num::of).toList());
    }

    private static int[] ids(String text, int vocabularySize) {
        if (!(parsed(text) instanceof Json.Arr array)) {
            throw new CommandException("standard input must be a JSON array of token ids, such as [1, 2, 3]");
        }
        List<Json> items = array.items();
        int[] ids = new int[items.size()];
        for (int i = 0; i < ids.length; i++) {
            if (!(items.get(i) instanceof Json.Num n)
                    || !n.isInteger()
                    || n.value() < 0
                    || n.value() >= vocabularySize) {
                throw new CommandException("item " + i + " of standard input is "
                        + items.get(i).text() + "; this tokenizer's ids are 0 to " + (vocabularySize - 1));
            }
            ids[i] = (int) n.value();
        }
        return ids;
    }

    private static Json parsed(String text) {
        try {
            return Json.parse(text);
        } catch (JsonException e) {
            throw new CommandException("standard input must be a JSON array of token ids: " + e.getMessage(), e);
        }
    }
}
