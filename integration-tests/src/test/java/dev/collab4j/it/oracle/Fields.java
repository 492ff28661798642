package dev.collab4j.it.oracle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plain JSON object of a request, in contrast to a {@link Map}, which is a document's value and goes tagged. */
public record Fields(Map<String, Object> map) {
    public static Fields of(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Fields(map);
    }

    public Fields with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return new Fields(more);
    }

    public boolean has(String name) {
        return map.containsKey(name);
    }

    public Object get(String name) {
        return map.get(name);
    }

    public String text(String name) {
        return (String) map.get(name);
    }

    /** An absent number is 0, an absent flag is false. */
    public int number(String name) {
        return map.get(name) instanceof Number number ? number.intValue() : 0;
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(map.get(name));
    }

    @SuppressWarnings("unchecked")
    public <T> List<T> list(String name) {
        return (List<T>) map.get(name);
    }

    @SuppressWarnings("unchecked")
    public Map<String, Object> value(String name) {
        return (Map<String, Object>) map.get(name);
    }
}
