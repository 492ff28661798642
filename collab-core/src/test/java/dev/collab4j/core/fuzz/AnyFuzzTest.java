package dev.collab4j.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.collab4j.core.internal.lib0.AnyCodec;
import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.ByteWriter;
import dev.collab4j.core.internal.lib0.JsJson;
import java.util.Optional;

class AnyFuzzTest {
    @FuzzTest
    void aValueIsReadAndWritten(byte[] bytes) {
        // Null is a value too.
        Budget.read(bytes, input -> Optional.ofNullable(AnyCodec.read(new ByteReader(input))))
                .ifPresent(value -> check(value.orElse(null)));
    }

    private static void check(Object value) {
        byte[] written = write(value);
        assertThat(write(AnyCodec.read(new ByteReader(written)))).isEqualTo(written);
        if (JsJson.isPrintable(value)) {
            String json = JsJson.stringify(value);
            assertThat(JsJson.stringify(JsJson.parse(json))).isEqualTo(json);
        }
    }

    static byte[] write(Object value) {
        ByteWriter out = new ByteWriter();
        AnyCodec.write(out, value);
        return out.toByteArray();
    }
}
