package dev.baton.api.operate;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;

/** Names the API in its description, which is served while developing. */
@Configuration(proxyBeanMethods = false)
@Profile("dev")
class OpenApiConfiguration {
    @Bean
    OpenAPI description(@Value("${spring.application.version}") String version) {
        return new OpenAPI()
                .info(new Info()
                        .title("Baton")
                        .version(version)
                        .description(
                                "Race photos in; faces, bibs and sharpness out. Check-ins in; predictions of moods out."
                                        + " Errors are RFC 9457 problems."));
    }

    /** Names are on the wire as Jackson writes them there. */
    @Bean
    ModelResolver snakeCase() {
        return new ModelResolver(Json.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }

    /** Any request may be refused, and all refusals look alike. */
    @Bean
    OpenApiCustomizer problems() {
        return api -> {
            Schema<?> problem = new ObjectSchema()
                    .addProperty("type", new StringSchema().format("uri"))
                    .addProperty("title", new StringSchema())
                    .addProperty("status", new IntegerSchema())
                    .addProperty("detail", new StringSchema())
                    .addProperty("instance", new StringSchema().format("uri-reference"));
            api.getComponents().addSchemas("Problem", problem);
            ApiResponse refused = new ApiResponse()
                    .description("A refusal or failure")
                    .content(new Content()
                            .addMediaType(
                                    MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                    new io.swagger.v3.oas.models.media.MediaType()
                                            .schema(new Schema<>().$ref("Problem"))));
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(operation -> operation.getResponses().addApiResponse(ApiResponses.DEFAULT, refused));
        };
    }
}
