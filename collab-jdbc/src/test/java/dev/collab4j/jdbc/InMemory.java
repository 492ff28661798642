package dev.collab4j.jdbc;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves out the contract's test that a store is UP: one in memory is not, which {@link SettingsTest} shows. */
final class InMemory implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean isUp = context.getTestMethod()
                .filter(method -> method.getName().equals("s1_aHealthyStoreSaysSo"))
                .isPresent();
        return isUp
                ? ConditionEvaluationResult.disabled("a database in memory is not durable")
                : ConditionEvaluationResult.enabled("");
    }
}
