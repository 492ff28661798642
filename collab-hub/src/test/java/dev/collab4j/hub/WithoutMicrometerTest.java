package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Micrometer is optional: a hub works where it isn't on the class path, and its classes can be looked at. */
class WithoutMicrometerTest {

    @Test
    void aHubWorks() throws Exception {
        try (URLClassLoader without = withoutMicrometer()) {
            Class<?> alone = without.loadClass(HubAlone.class.getName());
            assertThat(alone.getMethod("run").invoke(null)).isEqualTo("Hello");
            for (Class<?> type : List.of(CollabHub.class, CollabHub.Builder.class, Room.class)) {
                assertThat(without.loadClass(type.getName()).getDeclaredMethods())
                        .isNotEmpty();
            }
            Class<?> metrics = without.loadClass(HubObservations.class.getName());
            assertThatExceptionOfType(NoClassDefFoundError.class)
                    .as("there is no Micrometer")
                    .isThrownBy(metrics::getDeclaredMethods);
        }
    }

    private static URLClassLoader withoutMicrometer() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!Path.of(path).getFileName().toString().startsWith("micrometer")) {
                urls.add(Path.of(path).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
