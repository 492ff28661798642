package dev.collab4j.core.internal.update;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.DeleteSetWriter;
import dev.collab4j.core.internal.codec.EncodedUpdate;
import dev.collab4j.core.internal.codec.FormatVersion;
import dev.collab4j.core.internal.codec.StructWriter;
import dev.collab4j.core.internal.codec.UpdateEncoder;
import dev.collab4j.core.internal.lib0.ByteWriter;
import dev.collab4j.core.internal.store.IdRanges;

/** Writes an update whose number of clients and structs is only known at its end. */
public final class UpdateWriter {
    private final FormatVersion version;
    private final UpdateEncoder out;
    private final ByteWriter sections = new ByteWriter();
    private final ByteWriter section = new ByteWriter();
    private int sectionCount;
    private int blockCount;
    private long client;

    public UpdateWriter(FormatVersion version) {
        this.version = version;
        this.out = version.encoder();
        out.replacePlain(section);
    }

    /** Adds {@code block} without its first {@code offset} elements; clients descend, clocks rise. */
    public void write(Block block, long offset) {
        if (blockCount > 0 && client != block.client()) {
            endSection();
        }
        if (blockCount == 0) {
            client = block.client();
            out.writeClient(client);
            out.writePlain(block.clock() + offset);
        }
        StructWriter.write(out, block, offset);
        blockCount++;
    }

    private void endSection() {
        if (blockCount > 0) {
            sections.writeVarUint(blockCount);
            sections.writeBytes(section);
            section.reset();
            sectionCount++;
            blockCount = 0;
        }
    }

    public EncodedUpdate finish(IdRanges deletes) {
        endSection();
        ByteWriter all = new ByteWriter(sections.size() + 16);
        all.writeVarUint(sectionCount);
        all.writeBytes(sections);
        out.replacePlain(all);
        if (version == FormatVersion.V2) {
            deletes.makeRising(); // hostile updates may say what this version can't
        }
        DeleteSetWriter.write(out, deletes);
        return EncodedUpdate.made(version, out.toByteArray());
    }
}
