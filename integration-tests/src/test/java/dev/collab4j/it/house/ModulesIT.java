package dev.collab4j.it.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jars as modules: each resolves on the module path, and the core stays small and almost alone. */
class ModulesIT {
    private static final long MAX_CORE_BYTES = 660_000;

    private final ModuleFinder finder =
            ModuleFinder.of(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of)
                    .filter(ModulesIT::isModule)
                    .toArray(Path[]::new));

    /** The tests' own classes are no module. */
    private static boolean isModule(Path path) {
        return Files.exists(path)
                && !path.endsWith("test-classes")
                && !path.endsWith("integration-tests/target/classes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "spi", "hub", "netty", "websocket", "jdbc", "testkit"})
    void resolvesOnTheModulePath(String name) {
        String module = "dev.collab4j." + name;
        Configuration configuration =
                ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of(module));
        assertThat(configuration.findModule(module)).isPresent();
        assertThat(reference(module).descriptor().isAutomatic()).isFalse();
    }

    @Test
    void theCoreNeedsJacksonAloneAndIsSmall() throws IOException {
        ModuleReference core = reference("dev.collab4j.core");
        assertThat(core.descriptor().requires().stream()
                        .filter(required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                        .map(ModuleDescriptor.Requires::name)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("java.base", "tools.jackson.core");
        Path jar = Path.of(core.location().orElseThrow());
        assertThat(jar)
                .as("run from the root by mvn verify, so that the jar is there")
                .isRegularFile();
        System.out.printf("collab-core: %d bytes%n", Files.size(jar));
        assertThat(Files.size(jar)).isLessThanOrEqualTo(MAX_CORE_BYTES);
    }

    /** Databind is optional: without it everything but its binding works, and the binding isn't loaded. */
    @Test
    void theCoreWorksWithoutDatabindOnTheModulePath() throws Exception {
        String path = Path.of(reference("dev.collab4j.core").location().orElseThrow())
                + File.pathSeparator
                + Path.of(reference("tools.jackson.core").location().orElseThrow());
        Process java = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--module-path",
                        path,
                        "--add-modules",
                        "dev.collab4j.core",
                        "-cp",
                        "target/test-classes",
                        CoreAlone.class.getName())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("<p>Hello</p>" + System.lineSeparator());
        assertThat(java.waitFor()).isZero();
    }

    private ModuleReference reference(String module) {
        return finder.find(module).orElseThrow(() -> new AssertionError(module + " isn't on the class path"));
    }
}
