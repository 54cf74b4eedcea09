package dev.baton.api.description;

import dev.baton.api.limit.RateLimited;
import dev.baton.api.problem.ProblemType;
import dev.baton.api.problem.Refuses;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Describes the problems that each operation may answer with. All have one schema, and an example of each type. */
@Component
@Profile("dev")
final class Refusals implements GlobalOperationCustomizer, GlobalOpenApiCustomizer {
    private static final String PROBLEM_JSON = org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    /** What any operation may answer. */
    static final Set<ProblemType> ANY = EnumSet.of(
            ProblemType.INVALID_REQUEST,
            ProblemType.INVALID_PARAMETER,
            ProblemType.NOT_ACCEPTABLE,
            ProblemType.INTERNAL_ERROR,
            ProblemType.DATABASE_UNAVAILABLE);

    private static final Set<ProblemType> OF_BODIES = EnumSet.of(
            ProblemType.INCOMPLETE_UPLOAD, ProblemType.REQUEST_TOO_LARGE, ProblemType.UNSUPPORTED_MEDIA_TYPE);

    private static final Set<ProblemType> OF_PHOTOS = EnumSet.of(
            ProblemType.MISSING_FILE,
            ProblemType.UNKNOWN_FIELD,
            ProblemType.TOO_MANY_FILES,
            ProblemType.FILE_TOO_LARGE,
            ProblemType.UNSUPPORTED_FORMAT,
            ProblemType.EMPTY_FILE,
            ProblemType.TRUNCATED_PHOTO,
            ProblemType.CORRUPT_PHOTO,
            ProblemType.PHOTO_TOO_SMALL,
            ProblemType.TOO_MANY_PIXELS,
            ProblemType.STORAGE_UNAVAILABLE);

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        Map<Integer, List<ProblemType>> byStatus = refusals(operation, method).stream()
                .collect(Collectors.groupingBy(type -> type.status().value(), LinkedHashMap::new, Collectors.toList()));
        byStatus.forEach((status, types) ->
                operation.getResponses().addApiResponse(status.toString(), response(descriptionOf(types), types)));
        operation
                .getResponses()
                .addApiResponse(ApiResponses.DEFAULT, response("Any other refusal or failure", List.copyOf(ANY)));
        return operation;
    }

    private static Set<ProblemType> refusals(Operation operation, HandlerMethod method) {
        Set<ProblemType> all = EnumSet.noneOf(ProblemType.class);
        MergedAnnotations annotations = MergedAnnotations.from(method.getMethod());
        annotations.stream(Refuses.class)
                .flatMap(refuses -> Arrays.stream(refuses.synthesize().value()))
                .forEach(all::add);
        if (annotations.isPresent(RateLimited.class)) {
            all.add(ProblemType.TOO_MANY_REQUESTS);
        }
        if (consumes(method)) {
            all.addAll(OF_BODIES);
        }
        if (Forms.isForm(operation)) {
            all.addAll(OF_PHOTOS);
        }
        return all;
    }

    private static boolean consumes(HandlerMethod method) {
        return MergedAnnotations.from(method.getMethod())
                .get(org.springframework.web.bind.annotation.RequestMapping.class)
                .getValue("consumes", String[].class)
                .filter(types -> types.length > 0)
                .isPresent();
    }

    private static String descriptionOf(List<ProblemType> types) {
        return types.stream().map(type -> type.wireName() + ": " + type.title()).collect(Collectors.joining("; "));
    }

    private static ApiResponse response(String description, List<ProblemType> types) {
        MediaType problem = new MediaType().schema(new Schema<>().$ref("Problem"));
        types.forEach(type -> problem.addExamples(type.wireName(), new Example().$ref(type.wireName())));
        return new ApiResponse().description(description).content(new Content().addMediaType(PROBLEM_JSON, problem));
    }

    private static Example exampleOf(ProblemType type) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", type.uri().toString());
        problem.put("title", type.title());
        problem.put("status", type.status().value());
        return new Example().value(problem);
    }

    @Override
    public void customise(OpenAPI api) {
        for (ProblemType type : ProblemType.values()) {
            api.getComponents().addExamples(type.wireName(), exampleOf(type));
        }
        Schema<?> fault = new ObjectSchema()
                .addProperty("field", new StringSchema().description("its path, like sleep_data.hoursSlept"))
                .addProperty("reason", new StringSchema().description("what it must be"));
        Schema<?> file = new ObjectSchema()
                .addProperty("index", new IntegerSchema().description("its place in the form, from 0"))
                .addProperty("file_name", new StringSchema().description("its name, or one that was made for it"))
                .addProperty("reason", new StringSchema().description("a type without its base"))
                .addProperty("detail", new StringSchema().description("what is wrong with it, and what is allowed"));
        Schema<?> problem = new ObjectSchema()
                .description("A refusal or failure, after RFC 9457")
                .addProperty("type", new StringSchema().format("uri"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("what was wrong, and what is allowed"))
                .addProperty("instance", new StringSchema().format("uri-reference"))
                .addProperty("errors", new ArraySchema().items(fault).description("the fields that are wrong"))
                .addProperty("files", new ArraySchema().items(file).description("the files that were refused"))
                .addProperty("job_id", new StringSchema().format("uuid").description("the job that has the photo"))
                .addProperty(
                        "poll_url", new StringSchema().format("uri-reference").description("where that job is polled"))
                .addProperty("limit", new IntegerSchema().description("requests that are allowed"))
                .addProperty(
                        "window_seconds", new IntegerSchema().format("int64").description("in which they are"))
                .addProperty(
                        "correlation_id",
                        new StringSchema().format("uuid").description("finds the failure in the API's log"));
        api.getComponents().addSchemas("Problem", problem.required(List.of("type", "title", "status")));
    }
}
