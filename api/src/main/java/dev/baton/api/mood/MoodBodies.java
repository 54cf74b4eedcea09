package dev.baton.api.mood;

import dev.baton.mood.PredictMood;
import dev.baton.mood.PredictionType;
import dev.baton.mood.checkin.CheckInField;
import dev.baton.mood.ensemble.EnsembleMood;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Describes the bodies that are read by hand, so that everything that is wrong with one is named at once. */
@Component
@Profile("dev")
final class MoodBodies implements OpenApiCustomizer {
    static final String CHECK_IN = "NewCheckIn";
    static final String PREDICTIONS = "PredictionsQuestion";
    static final String ENSEMBLE = "EnsembleQuestion";

    @Override
    public void customise(OpenAPI api) {
        Schema<?> checkIn = checkIn().addProperty("user_id", uuid());
        api.getComponents()
                .addSchemas(CHECK_IN, checkIn.required(List.of("user_id", "checkin_date")))
                .addSchemas(PREDICTIONS, predictions().required(List.of("check_ins")))
                .addSchemas(ENSEMBLE, ensemble());
    }

    private static Schema<?> uuid() {
        return new StringSchema().format("uuid");
    }

    private static Schema<?> checkIn() {
        Schema<?> checkIn = new ObjectSchema().addProperty("checkin_date", new StringSchema().format("date"));
        for (CheckInField.Group group : CheckInField.Group.values()) {
            Schema<?> fields = new ObjectSchema();
            Arrays.stream(CheckInField.values())
                    .filter(field -> field.group() == group)
                    .forEach(field -> fields.addProperty(
                            field.label(),
                            new NumberSchema()
                                    .minimum(BigDecimal.valueOf(field.min()))
                                    .maximum(BigDecimal.valueOf(field.max()))));
            checkIn.addProperty(group.wireName(), fields);
        }
        return checkIn;
    }

    private static Schema<?> predictions() {
        StringSchema type = new StringSchema();
        Arrays.stream(PredictionType.values()).map(PredictionType::wireName).forEach(type::addEnumItem);
        return new ObjectSchema()
                .addProperty(
                        "check_ins",
                        new ArraySchema()
                                .items(checkIn().addProperty("id", uuid()))
                                .minItems(1)
                                .maxItems(PredictMood.MAX_CHECKINS))
                .addProperty("types", new ArraySchema().items(type))
                .addProperty("window_days", whole(1, PredictMood.MAX_WINDOW))
                .addProperty("limit_checkins", whole(0, PredictMood.MAX_CHECKINS));
    }

    private static Schema<?> whole(int min, int max) {
        return new IntegerSchema().minimum(BigDecimal.valueOf(min)).maximum(BigDecimal.valueOf(max));
    }

    private static Schema<?> ensemble() {
        Schema<?> night = new ObjectSchema()
                .addProperty(
                        "start",
                        new StringSchema()
                                .description(
                                        "by the person's clock, like 2026-01-30T23:15, or with an offset: 2026-01-30T23:15+01:00"))
                .addProperty("end", new StringSchema());
        return new ObjectSchema()
                .addProperty("sleep", new ArraySchema().items(night))
                .addProperty("time_zone", new StringSchema().description("the person's, like Europe/Berlin"))
                .addProperty("features", new ObjectSchema().additionalProperties(new NumberSchema()))
                .addProperty(
                        "activity",
                        new ArraySchema()
                                .items(new NumberSchema().minimum(BigDecimal.ZERO))
                                .minItems(EnsembleMood.MINUTES)
                                .maxItems(EnsembleMood.MINUTES));
    }
}
