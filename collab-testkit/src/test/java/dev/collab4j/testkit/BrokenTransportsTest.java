package dev.collab4j.testkit;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.spi.transport.Acceptor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rule's test is worth something if it fails for a transport that breaks the rule, and no other rule's test does. */
class BrokenTransportsTest {

    /** Most tests of a broken transport wait for something in vain, so they run beside each other. */
    private static final int AT_ONCE = 12;

    private static List<Case> failing;

    /** One test of one transport. */
    private record Case(BrokenTransport broken, Method test) {

        /** This one has to be alone. */
        boolean looksAtAllThreads() {
            return test.getName().equals("t14_noThreadIsLeft");
        }

        boolean fails() {
            TransportContract contract = new LoopbackContract(broken);
            try {
                test.setAccessible(true);
                test.invoke(contract);
                return false;
            } catch (InvocationTargetException e) {
                return true;
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            } finally {
                contract.stop();
            }
        }
    }

    private static final class LoopbackContract extends TransportContract {

        private final BrokenTransport broken;

        LoopbackContract(BrokenTransport broken) {
            this.broken = broken;
        }

        @Override
        protected Server start(Acceptor acceptor, Duration pingInterval) {
            return broken.start(acceptor);
        }

        @Override
        protected Duration timeout() {
            return Duration.ofSeconds(4);
        }
    }

    @BeforeAll
    static void runAll() throws Exception {
        List<Case> cases = Arrays.stream(BrokenTransport.values())
                .flatMap(broken -> tests().map(test -> new Case(broken, test)))
                .toList();
        ForkJoinPool threads = new ForkJoinPool(AT_ONCE);
        Set<Case> some = threads.submit(() -> cases.parallelStream()
                        .filter(one -> !one.looksAtAllThreads() && one.fails())
                        .collect(toSet()))
                .get();
        threads.shutdown();
        failing = cases.stream()
                .filter(one -> some.contains(one) || (one.looksAtAllThreads() && one.fails()))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void failsTheTestsOfItsRuleAlone(BrokenTransport broken) {
        List<String> names = failing.stream()
                .filter(one -> one.broken() == broken)
                .map(one -> one.test().getName())
                .toList();
        System.out.println(broken + " fails " + names);
        assertThat(rulesOf(names.stream())).isEqualTo(brokenBy(broken));
    }

    @Test
    void eachRuleIsBroken() {
        Set<String> broken = Arrays.stream(BrokenTransport.values())
                .flatMap(transport -> brokenBy(transport).stream())
                .collect(toSet());
        assertThat(rulesOf(tests().map(Method::getName))).hasSize(14).isEqualTo(broken);
    }

    private static Set<String> brokenBy(BrokenTransport broken) {
        return broken == BrokenTransport.NONE_IS_BROKEN ? Set.of() : Set.of(ruleOf(broken.name()));
    }

    private static Set<String> rulesOf(Stream<String> names) {
        return names.map(BrokenTransportsTest::ruleOf).collect(toCollection(TreeSet::new));
    }

    private static String ruleOf(String name) {
        return name.substring(0, name.indexOf('_')).toLowerCase(Locale.ROOT);
    }

    private static Stream<Method> tests() {
        return Arrays.stream(TransportContract.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .filter(method -> method.getName().matches("t[0-9]+_.*"))
                .filter(method -> !LoopbackServer.EXCEPTIONS.containsKey(method.getName()));
    }
}
