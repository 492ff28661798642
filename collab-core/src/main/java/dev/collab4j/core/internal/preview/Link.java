package dev.collab4j.core.internal.preview;

import dev.collab4j.core.internal.codec.Id;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Sibling;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run of elements among all that was ever set for a key: a new one, or an item of the document, or a part of one,
 * whose neighbours are those that the item has until something comes between.
 */
final class Link implements Sibling<Link> {
    final long client;
    final int clock;
    int length;
    private final @Nullable Id origin;
    private final @Nullable Id rightOrigin;
    private final Links links;
    private @Nullable Link left;
    private @Nullable Link right;

    /** The item whose neighbours weren't asked for yet. */
    private @Nullable Item leftOf;

    private @Nullable Item rightOf;

    Link(Links links, long client, int clock, int length, @Nullable Id origin, @Nullable Id rightOrigin) {
        this.links = links;
        this.client = client;
        this.clock = clock;
        this.length = length;
        this.origin = origin;
        this.rightOrigin = rightOrigin;
    }

    /** A view of {@code item}. */
    Link(Links links, Item item) {
        this(
                links,
                item.log.client,
                item.clock,
                item.length,
                item.originLog == null ? null : new Id(item.originLog.client, item.originClock),
                item.rightOriginLog == null ? null : new Id(item.rightOriginLog.client, item.rightOriginClock));
        leftOf = item;
        rightOf = item;
    }

    int end() {
        return clock + length;
    }

    @Nullable
    Link left() {
        if (leftOf != null) {
            left = leftOf.left == null ? null : links.find(leftOf.left.log.client, leftOf.left.end() - 1);
            leftOf = null;
        }
        return left;
    }

    @Override
    public @Nullable Link right() {
        if (rightOf != null) {
            right = rightOf.right == null ? null : links.find(rightOf.right.log.client, rightOf.right.clock);
            rightOf = null;
        }
        return right;
    }

    private void left(@Nullable Link link) {
        left = link;
        leftOf = null;
    }

    private void right(@Nullable Link link) {
        right = link;
        rightOf = null;
    }

    /** Comes before {@code next}, which may be null, and behind {@code previous}, which may be null too. */
    void insert(@Nullable Link previous, @Nullable Link next) {
        left(previous);
        right(next);
        if (previous != null) {
            previous.right(this);
        }
        if (next != null) {
            next.left(this);
        }
    }

    /** Gives up its elements from {@code at} on. */
    Link split(int at) {
        Link rest = new Link(links, client, at, end() - at, new Id(client, at - 1), rightOrigin);
        rest.insert(this, right());
        length = at - clock;
        return rest;
    }

    @Override
    public long client() {
        return client;
    }

    @Override
    public boolean hasSameOrigin(Link other) {
        return Objects.equals(origin, other.origin);
    }

    @Override
    public boolean hasSameRightOrigin(Link other) {
        return Objects.equals(rightOrigin, other.rightOrigin);
    }

    @Override
    public @Nullable Link originHolder() {
        return origin == null ? null : links.find(origin.client(), (int) origin.clock());
    }
}
