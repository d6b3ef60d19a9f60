package dev.samovar.cli;

import dev.samovar.browser.EngineException;
import dev.samovar.engine.ApiException;
import dev.samovar.json.JsonException;
import dev.samovar.weights.ModelFormatException;
import dev.samovar.worker.names.UnknownModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What a failed command prints: one line for faults of files, networks and requests, a stack trace for our own. */
final class Failures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (isExpected(failure)) {
            err.println("samovar: " + failure.getMessage());
        } else {
            failure.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static boolean isExpected(Exception failure) {
        return failure instanceof CommandException
                || failure instanceof EngineException
                || failure instanceof UnknownModelException
                || failure instanceof ApiException
                || failure instanceof ModelFormatException
                || failure instanceof JsonException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException;
    }
}
