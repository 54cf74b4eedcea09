package dev.baton.api.body;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.ResourceRegionHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Every resource has one representation: JSON, or the bytes of a photo. What else Spring finds on the class path would write the same
 * records with other names and types.
 */
@Configuration(proxyBeanMethods = false)
class JsonRepresentation implements WebMvcConfigurer {
    private static final List<MediaType> JSON = List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON);

    private static final List<Class<?>> WANTED = List.of(
            JacksonJsonHttpMessageConverter.class,
            ResourceHttpMessageConverter.class,
            ResourceRegionHttpMessageConverter.class,
            // The metrics are text.
            StringHttpMessageConverter.class,
            ByteArrayHttpMessageConverter.class);

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.configureMessageConvertersList(JsonRepresentation::keepWanted);
    }

    private static void keepWanted(List<HttpMessageConverter<?>> converters) {
        converters.removeIf(converter -> !WANTED.contains(converter.getClass()));
        converters.stream()
                .filter(JacksonJsonHttpMessageConverter.class::isInstance)
                .map(JacksonJsonHttpMessageConverter.class::cast)
                .forEach(json -> json.setSupportedMediaTypes(JSON));
    }
}
