package dev.baton.photo;

import dev.baton.task.TaskType;

/** The tasks on photos, and the queue they share. */
public final class PhotoTasks {
    public static final String QUEUE = "photo";

    public static final TaskType<AnalyzePhoto, PhotoAnalysis> ANALYZE =
            new TaskType<>("photo.analyze", AnalyzePhoto.class, PhotoAnalysis.class, QUEUE);

    public static final TaskType<SearchFace, FaceMatches> SEARCH =
            new TaskType<>("face.search", SearchFace.class, FaceMatches.class, QUEUE);

    /** Somebody waits for a search: it goes before photos that wait to be analysed. */
    public static final int SEARCH_PRIORITY = 9;

    private PhotoTasks() {}
}
