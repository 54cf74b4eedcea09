package dev.baton.models.install;

/** Hears how far an installation has come. */
@FunctionalInterface
public interface Progress {
    /** Called now and then; the total is -1 while it is unknown. */
    void downloaded(String file, long bytes, long total);
}
