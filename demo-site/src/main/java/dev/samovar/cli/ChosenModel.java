package dev.samovar.cli;

import dev.samovar.bench.RandomCheckpoint;
import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.checkpoint.FolderCheckpoint;
import dev.samovar.checkpoint.GgufCheckpoint;
import dev.samovar.server.Site;
import dev.samovar.weights.Folder;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A model as a tab can load it. */
sealed interface ChosenModel {

    /** Its name for people. */
    String name();

    /** Its files, read here. */
    Checkpoint checkpoint() throws IOException;

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

        @Override
        public Checkpoint checkpoint() throws IOException {
            File place = path.toAbsolutePath().toFile();
            return place.isDirectory()
                    ? FolderCheckpoint.read(new Folder(place))
                    : GgufCheckpoint.read(new Folder(place.getParentFile()), place.getName());
        }
    }

    /** A known shape with weights made up in the tab: {@code random:SHAPE}. */
    record Random(String name) implements ChosenModel {
        @Override
        public URI address(Site site) {
            return URI.create(name);
        }

        @Override
        public Checkpoint checkpoint() {
            return RandomCheckpoint.of(name);
        }
    }
}
