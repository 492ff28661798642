package dev.collab4j.it.hostile;

/** How many cases of which kind, and from which seed. */
final class HostileCases {
    static final long SEED = Long.getLong("collab.hostile.seed", 1);
    private static final int ALL = Integer.getInteger("collab.hostile.cases", 100_000);

    private HostileCases() {}

    static int count(int percent) {
        return (int) (ALL * (long) percent / 100);
    }
}
