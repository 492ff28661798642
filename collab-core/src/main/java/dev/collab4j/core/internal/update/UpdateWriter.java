package dev.collab4j.core.internal.update;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.DeleteSetWriter;
import dev.collab4j.core.internal.codec.StructWriter;
import dev.collab4j.core.internal.codec.UpdateEncoderV1;
import dev.collab4j.core.internal.lib0.ByteWriter;
import dev.collab4j.core.internal.store.IdRanges;

/** Writes an update, in version 1, whose number of clients and structs is only known at its end. */
final class UpdateWriter implements BlockSink {
    private final ByteWriter sections = new ByteWriter();
    private int sectionCount;
    private UpdateEncoderV1 section = new UpdateEncoderV1();
    private int blockCount;
    private long client;

    @Override
    public void write(Block block, int offset) {
        if (blockCount > 0 && client != block.client()) {
            endSection();
        }
        if (blockCount == 0) {
            client = block.client();
            section.writeClient(client);
            section.writePlain(block.clock() + offset);
        }
        StructWriter.write(section, block, offset);
        blockCount++;
    }

    private void endSection() {
        if (blockCount > 0) {
            sections.writeVarUint(blockCount);
            sections.writeBytes(section.toByteArray());
            sectionCount++;
            section = new UpdateEncoderV1();
            blockCount = 0;
        }
    }

    byte[] finish(IdRanges deletes) {
        endSection();
        ByteWriter out = new ByteWriter(sections.size() + 8);
        out.writeVarUint(sectionCount);
        out.writeBytes(sections);
        UpdateEncoderV1 end = new UpdateEncoderV1();
        DeleteSetWriter.write(end, deletes);
        out.writeBytes(end.toByteArray());
        return out.toByteArray();
    }
}
