package dev.baton.api.operate;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

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
                        .description("Race photos in; faces, bibs and sharpness out. Errors are RFC 9457 problems."));
    }
}
