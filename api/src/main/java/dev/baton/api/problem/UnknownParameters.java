package dev.baton.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.UriComponentsBuilder;

/** Refuses parameters of a query that its endpoint does not know: a misspelt one would else be answered as if it were not there. */
@Component
final class UnknownParameters implements HandlerInterceptor, WebMvcConfigurer {
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
        Set<String> given = new TreeSet<>(UriComponentsBuilder.newInstance()
                .query(query)
                .build()
                .getQueryParams()
                .keySet());
        given.removeAll(known);
        if (!given.isEmpty()) {
            throw ProblemType.INVALID_PARAMETER.because("'" + given.iterator().next() + "' is not known; "
                    + (known.isEmpty() ? "there are no parameters" : "there are " + String.join(", ", known)));
        }
        return true;
    }

    private static Set<String> known(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .flatMap(UnknownParameters::name)
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
