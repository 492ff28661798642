package dev.collab4j.benchmarks;

import java.io.PrintStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Prints a JSON line for each result of one library in one benchmark: lib, bench, metric, value, unit. */
record Report(PrintStream out, String lib, String bench) {
    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final int DECIMALS = 4;

    /** The report of another library in the same benchmark. */
    Report of(String otherLib) {
        return new Report(out, otherLib, bench);
    }

    /** What all costs but the first half have in the middle, the first one, and what was allocated. */
    void time(String metric, List<Sample.Cost> costs) {
        line(metric, "ms", json -> {
            json.writeNumberProperty("value", decimal(median(costs, Sample.Cost::nanos) / 1e6));
            json.writeNumberProperty("cold", decimal(costs.get(0).nanos() / 1e6));
            json.writeNumberProperty("allocated", decimal(median(costs, Sample.Cost::bytes)));
            json.writeNumberProperty("repetitions", costs.size());
        });
    }

    void value(String metric, double value, String unit) {
        line(metric, unit, json -> json.writeNumberProperty("value", decimal(value)));
    }

    void text(String metric, String value, String unit) {
        line(metric, unit, json -> json.writeStringProperty("value", value));
    }

    private interface Values {
        void write(JsonGenerator json);
    }

    private void line(String metric, String unit, Values values) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("lib", lib);
            json.writeStringProperty("bench", bench);
            json.writeStringProperty("metric", metric);
            values.write(json);
            json.writeStringProperty("unit", unit);
            json.writeEndObject();
        }
        out.println(line);
    }

    /** Of the second half. */
    static <T> double median(List<T> all, ToDoubleFunction<T> figure) {
        double[] counted =
                all.stream().skip(all.size() / 2).mapToDouble(figure).sorted().toArray();
        return (counted[(counted.length - 1) / 2] + counted[counted.length / 2]) / 2.0;
    }

    private static BigDecimal decimal(double value) {
        BigDecimal shortest = BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
}
