package dev.baton.models.cases;

/**
 * What became of a case.
 *
 * @param name of the case, as its file's
 * @param detail the greatest difference, the reason of a refusal, or what is wrong
 * @param worst the greatest difference of a probability
 */
public record CaseResult(String name, Verdict verdict, String detail, double worst) {
    /** Whether a case is as it should be. */
    public enum Verdict {
        RIGHT,
        REFUSED_BY_NAME,
        WRONG
    }
}
