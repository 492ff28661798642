package dev.collab4j.core.prosemirror;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one list of children becomes another: patience diff over shapes, in n log n. Children that are unique in both
 * lists stay in their longest common order; what lies between is compared from both ends, then paired by kind.
 */
final class ChildDiff {
    /**
     * One child, in the order of the new list.
     *
     * @param old what is there; null to insert
     * @param wanted what is to be there; null to delete
     */
    record Step(@Nullable Part old, @Nullable Part wanted) {}

    private final List<Part> olds;
    private final List<Part> news;
    private final List<Step> steps = new ArrayList<>();
    private int old;
    private int wanted;

    private ChildDiff(List<Part> olds, List<Part> news) {
        this.olds = olds;
        this.news = news;
    }

    static List<Step> of(List<Part> olds, List<Part> news) {
        ChildDiff diff = new ChildDiff(olds, news);
        for (int[] anchor : diff.anchors()) {
            diff.stepTo(anchor[0], anchor[1]);
        }
        diff.stepTo(olds.size(), news.size());
        return diff.steps;
    }

    /** Pairs of positions, rising in both lists, of children that are the same. */
    private List<int[]> anchors() {
        Map<Integer, Integer> unique = positions(olds);
        Map<Integer, Integer> uniqueNew = positions(news);
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < news.size(); i++) {
            int shape = news.get(i).shape;
            int there = unique.getOrDefault(shape, -1);
            if (there >= 0 && uniqueNew.getOrDefault(shape, -1) == i) {
                pairs.add(new int[] {there, i});
            }
        }
        return longestRising(pairs);
    }

    /** Where each shape is; -1 if it is there more than once. */
    private static Map<Integer, Integer> positions(List<Part> parts) {
        Map<Integer, Integer> positions = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            positions.merge(parts.get(i).shape, i, (first, second) -> -1);
        }
        return positions;
    }

    /** The longest subsequence whose first positions rise, by piles of cards. */
    private static List<int[]> longestRising(List<int[]> pairs) {
        int[] tops = new int[pairs.size()];
        int[] topPairs = new int[pairs.size()];
        int[] before = new int[pairs.size()];
        int piles = 0;
        for (int i = 0; i < pairs.size(); i++) {
            int pile = -1 - Arrays.binarySearch(tops, 0, piles, pairs.get(i)[0]);
            tops[pile] = pairs.get(i)[0];
            topPairs[pile] = i;
            before[i] = pile == 0 ? -1 : topPairs[pile - 1];
            piles = Math.max(piles, pile + 1);
        }
        Deque<int[]> rising = new ArrayDeque<>();
        for (int i = piles == 0 ? -1 : topPairs[piles - 1]; i >= 0; i = before[i]) {
            rising.push(pairs.get(i));
        }
        return new ArrayList<>(rising);
    }

    /** Goes on to the next anchor in both lists. */
    private void stepTo(int oldEnd, int newEnd) {
        takeEqual(oldEnd, newEnd);
        Deque<Step> behind = new ArrayDeque<>();
        int oldRest = oldEnd;
        int newRest = newEnd;
        while (oldRest > old && newRest > wanted && isSame(oldRest - 1, newRest - 1)) {
            behind.push(new Step(olds.get(--oldRest), news.get(--newRest)));
        }
        pair(oldRest, newRest, behind);
        steps.addAll(behind);
        old = oldEnd;
        wanted = newEnd;
    }

    private void takeEqual(int oldEnd, int newEnd) {
        while (old < oldEnd && wanted < newEnd && isSame(old, wanted)) {
            steps.add(new Step(olds.get(old++), news.get(wanted++)));
        }
    }

    private boolean isSame(int oldIndex, int newIndex) {
        return olds.get(oldIndex).shape == news.get(newIndex).shape;
    }

    /** Pairs what differs from the left, or from the right where that fits better; the rest goes or comes. */
    private void pair(int oldEnd, int newEnd, Deque<Step> behind) {
        int oldRest = oldEnd;
        int newRest = newEnd;
        while (old < oldRest && wanted < newRest) {
            int left = fit(old, wanted);
            int right = fit(oldRest - 1, newRest - 1);
            if (left < 0 && right < 0) {
                delete(old + 1);
                insert(wanted + 1);
            } else if (left >= right) {
                steps.add(new Step(olds.get(old++), news.get(wanted++)));
            } else {
                behind.push(new Step(olds.get(--oldRest), news.get(--newRest)));
            }
        }
        delete(oldRest);
        insert(newRest);
    }

    /** -1 if one can't become the other, else how many of their ends are the same. */
    private int fit(int oldIndex, int newIndex) {
        Part before = olds.get(oldIndex);
        Part after = news.get(newIndex);
        if (!before.canBecome(after)) {
            return -1;
        }
        return before instanceof Part.Block a && after instanceof Part.Block b ? commonEnds(a.children, b.children) : 0;
    }

    private static int commonEnds(List<Part> a, List<Part> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        return (a.get(0).shape == b.get(0).shape ? 1 : 0)
                + (a.get(a.size() - 1).shape == b.get(b.size() - 1).shape ? 1 : 0);
    }

    private void delete(int end) {
        while (old < end) {
            steps.add(new Step(olds.get(old++), null));
        }
    }

    private void insert(int end) {
        while (wanted < end) {
            steps.add(new Step(null, news.get(wanted++)));
        }
    }
}
