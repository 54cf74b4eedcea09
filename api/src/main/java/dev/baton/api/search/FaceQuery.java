package dev.baton.api.search;

import dev.baton.api.enqueue.JobItem;
import dev.baton.api.enqueue.JobKind;
import dev.baton.api.enqueue.NewPhoto;
import dev.baton.api.enqueue.Submission;
import dev.baton.api.problem.ProblemType;
import dev.baton.photo.FaceMatches;
import dev.baton.photo.PhotoTasks;
import dev.baton.photo.SearchFace;
import dev.baton.task.TaskCall;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Among which photos to search for a face, and how many to find. */
record FaceQuery(
        UUID tenant,
        @Nullable String eventId,
        boolean allEvents,
        @Nullable Double threshold,
        int topK) {
    FaceQuery {
        // A face may be somebody's at one event and a stranger's at the next: to look at all must be meant.
        if (eventId == null && !allEvents) {
            throw ProblemType.INVALID_PARAMETER.because(
                    "'event_id' must name the event whose photos are searched, or 'all_events' must be true");
        }
        if (eventId != null && allEvents) {
            throw ProblemType.INVALID_PARAMETER.because("'event_id' and 'all_events' contradict each other");
        }
        if (threshold != null && !(threshold >= -1 && threshold <= 1)) {
            throw ProblemType.INVALID_PARAMETER.because("'threshold' must be between -1 and 1, was " + threshold);
        }
        if (topK < 1 || topK > SearchFace.MAX_TOP_K) {
            throw ProblemType.INVALID_PARAMETER.because(
                    "'top_k' must be 1 to " + SearchFace.MAX_TOP_K + ", was " + topK);
        }
    }

    Submission<FaceMatches> submission(List<NewPhoto> selfie) {
        List<String> options = List.of(String.valueOf(threshold), String.valueOf(topK));
        return new Submission<>(tenant, JobKind.SEARCH, null, eventId, options, selfie, this::task);
    }

    private TaskCall<SearchFace, FaceMatches> task(JobItem item) {
        SearchFace input = new SearchFace(item.ref(), tenant, eventId, threshold, topK);
        return PhotoTasks.SEARCH
                .with(input)
                .id(item.taskId())
                .priority(PhotoTasks.SEARCH_PRIORITY)
                .recoverable();
    }
}
