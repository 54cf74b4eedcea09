package dev.baton.testing;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks whether the services answer. */
final class ServicesCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<TestServices.Service> silent = Arrays.stream(TestServices.Service.values())
                .filter(service -> !service.answers())
                .toList();
        if (silent.isEmpty()) {
            return ConditionEvaluationResult.enabled("the services answer");
        }
        String reason = "no answer from " + silent + "; start them with BATON_INSTANCE=test make services";
        if (System.getenv("CI") != null) {
            throw new IllegalStateException(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}
