package dev.baton.models.mood;

/** By how much a feature moved a prediction: its share of the log-odds, above 0 towards the label. */
public record Contribution(String feature, double value, double impact) {}
