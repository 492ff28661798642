package dev.collab4j.core;

import java.util.Map;
import java.util.function.Function;

/** Conversions of numbers as they are held, Long or Double, to the class that an application wants. */
final class Numbers {
    private static final Map<Class<?>, Function<Number, Number>> CONVERSIONS = Map.of(
            Byte.class, Number::byteValue,
            Short.class, Number::shortValue,
            Integer.class, Number::intValue,
            Long.class, Number::longValue,
            Float.class, Number::floatValue,
            Double.class, Number::doubleValue);

    private Numbers() {}

    /** The number as an object of {@code type}, or as it is if that can't be done without loss. */
    static Number to(Class<?> type, Number number) {
        Function<Number, Number> conversion = CONVERSIONS.get(type);
        if (conversion == null || CONVERSIONS.get(number.getClass()) == null) {
            return number;
        }
        Number converted = conversion.apply(number);
        return Double.compare(converted.doubleValue(), number.doubleValue()) == 0 ? converted : number;
    }
}
