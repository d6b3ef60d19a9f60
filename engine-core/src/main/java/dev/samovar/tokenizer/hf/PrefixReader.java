package dev.samovar.tokenizer.hf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads from {@code post_processor} which tokens come before a text. What comes after it is of no use to a model that is to
 * continue the text.
 */
final class PrefixReader {
    private PrefixReader() {}

    static int[] read(Section processor) {
        if (processor.isNull()) {
            return new int[0];
        }
        return switch (processor.type()) {
            case "Sequence" -> {
                List<Section> steps = processor.items("processors");
                yield steps.stream()
                        .flatMapToInt(step -> Arrays.stream(read(step)))
                        .toArray();
            }
            case "TemplateProcessing" -> template(processor);
            default -> new int[0];
        };
    }

    /** {@code "single": [{"SpecialToken": {"id": "<s>"}}, {"Sequence": …}]}, with ids by name in {@code special_tokens}. */
    private static int[] template(Section processor) {
        List<Integer> ids = new ArrayList<>();
        for (Section piece : processor.items("single")) {
            Section special = piece.member("SpecialToken");
            if (special.isNull()) {
                break;
            }
            Section token = processor.member("special_tokens").member(special.text("id"));
            for (Section id : token.items("ids")) {
                ids.add(id.integer());
            }
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }
}
