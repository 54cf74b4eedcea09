package dev.baton.api.upload;

import dev.baton.api.problem.FormLimits;
import dev.baton.photo.format.PhotoLimits;
import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the container wide enough for what the settings allow and a little more, so that refusals name the file. */
@Configuration(proxyBeanMethods = false)
class UploadConfiguration {
    private static final int OTHER_PARTS = 40;
    private static final int SLACK = 4;
    // Room for names longer than any that is kept, which are cut. Tomcat's own limit is less than 255 letters of most
    // scripts need.
    private static final int PART_HEADER = 4096;

    @Bean
    MultipartConfigElement multipartConfig(UploadSettings settings, PhotoLimits limits) {
        long request = (long) limits.maxBytes() * (settings.maxFiles() + SLACK);
        // Every part goes to a temporary file, never to memory.
        return new MultipartConfigElement("", -1, request, 0);
    }

    @Bean
    FormLimits formLimits(UploadSettings settings) {
        return new FormLimits(settings.maxFiles(), PART_HEADER);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> partLimits(UploadSettings settings) {
        return factory -> factory.addConnectorCustomizers(connector -> {
            connector.setMaxPartCount(settings.maxFiles() + OTHER_PARTS);
            connector.setMaxPartHeaderSize(PART_HEADER);
        });
    }
}
