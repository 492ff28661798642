package dev.collab4j.core;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One text for a value, the same as the scripts that make the vectors print. Keys are sorted: the order of keys is compared as bytes. */
final class PrintedValues {
    private static final double MAX_SAFE = 0x1p53 - 1;

    private PrintedValues() {}

    static String print(Object value) {
        if (value == null || value instanceof Boolean) {
            return String.valueOf(value);
        } else if (value instanceof String text) {
            return printString(text);
        } else if (value instanceof BigInteger number) {
            return "i" + number;
        } else if (value instanceof Number number) {
            return printNumber(number);
        } else if (value instanceof Map<?, ?> map) {
            return printMap(map);
        } else if (value instanceof List<?> list) {
            return list.stream().map(PrintedValues::print).collect(Collectors.joining(",", "[", "]"));
        }
        return printOther(value);
    }

    static String kindOf(SharedType type) {
        if (type instanceof YText) {
            return type instanceof YXmlText ? "XmlText" : "Text";
        } else if (type instanceof YArray) {
            return "Array";
        } else if (type instanceof YMap) {
            return type instanceof YXmlHook ? "XmlHook" : "Map";
        }
        return type instanceof YXmlElement ? "XmlElement" : "XmlFragment";
    }

    static String print(Delta delta) {
        return delta.ops().stream().map(PrintedValues::printOperation).collect(Collectors.joining(" "));
    }

    private static String printOperation(Delta.Op operation) {
        if (operation instanceof Delta.Insert insert) {
            return "+" + print(insert.value()) + printAttributes(insert.attributes());
        } else if (operation instanceof Delta.Retain retain) {
            return "=" + retain.length() + printAttributes(retain.attributes());
        }
        return "-" + ((Delta.Delete) operation).length();
    }

    private static String printAttributes(Map<String, ?> attributes) {
        return attributes.isEmpty() ? "" : printMap(attributes);
    }

    private static String printMap(Map<?, ?> map) {
        return new TreeMap<>(map)
                .entrySet().stream()
                        .map(entry -> printString((String) entry.getKey()) + ":" + print(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
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
    private static String printString(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (i + 1 < text.length() && Character.isSurrogatePair(unit, text.charAt(i + 1))) {
                out.append(unit).append(text.charAt(++i));
            } else {
                appendUnit(out, unit);
            }
        }
        return out.append('"').toString();
    }

    private static void appendUnit(StringBuilder out, char unit) {
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
