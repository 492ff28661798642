package dev.collab4j.core.internal.preview;

import dev.collab4j.core.internal.codec.Id;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.StructStore;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All types, lists and keys that an update has to do with, in the order in which they were met. */
final class Places {
    private final StructStore store;

    /** By branch, name of a new root, or id of the item of a new type: each is made after the one around it. */
    private final Map<Object, Site> sites = new LinkedHashMap<>();

    private final Map<Place, Place> keys = new LinkedHashMap<>();
    private @Nullable Place lastKey;

    Places(StructStore store) {
        this.store = store;
    }

    Place of(Branch branch, @Nullable String key) {
        Site site = sites.get(branch);
        return of(site != null ? site : add(branch, Site.of(branch)), key);
    }

    Place ofRoot(String name, @Nullable String key) {
        Branch root = store.findRoot(name);
        if (root != null) {
            return of(root, key);
        }
        Site site = sites.get(name);
        return of(site != null ? site : add(name, Site.newRoot(name)), key);
    }

    /** In the type that the item of this id brings to {@code around}. */
    Place ofComing(Id item, Place around, @Nullable String key) {
        Site site = sites.get(item);
        return of(site != null ? site : add(item, Site.coming(item, around)), key);
    }

    private Site add(Object id, Site site) {
        sites.put(id, site);
        return site;
    }

    private Place of(Site site, @Nullable String key) {
        if (key == null) {
            return site.list;
        }
        if (lastKey == null || lastKey.site != site || !key.equals(lastKey.key)) {
            Place place = new Place(site, key);
            lastKey = Objects.requireNonNullElse(keys.putIfAbsent(place, place), place);
        }
        return lastKey;
    }

    Collection<Site> sites() {
        return sites.values();
    }

    Collection<Place> keys() {
        return keys.values();
    }
}
