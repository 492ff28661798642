package dev.collab4j.core.internal.update;

import java.util.Comparator;
import java.util.function.Predicate;

/** The searches of {@link V8Sort}: what is compared with what, and in which places, matters if the order is inconsistent. */
final class V8Search<T> {
    private final Comparator<? super T> order;

    V8Search(Comparator<? super T> order) {
        this.order = order;
    }

    boolean isBefore(T a, T b) {
        return order.compare(a, b) < 0;
    }

    /** How many of {@code length} elements, looked for from {@code hint} on, are before {@code key}. */
    int countBefore(T key, T[] list, int start, int length, int hint) {
        return gallop(list, start, length, hint, each -> isBefore(each, key));
    }

    /** How many of {@code length} elements, looked for from {@code hint} on, aren't after {@code key}. */
    int countNotAfter(T key, T[] list, int start, int length, int hint) {
        return gallop(list, start, length, hint, each -> !isBefore(key, each));
    }

    /** The index between {@code from} and {@code to} of the first element after {@code key}. */
    int indexAfter(T key, T[] list, int from, int to) {
        return bisect(list, from, to, each -> !isBefore(key, each));
    }

    /** In steps that double, then by halves. */
    private static <T> int gallop(T[] list, int start, int length, int hint, Predicate<T> counts) {
        boolean right = counts.test(list[start + hint]);
        int limit = right ? length - hint : hint + 1;
        int known = 0;
        int step = 1;
        while (step < limit && counts.test(list[start + hint + (right ? step : -step)]) == right) {
            known = step;
            step = 2 * step + 1;
        }
        step = Math.min(step, limit);
        int low = right ? hint + known : hint - step;
        int high = right ? hint + step : hint - known;
        return bisect(list, start + low + 1, start + high, counts) - start;
    }

    private static <T> int bisect(T[] list, int from, int to, Predicate<T> counts) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (counts.test(list[middle])) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
