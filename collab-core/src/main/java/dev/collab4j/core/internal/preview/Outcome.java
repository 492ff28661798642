package dev.collab4j.core.internal.preview;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.StructStore;
import org.jspecify.annotations.Nullable;

/** What can be seen of a rehearsal, once all of it is known. */
final class Outcome {
    private final StructStore store;
    private final Rehearsal rehearsal;
    private final Gone gone;

    private Outcome(StructStore store, Rehearsal rehearsal, Gone gone) {
        this.store = store;
        this.rehearsal = rehearsal;
        this.gone = gone;
    }

    static void tell(StructStore store, Rehearsal rehearsal, Gone gone, EffectSink sink) {
        Outcome outcome = new Outcome(store, rehearsal, gone);
        gone.ranges().forEach(outcome::visitDeleted);
        rehearsal.torn().forEach(outcome::visitDeleted);
        rehearsal.places.sites().forEach(outcome::visit);
        rehearsal.runs().values().forEach(outcome::visit);
        rehearsal.places.sites().forEach(site -> outcome.tellList(site.list, sink));
        rehearsal.places.keys().forEach(place -> outcome.tellKey(place, sink));
    }

    /** Finds the places of all that is there and would be deleted. */
    private void visitDeleted(IdRanges ranges) {
        ranges.entries().forEach(entry -> {
            ClientLog log = store.findLog(entry.getKey());
            IdRanges.Ranges own = entry.getValue();
            for (int i = 0; log != null && i < own.size() && own.clock(i) < log.state(); i++) {
                visitDeleted(log, (int) own.clock(i), own.end(i));
            }
        });
    }

    private void visitDeleted(ClientLog log, int from, long end) {
        for (ClientLog.Walk walk = log.walkFrom(from); walk.hasNext(); ) {
            var struct = walk.next();
            if (struct.clock >= end) {
                return;
            }
            if (struct instanceof Item item) {
                visitDeleted(item);
            }
        }
    }

    private void visitDeleted(Item item) {
        if (!item.isDeleted()) {
            Place place = rehearsal.places.of(item.parent, item.key);
            if (place.key == null) {
                deleted(place, item);
            }
        }
    }

    private static void deleted(Place list, Item item) {
        if (item.kind == Content.FORMAT) {
            list.unformatted(item.log.client, item.kind);
        } else {
            list.deleted(item.log.client, item.kind);
        }
    }

    /** Each type comes after the one around it. */
    private void visit(Site site) {
        if (site.branch != null) {
            site.alive = gone.spares(site.branch);
        } else if (site.around != null && site.item != null) {
            long client = site.item.client();
            int clock = (int) site.item.clock();
            site.surface = surface(site.around);
            site.alive = site.surface != null && canBeSeen(site.around, client, clock, clock + 1);
        } else {
            site.alive = true;
        }
    }

    /** The place in the document where what comes to {@code place} can be seen; null if it can't. */
    private static @Nullable Place surface(Place place) {
        if (!place.site.alive) {
            return null;
        }
        return place.site.around == null ? place : place.site.surface;
    }

    private static boolean isOnSurface(Place place) {
        return place.site.alive && place.site.around == null;
    }

    /** Whether a run of new elements of {@code place} can be seen, as far as that place can. */
    private boolean canBeSeen(Place place, long client, int clock, int end) {
        if (place.key == null) {
            return !gone.containsAll(client, clock, end);
        }
        Link last = place.tail();
        return last != null
                && last.client == client
                && clock < last.end()
                && last.end() <= end
                && !gone.contains(client, last.end() - 1L);
    }

    private void visit(NewRuns runs) {
        for (int run = 0; run < runs.count(); run++) {
            Block block = runs.block(run);
            visit(block, runs.clock(run), runs.place(run));
            visit(block, runs.clock(run), runs.straysTo(run));
        }
    }

    private void visit(Block block, int clock, @Nullable Place place) {
        Place surface = place == null || block.kind() == Content.DELETED ? null : surface(place);
        if (place != null && surface != null && canBeSeen(place, block.client(), clock, (int) block.end())) {
            arrived(surface, place, block);
        }
    }

    private static void arrived(Place surface, Place place, Block block) {
        if (isOnSurface(place) && place.key == null && block.kind() == Content.FORMAT) {
            surface.formatted(block.client(), block.kind());
        } else {
            surface.inserted(block.client(), block.kind());
        }
    }

    private void tellList(Place place, EffectSink sink) {
        if (isOnSurface(place)) {
            tell(place, Effect.INSERT, place.inserted, sink);
            tell(place, Effect.DELETE, place.deleted, sink);
            tell(place, Effect.FORMAT, place.formatted, sink);
        }
    }

    private static void tell(Place place, Effect effect, @Nullable Tally elements, EffectSink sink) {
        if (elements != null) {
            sink.accept(place, effect, elements);
        }
    }

    private void tellKey(Place place, EffectSink sink) {
        if (!isOnSurface(place)) {
            return;
        }
        Item old = place.old();
        boolean wasThere = old != null && !old.isDeleted();
        if (place.inserted != null) {
            sink.accept(place, wasThere ? Effect.KEY_UPDATE : Effect.KEY_ADD, place.inserted);
        } else if (old != null && wasThere && (place.tail() != null || !gone.spares(old))) {
            sink.accept(place, Effect.KEY_DELETE, new Tally(old.log.client, old.kind));
        }
    }
}
