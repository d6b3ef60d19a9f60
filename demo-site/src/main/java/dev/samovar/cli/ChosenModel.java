package dev.samovar.cli;

import dev.samovar.server.Site;
import java.net.URI;
import java.nio.file.Path;

/** A model as a tab can load it. */
sealed interface ChosenModel {

    /** Its name for people. */
    String name();

    /** What the tab is told to load. */
    URI address(Site site);

    /** A file, or a folder, that the site hands to the tab. */
    record OnDisk(Path path) implements ChosenModel {
        @Override
        public String name() {
            return path.toAbsolutePath().normalize().getFileName().toString();
        }

        @Override
        public URI address(Site site) {
            return site.publish(path);
        }
    }

    /** A known shape with weights made up in the tab: {@code random:SHAPE}. */
    record Random(String name) implements ChosenModel {
        @Override
        public URI address(Site site) {
            return URI.create(name);
        }
    }
}
