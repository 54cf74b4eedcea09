package dev.baton.models.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a model's outputs are read. */
public enum Decoder {
    @JsonProperty("scrfd")
    SCRFD,
    @JsonProperty("yunet")
    YUNET,
    @JsonProperty("yolov8")
    YOLOV8,
    @JsonProperty("ctc")
    CTC,
    @JsonProperty("embedding")
    EMBEDDING,
    @JsonProperty("lightgbm")
    LIGHTGBM,
    @JsonProperty("xgboost")
    XGBOOST,
    @JsonProperty("activity")
    ACTIVITY
}
