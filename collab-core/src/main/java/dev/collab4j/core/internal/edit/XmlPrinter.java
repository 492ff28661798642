package dev.collab4j.core.internal.edit;

import dev.collab4j.core.internal.lib0.JsNumber;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.TypeRef;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prints types as their {@code toString} does in Yjs, and all other values as JavaScript does it, without recursion: a
 * list of what is still to be printed stands in for the stack. Nothing is escaped, as in Yjs.
 */
public final class XmlPrinter {
    private final StringBuilder out = new StringBuilder();
    private final Deque<Object> rest = new ArrayDeque<>();
    /** The parts of the value that is taken apart now. */
    private final List<Object> parts = new ArrayList<>();

    private XmlPrinter() {}

    public static String print(Branch branch) {
        XmlPrinter printer = new XmlPrinter();
        printer.rest.push(branch);
        while (!printer.rest.isEmpty()) {
            printer.printNext(printer.rest.pop());
        }
        return printer.out.toString();
    }

    private void printNext(Object part) {
        if (part instanceof String text) {
            out.append(text);
        } else {
            takeApart(part);
            for (int i = parts.size() - 1; i >= 0; i--) {
                rest.push(parts.get(i));
            }
            parts.clear();
        }
    }

    private void takeApart(Object part) {
        if (part instanceof Branch branch) {
            takeApart(branch);
        } else {
            addList((List<?>) part);
        }
    }

    private void takeApart(Branch branch) {
        switch (branch.typeRef().kind()) {
            case TypeRef.TEXT -> parts.add(TextView.plain(branch));
            case TypeRef.XML_TEXT -> TextView.delta(branch, new TextPrinter());
            case TypeRef.XML_FRAGMENT -> addChildren(branch);
            case TypeRef.XML_ELEMENT -> addElement(branch);
            default -> parts.add("[object Object]");
        }
    }

    private void addChildren(Branch branch) {
        Elements.iterator(branch).forEachRemaining(this::addValue);
    }

    private void addElement(Branch branch) {
        String name = nameOf(branch).toLowerCase(Locale.ROOT);
        parts.add("<" + name);
        addAttributes(new TreeMap<>(MapEdit.entries(branch)));
        parts.add(">");
        addChildren(branch);
        parts.add("</" + name + ">");
    }

    /** The name of an element or a hook. */
    public static String nameOf(Branch element) {
        return Objects.requireNonNull(element.typeRef().name());
    }

    private void addAttributes(Map<String, @Nullable Object> sorted) {
        sorted.forEach((key, value) -> {
            parts.add(" " + key + "=\"");
            addValue(value);
            parts.add("\"");
        });
    }

    private void addValue(@Nullable Object value) {
        parts.add(value instanceof Branch || value instanceof List ? value : print(value));
    }

    private static String print(@Nullable Object value) {
        if (value instanceof Number number && !(value instanceof BigInteger)) {
            return JsNumber.toString(number.doubleValue());
        }
        if (value instanceof byte[] bytes) {
            return print(bytes);
        }
        boolean primitive = value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof BigInteger
                || value instanceof Enum;
        return primitive ? String.valueOf(value) : "[object Object]";
    }

    private static String print(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append(text.isEmpty() ? "" : ",").append(b & 0xFF);
        }
        return text.toString();
    }

    /** JavaScript's {@code list.join(",")}, in which null and undefined are empty. */
    private void addList(List<?> list) {
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                parts.add(",");
            }
            Object value = Values.orNull(list.get(i));
            if (value != null) {
                addValue(value);
            }
        }
    }

    /** Prints attributes as tags around the text. */
    private final class TextPrinter implements DeltaSink {
        @Override
        public void insert(Object value, Map<String, @Nullable Object> attributes) {
            TreeMap<String, @Nullable Object> tags = new TreeMap<>(attributes);
            tags.forEach((name, members) -> {
                parts.add("<" + name);
                addAttributes(membersOf(members));
                parts.add(">");
            });
            addValue(value);
            tags.descendingKeySet().forEach(name -> parts.add("</" + name + ">"));
        }

        /** What a for-in loop finds: also the characters of a string. */
        private Map<String, @Nullable Object> membersOf(@Nullable Object value) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            Map<?, ?> members = value instanceof String text
                    ? JsEquality.indexed(text.length(), i -> String.valueOf(text.charAt(i)))
                    : JsEquality.members(value);
            if (members != null) {
                members.forEach((key, member) -> sorted.put((String) key, member));
            }
            return sorted;
        }
    }
}
