package dev.collab4j.core.internal.lib0;

/**
 * How much two sequences have in common at their ends, the start first: what lies between is all that differs.
 *
 * @param start how many elements are the same at the start
 * @param end how many of the others are the same at the end
 */
public record CommonEnds(int start, int end) {
    /** Compares elements of the two sequences. */
    @FunctionalInterface
    public interface Same {
        boolean test(int oldIndex, int newIndex);
    }

    /** Compares any sequences. */
    public static CommonEnds of(int oldLength, int newLength, Same same) {
        int most = Math.min(oldLength, newLength);
        int start = 0;
        while (start < most && same.test(start, start)) {
            start++;
        }
        int end = 0;
        while (end < most - start && same.test(oldLength - 1 - end, newLength - 1 - end)) {
            end++;
        }
        return new CommonEnds(start, end);
    }

    /** Compares texts, and doesn't cut pairs of surrogates. */
    public static CommonEnds ofText(CharSequence old, CharSequence wanted, Same same) {
        CommonEnds ends =
                of(old.length(), wanted.length(), (i, j) -> old.charAt(i) == wanted.charAt(j) && same.test(i, j));
        boolean cutsStart = ends.start > 0 && Character.isHighSurrogate(old.charAt(ends.start - 1));
        boolean cutsEnd = ends.end > 0 && Character.isLowSurrogate(old.charAt(old.length() - ends.end));
        return new CommonEnds(ends.start - (cutsStart ? 1 : 0), ends.end - (cutsEnd ? 1 : 0));
    }
}
