package dev.samovar.worker.names;

/** Where a model lies. */
public sealed interface ModelPlace permits RemoteFile, RemoteRepository {

    /** Absolute http(s) address; a folder's ends with a slash. */
    String url();
}
