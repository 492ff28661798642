package dev.collab4j.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every snippet of Java in the README files and in docs compiles against the modules as they are. A snippet is a file
 * beside the other files of its page, members of a class, or statements; {@link Prelude} declares what it takes for granted.
 */
class SnippetsIT {
    private static final Path ROOT = Path.of("..");
    private static final String IMPORTS = Stream.of(
                    "java.time",
                    "java.util",
                    "java.util.concurrent",
                    "java.util.stream",
                    "dev.collab4j.core",
                    "dev.collab4j.core.awareness",
                    "dev.collab4j.core.jackson",
                    "dev.collab4j.core.prosemirror",
                    "dev.collab4j.core.protocol",
                    "dev.collab4j.hub",
                    "dev.collab4j.jdbc",
                    "dev.collab4j.netty",
                    "dev.collab4j.websocket",
                    "io.micrometer.core.instrument.binder.jvm",
                    "io.micrometer.core.instrument.binder.system",
                    "org.junit.jupiter.api",
                    "tools.jackson.databind.json")
            .map(name -> "import " + name + ".*; ")
            .collect(Collectors.joining());

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final List<Snippet> snippets = snippets();

    SnippetsIT() throws IOException {}

    @TempDir
    Path classes;

    static List<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (Path page : pages()) {
            snippets.addAll(Snippet.of(page));
        }
        return snippets;
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        for (String folder : List.of("docs", "examples")) {
            try (Stream<Path> files = Files.find(
                    ROOT.resolve(folder),
                    2,
                    (path, attributes) -> path.toString().endsWith(".md"))) {
                files.sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void compiles(Snippet snippet) {
        assertThat(errors(snippet)).isEmpty();
    }

    @Test
    void anErrorNamesThePageAndTheLine() {
        Snippet broken = new Snippet("docs/page.md", 7, List.of("Doc doc = new Doc();", "doc.getTextt(\"a\");"));
        assertThat(errors(broken)).singleElement().asString().startsWith("docs/page.md:8: cannot find symbol");
    }

    @Test
    void filesMembersAndStatementsCompile() {
        assertThat(errors(new Snippet("a", 1, List.of("import java.net.URI;", "class A { URI uri; }"))))
                .isEmpty();
        assertThat(errors(new Snippet("a", 1, List.of("@Test void a() {", "}"))))
                .isEmpty();
        assertThat(errors(new Snippet("a", 1, List.of("peer.getText(\"a\").insert(0, \"b\");"))))
                .isEmpty();
    }

    /** The errors of statements, unless it is something else. */
    private List<String> errors(Snippet snippet) {
        if (snippet.isFile()) {
            return errors(snippet, "", "");
        }
        List<String> errors = errors(snippet, "class Snippet extends Prelude { void run() throws Exception { ", "}}");
        boolean members = !errors.isEmpty()
                && errors(snippet, "class Snippet extends Prelude { ", "}").isEmpty();
        return members ? List.of() : errors;
    }

    private List<String> errors(Snippet snippet, String before, String behind) {
        Source source = source(snippet, before, behind);
        List<Source> sources = new ArrayList<>(List.of(source));
        snippets.stream().filter(snippet::isBeside).forEach(file -> sources.add(source(file, "", "")));
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        compiler.getTask(new StringWriter(), null, found, options, null, sources)
                .call();
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .filter(error ->
                        error.getSource() == null || error.getSource().getName().equals(source.getName()))
                .map(error -> snippet.page() + ":" + error.getLineNumber() + ": " + error.getMessage(null))
                .toList();
    }

    /** What goes before stands on the first line, and empty lines follow, so that the compiler counts as the page does. */
    private static Source source(Snippet snippet, String before, String behind) {
        String start = "package dev.collab4j.it.snippets; " + IMPORTS + String.join(" ", snippet.imports()) + before;
        String lines = "\n".repeat(snippet.line() - 1) + snippet.withoutImports() + "\n";
        return new Source(snippet.line(), start + lines + behind);
    }

    /** Java in memory. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(int line, String text) {
            super(URI.create("string:///Snippet" + line + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
