package dev.collab4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.Admission;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Handshake;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** A rule's test is worth something if it fails for a transport that breaks the rule, and only it does. */
class BrokenTransportTest {

    @Test
    void aTransportThatKeepsTheRulesFailsNoTest() throws Exception {
        assertThat(failing(listener -> listener)).isEmpty();
    }

    @Test
    void t6_aTransportThatTellsTwiceThatItIsWritable() throws Exception {
        assertThat(failing(TellsTwice::new)).containsExactly("t6_onWritableFiresOnceForEachCrossing");
    }

    @Test
    void t8_aTransportThatForgetsTheCodeOfTheEnd() throws Exception {
        assertThat(failing(ForgetsTheCode::new)).containsExactly("t8_onClosedComesOnceWhenThePeerCloses");
    }

    @Test
    void t11_aTransportThatSwallowsWhatAListenerThrows() throws Exception {
        assertThat(failing(Swallows::new)).containsExactly("t11_aListenerThatThrowsClosesItsConnectionOnly");
    }

    /** Runs all tests against a loopback whose listeners are disturbed. */
    private static List<String> failing(UnaryOperator<ConnectionListener> disturbance) throws Exception {
        List<String> failing = new ArrayList<>();
        for (Method method : TransportContract.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class) && !passes(method, disturbance)) {
                failing.add(method.getName());
            }
        }
        return failing;
    }

    private static boolean passes(Method method, UnaryOperator<ConnectionListener> disturbance) throws Exception {
        TransportContract contract = new TransportContract() {
            @Override
            protected Server start(Acceptor acceptor) {
                return new LoopbackServer(new DisturbingAcceptor(acceptor, disturbance));
            }

            @Override
            protected Duration timeout() {
                return Duration.ofSeconds(3);
            }
        };
        method.setAccessible(true);
        try {
            method.invoke(contract);
            return true;
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof TestAbortedException;
        } finally {
            contract.stop();
        }
    }

    private record DisturbingAcceptor(Acceptor target, UnaryOperator<ConnectionListener> disturbance)
            implements Acceptor {

        @Override
        public Admission admit(Handshake handshake) {
            return target.admit(handshake);
        }

        @Override
        public ConnectionListener accept(Connection connection, Handshake handshake) {
            ConnectionListener listener = target.accept(connection, handshake);
            return listener == null ? null : disturbance.apply(listener);
        }

        @Override
        public int maxFrameBytes() {
            return target.maxFrameBytes();
        }
    }

    private static class Forwarding implements ConnectionListener {

        final ConnectionListener target;

        Forwarding(ConnectionListener target) {
            this.target = target;
        }

        @Override
        public void onFrame(ByteBuffer frame) {
            target.onFrame(frame);
        }

        @Override
        public void onWritable() {
            target.onWritable();
        }

        @Override
        public void onClosed(CloseCode code, String why) {
            target.onClosed(code, why);
        }
    }

    private static final class TellsTwice extends Forwarding {

        TellsTwice(ConnectionListener target) {
            super(target);
        }

        @Override
        public void onWritable() {
            target.onWritable();
            target.onWritable();
        }
    }

    private static final class ForgetsTheCode extends Forwarding {

        ForgetsTheCode(ConnectionListener target) {
            super(target);
        }

        @Override
        public void onClosed(CloseCode code, String why) {
            target.onClosed(CloseCode.ABNORMAL, why);
        }
    }

    private static final class Swallows extends Forwarding {

        Swallows(ConnectionListener target) {
            super(target);
        }

        @Override
        public void onFrame(ByteBuffer frame) {
            try {
                target.onFrame(frame);
            } catch (IllegalStateException e) {
                assertThat(e).as("swallowed on purpose").hasMessage("as the test wants");
            }
        }
    }
}
