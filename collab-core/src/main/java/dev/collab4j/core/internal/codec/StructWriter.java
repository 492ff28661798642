package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Struct;

/** Writes structs of the store and blocks. */
public final class StructWriter {
    private StructWriter() {}

    /** Writes {@code struct} without its first {@code offset} elements. */
    public static void write(UpdateEncoder out, Struct struct, int offset) {
        if (struct instanceof Item item) {
            writeItem(out, item, offset);
        } else {
            out.writeInfo(Content.GC);
            out.writeLength(struct.length - offset);
        }
    }

    private static void writeItem(UpdateEncoder out, Item item, int offset) {
        ClientLog originLog = offset > 0 ? item.log : item.originLog;
        ClientLog rightLog = item.rightOriginLog;
        out.writeInfo(item.kind
                | (originLog == null ? 0 : StructInfo.HAS_ORIGIN)
                | (rightLog == null ? 0 : StructInfo.HAS_RIGHT_ORIGIN)
                | (item.key == null ? 0 : StructInfo.HAS_KEY));
        if (originLog != null) {
            out.writeLeftId(originLog.client, offset > 0 ? item.clock + offset - 1 : item.originClock);
        }
        if (rightLog != null) {
            out.writeRightId(rightLog.client, item.rightOriginClock);
        }
        if (originLog == null && rightLog == null) {
            writeParent(out, item.parent);
            if (item.key != null) {
                out.writeString(item.key);
            }
        }
        writeContent(out, item, offset);
    }

    private static void writeParent(UpdateEncoder out, Branch parent) {
        Item item = parent.item;
        out.writeParentInfo(item == null);
        if (item != null) {
            out.writeLeftId(item.log.client, item.clock);
        } else if (parent.rootName != null) {
            out.writeString(parent.rootName);
        }
    }

    private static void writeContent(UpdateEncoder out, Item item, int offset) {
        switch (item.kind) {
            case Content.STRING -> out.writeText(item.log.text, item.textAt + offset, item.length - offset);
            case Content.DELETED -> out.writeLength(item.length - offset);
            case Content.TYPE ->
                ContentWriter.write(out, item.kind, item.branch().typeRef(), offset);
            default -> ContentWriter.write(out, item.kind, item.content, offset);
        }
    }

    /** Writes {@code block} without its first {@code offset} elements. */
    public static void write(UpdateEncoder out, Block block, long offset) {
        switch (block.kind()) {
            case Content.GC -> {
                out.writeInfo(Content.GC);
                out.writeLength(block.length() - offset);
            }
            case Content.SKIP -> {
                out.writeInfo(Content.SKIP);
                out.writePlain(block.length() - offset);
            }
            default -> writeItem(out, block, offset);
        }
    }

    private static void writeItem(UpdateEncoder out, Block block, long offset) {
        Id origin = offset > 0 ? new Id(block.client(), block.clock() + offset - 1) : block.origin();
        Id rightOrigin = block.rightOrigin();
        out.writeInfo(block.kind()
                | (origin == null ? 0 : StructInfo.HAS_ORIGIN)
                | (rightOrigin == null ? 0 : StructInfo.HAS_RIGHT_ORIGIN)
                | (block.key() == null ? 0 : StructInfo.HAS_KEY));
        if (origin != null) {
            out.writeLeftId(origin.client(), origin.clock());
        }
        if (rightOrigin != null) {
            out.writeRightId(rightOrigin.client(), rightOrigin.clock());
        }
        if (origin == null && rightOrigin == null) {
            writeParent(out, block);
        }
        writeContent(out, block, offset);
    }

    private static void writeParent(UpdateEncoder out, Block block) {
        if (block.parent() instanceof Id id) {
            out.writeParentInfo(false);
            out.writeLeftId(id.client(), id.clock());
        } else if (block.parent() instanceof String root) {
            out.writeParentInfo(true);
            out.writeString(root);
        }
        if (block.key() != null) {
            out.writeString(block.key());
        }
    }

    private static void writeContent(UpdateEncoder out, Block block, long offset) {
        if (block.content() instanceof String text) {
            out.writeString(text.substring((int) offset));
        } else if (block.kind() == Content.DELETED) {
            out.writeLength(block.length() - offset);
        } else {
            ContentWriter.write(out, block.kind(), block.content(), (int) offset);
        }
    }
}
