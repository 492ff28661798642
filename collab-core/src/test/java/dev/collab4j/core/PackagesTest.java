package dev.collab4j.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which way the arrows between the packages of this module go. */
class PackagesTest {
    private static final String ROOT = "dev.collab4j.core";
    private static final String INTERNAL = ROOT + ".internal.";

    /** For each internal package those that it may use. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("lib0", Set.of()),
            Map.entry("store", Set.of("lib0")),
            Map.entry("index", Set.of("lib0", "store")),
            Map.entry("codec", Set.of("lib0", "store")),
            Map.entry("update", Set.of("lib0", "store", "codec")),
            // What can't be integrated yet is merged, encoded, into what was pending already.
            Map.entry("integrate", Set.of("lib0", "store", "index", "codec", "update")),
            Map.entry("preview", Set.of("lib0", "store", "codec", "integrate")),
            Map.entry("commit", Set.of("lib0", "store", "index", "codec", "integrate")),
            // Clean-up of formats runs in a transaction of its own, also when an observer asks for a delta.
            Map.entry("edit", Set.of("lib0", "store", "index", "integrate", "commit")),
            // Changes that nobody is told of.
            Map.entry("hot", Set.of("lib0", "store", "index", "codec", "integrate", "commit", "event")),
            Map.entry("event", Set.of("lib0", "store", "index", "integrate", "commit", "edit")),
            Map.entry("history", Set.of("lib0", "store", "index", "codec", "integrate", "commit", "edit")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static DescribedPredicate<JavaClass> packages(Set<String> names) {
        return resideInAnyPackage(names.stream().map(name -> INTERNAL + name).toArray(String[]::new));
    }

    @Test
    void everyInternalPackageIsListed() {
        Set<String> found = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(INTERNAL))
                .map(name -> name.substring(INTERNAL.length()))
                .collect(Collectors.toSet());
        assertThat(found).isEqualTo(MAY_USE.keySet());
    }

    @Test
    void internalPackagesUseOnlyThoseBelow() {
        MAY_USE.forEach((name, below) -> {
            Set<String> others = MAY_USE.keySet().stream()
                    .filter(other -> !other.equals(name) && !below.contains(other))
                    .collect(Collectors.toSet());
            noClasses()
                    .that(packages(Set.of(name)))
                    .should()
                    .dependOnClassesThat(packages(others))
                    .check(CLASSES);
        });
    }

    @Test
    void noCycles() {
        slices().matching(INTERNAL + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** The exceptions that a bad input throws and the value for undefined are the only public classes known below. */
    @Test
    void internalPackagesDoNotKnowThePublicOnes() {
        DescribedPredicate<JavaClass> allowed = type(MalformedUpdateException.class)
                .or(type(WrongVersionException.class))
                .or(type(Undefined.class));
        noClasses()
                .that(resideInAPackage(ROOT + ".internal.."))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(ROOT, ROOT + ".awareness", ROOT + ".protocol", ROOT + ".prosemirror")
                                .and(DescribedPredicate.not(allowed)))
                .check(CLASSES);
    }

    @Test
    void awarenessAndMessagesStandBesideTheDocument() {
        DescribedPredicate<JavaClass> values = type(MalformedUpdateException.class)
                .or(type(Subscription.class))
                .or(type(Update.class))
                .or(type(StateVector.class));
        classes()
                .that(resideInAnyPackage(ROOT + ".awareness", ROOT + ".protocol"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..", "org.jspecify..", INTERNAL + "lib0", ROOT + ".awareness", ROOT + ".protocol")
                        .or(values))
                .check(CLASSES);
        noClasses()
                .that(resideInAnyPackage(ROOT, ROOT + ".awareness"))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".protocol"))
                .check(CLASSES);
        noClasses()
                .that(resideInAPackage(ROOT))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".awareness"))
                .check(CLASSES);
    }

    @Test
    void editorsStandOnTheDocument() {
        classes()
                .that(resideInAPackage(ROOT + ".prosemirror"))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "org.jspecify..", INTERNAL + "lib0", ROOT, ROOT + ".prosemirror"))
                .check(CLASSES);
        noClasses()
                .that(resideInAnyPackage(ROOT, ROOT + ".awareness", ROOT + ".protocol"))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".prosemirror"))
                .check(CLASSES);
    }

    /** Databind is optional. */
    @Test
    void onlyTheBindingKnowsDatabind() {
        noClasses()
                .that(resideInAnyPackage(ROOT + "..").and(DescribedPredicate.not(resideInAPackage(ROOT + ".jackson"))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("tools.jackson.databind..", ROOT + ".jackson"))
                .check(CLASSES);
        classes()
                .that(resideInAPackage(ROOT + ".jackson"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..", "org.jspecify..", "tools.jackson..", INTERNAL + "lib0", ROOT, ROOT + ".jackson"))
                .check(CLASSES);
    }

    @Test
    void noThreadsNetworkStorageOrLogger() {
        List<String> forbidden = List.of(
                "java.net..",
                "java.nio.file..",
                "java.nio.channels..",
                "java.sql..",
                "java.util.logging..",
                "org.slf4j..");
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(forbidden.toArray(String[]::new)))
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat(type(Thread.class)
                        .or(type(java.util.concurrent.ExecutorService.class))
                        .or(type(java.util.Timer.class)))
                .check(CLASSES);
    }
}
