package dev.collab4j.core.prosemirror;

/** Text within HTML, also within quoted attributes. */
final class HtmlText {
    private static final char REPLACEMENT = '\uFFFD';

    private HtmlText() {}

    static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                // A parser would take it for a line feed.
                case '\r' -> out.append("&#13;");
                // HTML can't say it.
                case '\0' -> out.append(REPLACEMENT);
                default -> out.append(c);
            }
        }
    }
}
