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
    TEXT_RECOGNIZER("text-recognizer"),
    @JsonProperty("mood-state")
    MOOD_STATE("mood-state"),
    @JsonProperty("relapse-risk")
    RELAPSE_RISK("relapse-risk"),
    @JsonProperty("suicidality-risk")
    SUICIDALITY_RISK("suicidality-risk"),
    @JsonProperty("medication-adherence-risk")
    MEDICATION_ADHERENCE_RISK("medication-adherence-risk"),
    @JsonProperty("sleep-disturbance-risk")
    SLEEP_DISTURBANCE_RISK("sleep-disturbance-risk"),
    @JsonProperty("depression-episode")
    DEPRESSION_EPISODE("depression-episode"),
    @JsonProperty("hypomania-episode")
    HYPOMANIA_EPISODE("hypomania-episode"),
    @JsonProperty("mania-episode")
    MANIA_EPISODE("mania-episode"),
    @JsonProperty("activity-episodes")
    ACTIVITY_EPISODES("activity-episodes");

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
