package dev.collab4j.core.internal.edit;

import dev.collab4j.core.Undefined;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** A type and all that is in it as lists, maps and plain values, as its {@code toJSON} gives it in Yjs. */
public final class JsonTree extends ValueCopier {
    private JsonTree() {}

    /** The copy of {@code branch}; {@link Undefined#INSTANCE} if it is a root of which nobody said what it is. */
    public static Object of(Branch branch) {
        Object copy = new JsonTree().copy(branch);
        return copy == null ? Undefined.INSTANCE : copy;
    }

    @Override
    @Nullable
    Level enter(@Nullable Object value) {
        if (!(value instanceof Branch branch)) {
            return super.enter(value);
        }
        return switch (branch.typeRef().kind()) {
            case TypeRef.ARRAY -> new ListLevel(Elements.iterator(branch));
            case TypeRef.MAP, TypeRef.XML_HOOK -> new MapLevel(MapEdit.object(branch));
            default -> null;
        };
    }

    @Override
    @Nullable
    Object leaf(@Nullable Object value) {
        if (value instanceof Branch branch) {
            return branch.typeRef().kind() == TypeRef.UNTYPED ? Undefined.INSTANCE : XmlPrinter.print(branch);
        }
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        return value instanceof SubDocument ? new LinkedHashMap<>() : value;
    }
}
