package dev.collab4j.benchmarks;

import dev.collab4j.benchmarks.trace.Edit;
import java.util.Arrays;

/**
 * A text that one person alone edits, with its unused space where the last edit was: no history, no replicas, no bounds
 * checked. What is slower than this is the price of the rest.
 */
final class GapBuffer {
    private char[] chars = new char[16];
    private int gapStart;
    private int gapEnd = chars.length;

    void apply(Edit edit) {
        moveGap(edit.position());
        gapEnd += edit.deleted();
        insert(edit.inserted());
    }

    private void moveGap(int position) {
        int moved = position - gapStart;
        if (moved < 0) {
            System.arraycopy(chars, position, chars, gapEnd + moved, -moved);
        } else {
            System.arraycopy(chars, gapEnd, chars, gapStart, moved);
        }
        gapStart += moved;
        gapEnd += moved;
    }

    private void insert(String text) {
        int length = text.length();
        if (length > gapEnd - gapStart) {
            grow(length);
        }
        text.getChars(0, length, chars, gapStart);
        gapStart += length;
    }

    private void grow(int atLeast) {
        int tail = chars.length - gapEnd;
        char[] larger = Arrays.copyOf(chars, 2 * chars.length + atLeast);
        System.arraycopy(chars, gapEnd, larger, larger.length - tail, tail);
        gapEnd = larger.length - tail;
        chars = larger;
    }

    @Override
    public String toString() {
        return new String(chars, 0, gapStart) + new String(chars, gapEnd, chars.length - gapEnd);
    }
}
