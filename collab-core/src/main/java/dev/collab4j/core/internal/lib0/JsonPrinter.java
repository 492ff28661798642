package dev.collab4j.core.internal.lib0;

import dev.collab4j.core.Undefined;
import java.math.BigInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Prints one value as {@code JSON.stringify} does, without recursion. */
final class JsonPrinter {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder();
    private final ValuePath path = new ValuePath();
    private final @Nullable UnaryOperator<Object> plain;
    /** Whether the innermost object or list has a member already: undefined ones leave no comma behind. */
    private boolean comma;

    /** Without {@code plain} there are only values; no lambda stands in for it, since the first one takes a process 6 ms. */
    JsonPrinter(@Nullable UnaryOperator<Object> plain) {
        this.plain = plain;
    }

    @Nullable
    String print(@Nullable Object value) {
        if (value == Undefined.INSTANCE) {
            return null;
        }
        printOne(value);
        while (!path.isEmpty()) {
            ValuePath.Level top = path.top();
            if (top.hasNext()) {
                printNext(top);
            } else {
                out.append(top.map ? '}' : ']');
                path.leave();
                comma = true;
            }
        }
        return out.toString();
    }

    private void printNext(ValuePath.Level top) {
        Object value = top.next();
        String key = top.key();
        if (key != null && value == Undefined.INSTANCE) {
            return;
        }
        if (comma) {
            out.append(',');
        }
        if (key != null) {
            quote(key);
            out.append(':');
        }
        comma = true;
        printOne(value);
    }

    private void printOne(@Nullable Object value) {
        if (value == null || value == Undefined.INSTANCE) {
            out.append("null");
        } else if (value instanceof String text) {
            quote(text);
        } else if (value instanceof Boolean flag) {
            out.append(flag.booleanValue());
        } else if (value instanceof Number number) {
            printNumber(number);
        } else if (value instanceof byte[] bytes) {
            printBytes(bytes);
        } else {
            printObject(value);
        }
    }

    private void printObject(Object value) {
        Object json = plain == null ? value : plain.apply(value);
        if (json == value) {
            out.append(path.enter(value).map ? '{' : '[');
            comma = false;
        } else {
            printOne(json);
        }
    }

    private void printNumber(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            out.append(Double.isNaN(value) || Double.isInfinite(value) ? "null" : JsNumber.toString(value));
        } else if (AnyCodec.isWhole(number) && JsNumber.isExact(number.longValue())) {
            out.append(JsNumber.toString(number.doubleValue()));
        } else if (number instanceof BigInteger) {
            throw new IllegalArgumentException("JSON has no BigInteger, at " + path);
        } else {
            throw path.unsupported(number);
        }
    }

    /** A Uint8Array is an object of its indices to JSON.stringify. */
    private void printBytes(byte[] bytes) {
        out.append('{');
        for (int i = 0; i < bytes.length; i++) {
            out.append(i == 0 ? "\"" : ",\"").append(i).append("\":").append(bytes[i] & 0xFF);
        }
        out.append('}');
    }

    private void quote(String text) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                out.append(text, plain, i);
                escape(c);
                plain = i + 1;
            }
        }
        out.append(text, plain, text.length()).append('"');
    }

    private void escape(char c) {
        out.append('\\');
        switch (c) {
            case '"', '\\' -> out.append(c);
            case '\b' -> out.append('b');
            case '\f' -> out.append('f');
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            default -> escapeUnicode(c);
        }
    }

    private void escapeUnicode(char c) {
        out.append('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 0xF));
        }
    }
}
