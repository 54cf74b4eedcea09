package dev.baton.models.bib;

/** What reads the numbers of detected bibs: the packs' recogniser, Tesseract, or both, whose agreement counts for more. */
public enum ReaderChoice {
    CTC,
    TESSERACT,
    BOTH;

    public boolean usesRecognizer() {
        return this != TESSERACT;
    }

    public boolean usesTesseract() {
        return this != CTC;
    }
}
