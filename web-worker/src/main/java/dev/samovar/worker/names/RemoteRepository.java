package dev.samovar.worker.names;

import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder on a server, such as a repository of the hub.
 *
 * @param url ends with a slash
 * @param listing address of the hub's description of the repository, empty where there is none
 * @param quantization of the GGUF file that is meant; empty for whatever is there
 */
public record RemoteRepository(String url, String listing, String quantization) implements ModelPlace {

    /**
     * The files in the hub's description, {@code {"siblings": [{"rfilename": "path/to/file"}]}}, without names that would
     * lead out of the repository.
     */
    public static List<String> files(Json description) {
        List<String> files = new ArrayList<>();
        if (description.get("siblings") instanceof Json.Arr siblings) {
            for (Json sibling : siblings.items()) {
                if (sibling.get("rfilename") instanceof Json.Str name && isWithin(name.value())) {
                    files.add(name.value());
                }
            }
        }
        return files;
    }

    private static boolean isWithin(String file) {
        return !file.startsWith("/") && !file.contains("..") && !file.contains(":") && !file.contains("\\");
    }
}
