package dev.baton.api.description;

import io.swagger.v3.core.util.AnnotationsUtils;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Describes the options of a form as its fields. Spring reads them from the query as well, as which springdoc takes them. */
@Component
@Profile("dev")
final class Forms implements GlobalOperationCustomizer {
    static final String MULTIPART = org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        if (isForm(operation) && operation.getParameters() != null) {
            MediaType form = Objects.requireNonNull(
                    operation.getRequestBody().getContent().get(MULTIPART), MULTIPART);
            List<Parameter> others = new ArrayList<>();
            for (Parameter parameter : operation.getParameters()) {
                if ("query".equals(parameter.getIn())) {
                    // One schema stands for all parameters of its name.
                    Schema<?> field = AnnotationsUtils.clone(parameter.getSchema(), true);
                    field.setDescription(parameter.getDescription());
                    form.getSchema().addProperty(parameter.getName(), field);
                } else {
                    others.add(parameter);
                }
            }
            operation.setParameters(others.isEmpty() ? null : others);
        }
        return operation;
    }

    static boolean isForm(Operation operation) {
        return operation.getRequestBody() != null
                && operation.getRequestBody().getContent().containsKey(MULTIPART);
    }
}
