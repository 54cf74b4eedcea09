package dev.baton.api.limit;

import dev.baton.api.limit.RateLimits.Allowance;
import dev.baton.api.problem.ProblemType;
import dev.baton.api.security.TenantResolver;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses what is too much before its body is read, and tells every client of a limited route how much it has left. */
@Component
final class RateLimitInterceptor implements HandlerInterceptor, WebMvcConfigurer {
    private final RateLimits limits;
    private final TenantResolver tenants;

    RateLimitInterceptor(RateLimits limits, TenantResolver tenants) {
        this.limits = limits;
        this.tenants = tenants;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        RateLimited limited =
                handler instanceof HandlerMethod method ? method.getMethodAnnotation(RateLimited.class) : null;
        if (limited != null) {
            limits.count(limited.value(), tenants.tenantOf(request))
                    .ifPresent(allowance -> tell(limited.value(), allowance, response));
        }
        return true;
    }

    private static void tell(Route route, Allowance allowance, HttpServletResponse response) {
        long requests = allowance.rate().requests();
        long window = allowance.rate().window().toSeconds();
        response.setHeader("RateLimit-Limit", String.valueOf(requests));
        response.setHeader("RateLimit-Remaining", String.valueOf(allowance.remaining()));
        response.setHeader("RateLimit-Reset", String.valueOf(allowance.resetSeconds()));
        response.setHeader("RateLimit-Policy", requests + ";w=" + window);
        if (!allowance.granted()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(allowance.resetSeconds()));
            throw ProblemType.TOO_MANY_REQUESTS
                    .because("%s: at most %d requests in %d s are allowed; the next ones in %d s"
                            .formatted(route.wireName(), requests, window, allowance.resetSeconds()))
                    .with("limit", requests)
                    .with("window_seconds", window);
        }
    }
}
