package dev.samovar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot go well is refused in a line or with the usage, before a browser is started or anything printed. */
class BadArgumentsTest {
    private static final int USAGE = 2;
    private static final int FAILED = 1;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat --json --temperature hot hi | '--temperature': 'hot' is not a double",
                "chat --json --bogus hi           | Unknown option: '--bogus'",
                "chat --adapter gpu hi            | [AUTO, SOFTWARE]",
                "chat --quantize q5 hi            | expected one of [Q4, Q8] (case-insensitive) but was 'q5'",
                "bench --kv-cache q4              | expected one of [F32, F16, Q8] (case-insensitive) but was 'q4'",
                "bench --prompt 32,abc            | '--prompt' (N): 'abc' is not an int",
                "verify                           | Missing required parameter: 'FOLDER'",
            })
    void refusesWithTheUsage(String arguments, String says) {
        assertSays(USAGE, arguments, says);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat --raw --system x hi        | --system needs a chat template, which --raw leaves out",
                "chat --json --model nothing hi  | there is no model \"nothing\"; expected a file",
                "chat --model HF://owner hi      | expected HF://owner/name[/file",
                "chat --model http://a\\b hi    | not an address: ",
                "perplexity --window 1 m t       | --window must be at least 2 and --rows at least 1, not 1 and 32",
                "bench --repetitions 0           | --repetitions must be at least 1, not 0",
                "bench --prompt 32,0             | --prompt must be at least 1, not 0",
                "demo --model random:Qwen2-0.5B  | the page offers files; random:Qwen2-0.5B is none",
            })
    void refusesInALine(String arguments, String says) {
        String said = assertSays(FAILED, arguments, says);
        assertEquals(1, said.strip().lines().count(), said);
    }

    private static String assertSays(int exit, String arguments, String says) {
        CommandRun run = CommandRun.of("", arguments.split(" "));
        assertEquals(exit, run.exit(), run::err);
        assertTrue(run.err().contains(says), run::err);
        assertEquals("", run.out());
        return run.err();
    }
}
