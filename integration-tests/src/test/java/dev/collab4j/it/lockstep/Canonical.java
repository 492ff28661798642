package dev.collab4j.it.lockstep;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.SharedType;
import dev.collab4j.core.Undefined;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlHook;
import dev.collab4j.core.YXmlText;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** One text for a value, the same as canonical.mjs prints. Keys are sorted: the order of keys is compared as bytes. */
public final class Canonical {
    private static final double MAX_SAFE = 0x1p53 - 1;

    private final StringBuilder out = new StringBuilder();

    private Canonical() {}

    public static String print(Object value) {
        Canonical canonical = new Canonical();
        canonical.append(value);
        return canonical.out.toString();
    }

    public static String kindOf(SharedType type) {
        if (type instanceof YText) {
            return type instanceof YXmlText ? "XmlText" : "Text";
        } else if (type instanceof YArray) {
            return "Array";
        } else if (type instanceof YMap) {
            return type instanceof YXmlHook ? "XmlHook" : "Map";
        }
        return type instanceof YXmlElement ? "XmlElement" : "XmlFragment";
    }

    public static String printDelta(Delta delta) {
        Canonical canonical = new Canonical();
        for (Delta.Op operation : delta.ops()) {
            canonical.append(operation);
        }
        return canonical.out.toString();
    }

    private void append(Delta.Op operation) {
        out.append(out.isEmpty() ? "" : " ");
        if (operation instanceof Delta.Insert insert) {
            out.append('+');
            append(insert.value());
            appendAttributes(insert.attributes());
        } else if (operation instanceof Delta.Retain retain) {
            out.append('=').append(retain.length());
            appendAttributes(retain.attributes());
        } else {
            out.append('-').append(((Delta.Delete) operation).length());
        }
    }

    private void appendAttributes(Map<String, ?> attributes) {
        if (!attributes.isEmpty()) {
            appendMap(attributes);
        }
    }

    private void append(Object value) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof String text) {
            appendString(text);
        } else if (value instanceof BigInteger number) {
            out.append('i').append(number);
        } else if (value instanceof Number number) {
            out.append(printNumber(number));
        } else if (value instanceof Map<?, ?> map) {
            appendMap(map);
        } else if (value instanceof List<?> list) {
            appendList(list);
        } else {
            out.append(printOther(value));
        }
    }

    private void appendMap(Map<?, ?> map) {
        out.append('{');
        String separator = "";
        for (Object key : map.keySet().stream().sorted().toList()) {
            out.append(separator);
            appendString((String) key);
            out.append(':');
            append(map.get(key));
            separator = ",";
        }
        out.append('}');
    }

    private void appendList(List<?> list) {
        out.append('[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            append(element);
            separator = ",";
        }
        out.append(']');
    }

    private static String printNumber(Number number) {
        double value = number.doubleValue();
        if (number instanceof Double
                && (value != Math.rint(value) || Math.abs(value) > MAX_SAFE || isNegativeZero(value))) {
            return Double.isNaN(value) ? "NaN" : "d" + String.format("%016x", Double.doubleToRawLongBits(value));
        }
        return String.valueOf(number.longValue());
    }

    private static boolean isNegativeZero(double value) {
        return value == 0 && Double.doubleToRawLongBits(value) != 0;
    }

    private static String printOther(Object value) {
        if (value instanceof byte[] bytes) {
            return "b" + HexFormat.of().formatHex(bytes);
        } else if (value instanceof SharedType type) {
            return "@" + kindOf(type);
        } else if (value instanceof Doc) {
            return "{}"; // what toJson makes of it
        } else if (value == Undefined.INSTANCE) {
            return "undefined";
        }
        throw new IllegalStateException("no value of a document: " + value.getClass());
    }

    /** As JSON.stringify does it: lone surrogates are escaped, whole pairs are not. */
    private void appendString(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (i + 1 < text.length() && Character.isSurrogatePair(unit, text.charAt(i + 1))) {
                out.append(unit).append(text.charAt(++i));
            } else {
                appendUnit(unit);
            }
        }
        out.append('"');
    }

    private void appendUnit(char unit) {
        int shortEscape = "\b\f\n\r\t\"\\".indexOf(unit);
        if (shortEscape >= 0) {
            out.append('\\').append("bfnrt\"\\".charAt(shortEscape));
        } else if (unit < ' ' || Character.isSurrogate(unit)) {
            out.append("\\u").append(HexFormat.of().toHexDigits(unit));
        } else {
            out.append(unit);
        }
    }
}
