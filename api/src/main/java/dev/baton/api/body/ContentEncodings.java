package dev.baton.api.body;

import dev.baton.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses a body that is encoded, which else would be taken for something broken (RFC 9110, 8.4). */
@Component
final class ContentEncodings implements HandlerInterceptor, WebMvcConfigurer {
    private static final String NONE = "identity";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        List<String> encodings = Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING));
        if (encodings.stream()
                .allMatch(encoding -> encoding.isBlank() || encoding.strip().equalsIgnoreCase(NONE))) {
            return true;
        }
        response.setHeader(HttpHeaders.ACCEPT_ENCODING, NONE);
        throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because(
                "the body has the Content-Encoding " + String.join(", ", encodings) + "; it must be sent without any");
    }
}
