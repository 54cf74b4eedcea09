package dev.baton.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Refuses parameters of a query that its endpoint does not know, that are given twice, or that have no legible value: a misspelt one would
 * else be answered as if it were not there.
 */
@Component
final class QueryParameters implements HandlerInterceptor, WebMvcConfigurer {
    // What is no UTF-8 is read as this.
    private static final char REPLACEMENT = '\uFFFD';

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query == null
                || !(handler instanceof HandlerMethod method)
                || !method.getBeanType().getName().startsWith("dev.baton.api.")) {
            return true;
        }
        Set<String> known = known(method);
        MultiValueMap<String, String> given =
                UriComponentsBuilder.newInstance().query(query).build().getQueryParams();
        new TreeMap<>(given).forEach((name, values) -> {
            if (!known.contains(name)) {
                throw ProblemType.INVALID_PARAMETER.because("'" + name + "' is not known; "
                        + (known.isEmpty() ? "there are no parameters" : "there are " + String.join(", ", known)));
            }
            require(name, values);
        });
        return true;
    }

    private static void require(String name, List<String> values) {
        if (values.size() > 1) {
            throw ProblemType.INVALID_PARAMETER.because(
                    "'" + name + "' is given " + values.size() + " times; once is allowed");
        }
        if (!isLegible(values.get(0))) {
            throw ProblemType.INVALID_PARAMETER.because(
                    "'" + name + "' must be printable characters, in percent-encoded UTF-8, or be left out");
        }
    }

    private static boolean isLegible(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return false;
        }
        try {
            return UriUtils.decode(encoded, StandardCharsets.UTF_8)
                    .chars()
                    .noneMatch(one -> Character.isISOControl(one) || one == REPLACEMENT);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Set<String> known(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .flatMap(QueryParameters::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> name(MethodParameter parameter) {
        RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
        if (annotation == null) {
            return Stream.empty();
        }
        if (!annotation.name().isEmpty()) {
            return Stream.of(annotation.name());
        }
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        return Stream.of(Objects.requireNonNull(parameter.getParameterName(), "compiled with its parameters' names"));
    }
}
