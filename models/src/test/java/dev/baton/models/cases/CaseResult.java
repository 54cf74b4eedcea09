package dev.baton.models.cases;

/**
 * What became of a case.
 *
 * @param name of the case, as its file's
 * @param detail the greatest difference, the reason of a refusal, or what is wrong
 * @param worst the greatest difference of a probability, or 0 where none was compared
 */
public record CaseResult(String name, Verdict verdict, String detail, double worst) {
    /** A case in which no probability was compared. */
    public CaseResult(String name, Verdict verdict, String detail) {
        this(name, verdict, detail, 0);
    }

    /** Whether a case is as it should be. */
    public enum Verdict {
        RIGHT,
        REFUSED_BY_NAME,
        WRONG
    }
}
