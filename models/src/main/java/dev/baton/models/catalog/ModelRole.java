package dev.baton.models.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a model is for; a pack offers at most one model for a role. */
public enum ModelRole {
    @JsonProperty("face-detector")
    FACE_DETECTOR("face-detector"),
    @JsonProperty("face-embedder")
    FACE_EMBEDDER("face-embedder"),
    @JsonProperty("bib-detector")
    BIB_DETECTOR("bib-detector"),
    @JsonProperty("text-recognizer")
    TEXT_RECOGNIZER("text-recognizer");

    private final String label;

    ModelRole(String label) {
        this.label = label;
    }

    /** The role's name in manifests and logs. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
