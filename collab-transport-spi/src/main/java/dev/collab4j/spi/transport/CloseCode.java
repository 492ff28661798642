package dev.collab4j.spi.transport;

/**
 * The code of a WebSocket close frame: a value over an int, as 4000 to 4999 are free for applications. Immutable.
 *
 * @param value the code, 1000 to 4999
 */
public record CloseCode(int value) {

    /** The purpose is fulfilled. */
    public static final CloseCode NORMAL = new CloseCode(1000);
    /** The peer goes away: a page is left, a server shuts down. */
    public static final CloseCode GOING_AWAY = new CloseCode(1001);
    /** A frame breaks the WebSocket protocol. */
    public static final CloseCode PROTOCOL_ERROR = new CloseCode(1002);
    /** A text frame where only binary ones are understood. */
    public static final CloseCode UNSUPPORTED_DATA = new CloseCode(1003);
    /** The peer's close frame had no code; never sent. */
    public static final CloseCode NO_STATUS = new CloseCode(1005);
    /** The connection broke without a close frame; never sent. */
    public static final CloseCode ABNORMAL = new CloseCode(1006);
    /** A rule of the server is broken. */
    public static final CloseCode POLICY_VIOLATION = new CloseCode(1008);
    /** A message is larger than the limit. */
    public static final CloseCode TOO_BIG = new CloseCode(1009);
    /** The server failed. */
    public static final CloseCode INTERNAL_ERROR = new CloseCode(1011);
    /** The server restarts; connect again. */
    public static final CloseCode SERVICE_RESTART = new CloseCode(1012);
    /** The server is overloaded; connect again later. */
    public static final CloseCode TRY_AGAIN_LATER = new CloseCode(1013);

    /**
     * Checks the range.
     *
     * @param value the code, 1000 to 4999
     * @throws IllegalArgumentException if the value is not 1000 to 4999
     */
    public CloseCode {
        if (value < 1000 || value > 4999) {
            throw new IllegalArgumentException("close code " + value + " is not 1000 to 4999");
        }
    }

    /**
     * Whether the code may stand in a close frame; 1004, 1005, 1006 and 1015 only describe what happened.
     *
     * @return true if it may be sent
     */
    public boolean isSendable() {
        return value != 1004 && value != 1005 && value != 1006 && value != 1015;
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
