package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaJsonTest {
    private static Delta delta(String json) {
        return Delta.fromJson(Json.parse(json));
    }

    @Test
    void readsWhatQuillWrites() {
        Delta delta = delta("""
                [{"retain":5},{"insert":"Hi","attributes":{"bold":true}},{"insert":{"image":"a.png"}},
                 {"delete":3},{"retain":2,"attributes":{"bold":null}}]""");
        assertThat(delta)
                .isEqualTo(Delta.builder()
                        .retain(5)
                        .insert("Hi", Map.of("bold", true))
                        .insert(Map.of("image", "a.png"))
                        .delete(3)
                        .retain(2, Collections.singletonMap("bold", null))
                        .build());
        assertThat(delta.baseLength()).isEqualTo(10);
        assertThat(delta(Json.stringify(delta))).isEqualTo(delta);
        assertThat(delta("[]").isEmpty()).isTrue();
    }

    @Test
    void manyLongRetainsDoNotOverflow() {
        assertThat(delta("[{\"retain\":2147483647},{\"delete\":2147483647}]").baseLength())
                .isEqualTo(4_294_967_294L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "{}",
                "7",
                "[7]",
                "[{}]",
                "[{\"retain\":0}]",
                "[{\"retain\":-1}]",
                "[{\"delete\":-5}]",
                "[{\"retain\":1.5}]",
                "[{\"retain\":1e99}]",
                "[{\"retain\":2147483648}]",
                "[{\"retain\":\"1\"}]",
                "[{\"delete\":null}]",
                "[{\"insert\":\"\"}]",
                "[{\"insert\":7}]",
                "[{\"insert\":null}]",
                "[{\"insert\":\"a\",\"delete\":1}]",
                "[{\"insert\":\"a\",\"attributes\":[]}]",
                "[{\"attributes\":{}}]",
                "[{\"keep\":1}]"
            })
    void noDelta(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> delta(json));
    }
}
