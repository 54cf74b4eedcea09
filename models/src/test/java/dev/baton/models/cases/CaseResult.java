package dev.baton.models.cases;

/**
 * What became of a case.
 *
 * @param name of the case, as its file's
 * @param detail the greatest difference, the reason of a refusal, or what is wrong
 */
public record CaseResult(String name, Verdict verdict, String detail) {
    /** Whether a case is as it should be. */
    public enum Verdict {
        RIGHT,
        REFUSED_BY_NAME,
        WRONG
    }
}
