package dev.collab4j.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {
    private record Pair(int number, String text) {}

    @ParameterizedTest
    @CsvSource({"0, 1", "127, 1", "128, 2", "-128, 2", "16383, 2", "16384, 3", "9223372036854775807, 9"})
    void aNumberIsAVarint(long number, int bytes) {
        assertThat(Sizes.of(number)).isEqualTo(bytes);
    }

    @Test
    void valuesAreTheSumOfTheirParts() {
        assertThat(Sizes.of("añ")).isEqualTo(1 + 3);
        assertThat(Sizes.of('a')).isEqualTo(1);
        assertThat(Sizes.of(0.5)).isEqualTo(8);
        assertThat(Sizes.of(null)).isEqualTo(1);
        assertThat(Sizes.of(new byte[5])).isEqualTo(5);
        assertThat(Sizes.of(new Pair(300, "a"))).isEqualTo(2 + 2);
        assertThat(Sizes.of(List.of(1, 2))).isEqualTo(1 + 2);
        assertThat(Sizes.of(Map.of("k", true))).isEqualTo(1 + 2 + 1);
    }

    @Test
    void anythingElseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Sizes.of(new Object()));
    }
}
