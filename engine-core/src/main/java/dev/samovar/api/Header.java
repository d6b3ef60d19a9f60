package dev.samovar.api;

/**
 * What every object of one answer repeats.
 *
 * @param created seconds since 1970
 */
public record Header(String id, long created, String model) {
    ObjectBuilder begin(String object) {
        return new ObjectBuilder()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }
}
