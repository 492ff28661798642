package dev.collab4j.benchmarks;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;

/** The two formats of updates; each counts as a library of its own, as for the others. */
enum Format {
    V1("collab") {
        @Override
        byte[] encode(Doc doc) {
            return doc.encodeStateAsUpdate().toV1();
        }

        @Override
        Update update(byte[] bytes) {
            return Update.fromV1(bytes);
        }
    },
    V2("collab-v2") {
        @Override
        byte[] encode(Doc doc) {
            return doc.encodeStateAsUpdateV2().toV2();
        }

        @Override
        Update update(byte[] bytes) {
            return Update.fromV2(bytes);
        }
    };

    final String lib;

    Format(String lib) {
        this.lib = lib;
    }

    abstract byte[] encode(Doc doc);

    abstract Update update(byte[] bytes);

    Replica load(byte[] state) {
        Replica loaded = new Replica(3);
        loaded.doc.applyUpdate(update(state));
        return loaded;
    }
}
