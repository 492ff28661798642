package dev.collab4j.example.inspect;

import dev.collab4j.core.Doc;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A root and how it is to be read, since the bytes don't say what a root is. */
record Root(String name, Kind kind) {
    enum Kind {
        TEXT,
        DELTA,
        ARRAY,
        MAP,
        XML,
        XMLELEMENT,
        XMLTEXT;

        /** As it is written in a command. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Optional<Kind> find(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.toString().equals(word))
                    .findAny();
        }
    }

    /** The shared type, or the delta of one. */
    Object in(Doc doc) {
        return switch (kind) {
            case TEXT -> doc.getText(name);
            case DELTA -> doc.getText(name).toDelta();
            case ARRAY -> doc.getArray(name);
            case MAP -> doc.getMap(name);
            case XML -> doc.getXmlFragment(name);
            case XMLELEMENT -> doc.getXmlElement(name);
            case XMLTEXT -> doc.getXmlText(name);
        };
    }

    /** Reads NAME:KIND; the name may have colons. */
    static final class Converter implements ITypeConverter<Root> {
        @Override
        public Root convert(String value) {
            int colon = value.lastIndexOf(':');
            Kind kind = Kind.find(value.substring(colon + 1))
                    .filter(found -> colon >= 0)
                    .orElseThrow(() -> new TypeConversionException("expected NAME:KIND with one of "
                            + Arrays.toString(Kind.values()) + " but was '" + value + "'"));
            return new Root(value.substring(0, colon), kind);
        }
    }
}
