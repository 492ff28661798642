package dev.collab4j.it.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which way the arrows between the modules go: adapters know no CRDT, only the hub knows both sides. */
class ArrowsIT {
    private static final String CORE = "dev.collab4j.core..";
    private static final String SPI = "dev.collab4j.spi..";

    private static final String WIRE = "dev.collab4j.hub.internal.wire..";
    private static final String MEMORY = "dev.collab4j.hub.memory..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.collab4j");

    @Test
    void theCoreKnowsNobody() {
        knowsOnly(CORE, "java..", "tools.jackson.core..", "tools.jackson.databind..");
    }

    @Test
    void theSpiKnowsTheJdkAlone() {
        knowsOnly(SPI, "java..");
    }

    @Test
    void adaptersKnowTheSpiAndTheirLibrary() {
        knowsOnly("dev.collab4j.netty..", "java..", "javax.net..", "io.netty..", "io.micrometer..", "org.slf4j..", SPI);
        knowsOnly("dev.collab4j.websocket..", "java..", "jakarta.servlet..", "jakarta.websocket..", SPI);
        knowsOnly("dev.collab4j.jdbc..", "java..", "javax.sql..", "org.slf4j..", SPI);
    }

    @Test
    void theHubKnowsTheCoreAndTheSpiButNoAdapter() {
        knowsOnly(
                "dev.collab4j.hub..",
                "java..",
                "jdk.jfr..",
                "com.github.benmanes.caffeine..",
                "io.github.resilience4j..",
                "io.micrometer..",
                "org.slf4j..",
                CORE,
                SPI);
    }

    @Test
    void insideTheHubProtocolsStandOnTheEngineAndTheEngineOnValues() {
        mustNotKnow("dev.collab4j.hub.internal.engine..", "CollabHub|Room|JoinRequest|Authenticator", WIRE, MEMORY);
        mustNotKnow(WIRE, "CollabHub|Room", MEMORY);
        knowsOnly(MEMORY, "java..", "org.slf4j..", SPI);
    }

    private static void mustNotKnow(String packages, String publicClasses, String... others) {
        noClasses()
                .that()
                .resideInAPackage(packages)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(others).or(nameMatching("dev\\.collab4j\\.hub\\.(" + publicClasses + ")")))
                .check(CLASSES);
    }

    @Test
    void theTestkitKnowsTheCoreAndTheSpi() {
        knowsOnly("dev.collab4j.testkit..", "java..", "org.junit..", "org.assertj..", "net.jqwik..", CORE, SPI);
    }

    @Test
    void theCommandKnowsTheCoreAlone() {
        knowsOnly("dev.collab4j.example.inspect..", "java..", "picocli..", CORE);
    }

    private static void knowsOnly(String packages, String... others) {
        List<String> known = new ArrayList<>(List.of(others));
        known.add(packages);
        known.add("org.jspecify..");
        classes()
                .that()
                .resideInAPackage(packages)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known.toArray(String[]::new))
                .check(CLASSES);
    }
}
