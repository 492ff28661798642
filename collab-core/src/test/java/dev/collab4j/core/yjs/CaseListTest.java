package dev.collab4j.core.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Yjs 13.6 has 208 test cases: each is here under its name, or docs/compatibility.md says why not. */
class CaseListTest {
    private static final Set<String> NOT_APPLICABLE = Set.of("encoding: testPermanentUserData", "text: testBestCase");

    private static final List<Class<?>> CASES = List.of(
            ArrayCasesTest.class,
            CompatibilityCasesTest.class,
            DocCasesTest.class,
            EncodingCasesTest.class,
            MapCasesTest.class,
            PositionCasesTest.class,
            SnapshotCasesTest.class,
            TextCasesTest.class,
            UndoCasesTest.class,
            UpdateCasesTest.class,
            XmlCasesTest.class);

    @Test
    void eachCaseOfYjsIsHere() throws IOException {
        List<String> expected = names().toList();
        assertThat(expected).hasSize(208);
        List<String> found = CASES.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .flatMap(CaseListTest::names)
                .toList();
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(expected.stream()
                        .filter(name -> !NOT_APPLICABLE.contains(name))
                        .toList());
    }

    private static Stream<String> names() throws IOException {
        try (InputStream in = CaseListTest.class.getResourceAsStream("/yjs-cases.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }

    private static Stream<String> names(Method method) {
        DisplayName name = method.getAnnotation(DisplayName.class);
        if (name != null) {
            return Stream.of(name.value());
        }
        ValueSource values = method.getAnnotation(ValueSource.class);
        return values == null
                ? Stream.of()
                : Arrays.stream(values.ints())
                        .mapToObj(value -> method.getAnnotation(ParameterizedTest.class)
                                .name()
                                .replace("{0}", String.valueOf(value)));
    }
}
