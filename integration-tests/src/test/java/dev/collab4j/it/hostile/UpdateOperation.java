package dev.collab4j.it.hostile;

import dev.collab4j.core.DeleteSet;
import dev.collab4j.core.Update;
import dev.collab4j.core.UpdateStruct;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What can be done with an update without a document: the twin of the operations in hostile-parts.mjs. */
enum UpdateOperation {
    MERGE {
        @Override
        List<String> apply(Version version, Update base, Update input) {
            return List.of(HEX.formatHex(version.write(Update.merge(List.of(base, input)))));
        }
    },
    DIFF {
        @Override
        List<String> apply(Version version, Update base, Update input) {
            return List.of(HEX.formatHex(version.write(input.diff(base.stateVector()))));
        }
    },
    CONVERT {
        @Override
        List<String> apply(Version version, Update base, Update input) {
            return List.of(HEX.formatHex(version.other().write(input)));
        }
    },
    OBFUSCATE {
        @Override
        List<String> apply(Version version, Update base, Update input) {
            return List.of(HEX.formatHex(version.write(input.obfuscate())));
        }
    },
    CLOCKS {
        @Override
        List<String> apply(Version version, Update base, Update input) {
            return new TreeMap<>(input.clocks())
                    .entrySet().stream().map(UpdateOperation::print).toList();
        }
    },
    VECTOR {
        @Override
        List<String> apply(Version version, Update base, Update input) {
            return List.of(HEX.formatHex(input.stateVector().encode()));
        }
    },
    STRUCTS {
        @Override
        List<String> apply(Version version, Update base, Update input) {
            return input.structs().stream().map(UpdateOperation::print).toList();
        }
    },
    DELETES {
        @Override
        List<String> apply(Version version, Update base, Update input) {
            return List.of(print(input.deleteSet()));
        }
    };

    private static final HexFormat HEX = HexFormat.of();

    abstract List<String> apply(Version version, Update base, Update input);

    private static String print(Map.Entry<Long, Update.Clocks> client) {
        return client.getKey() + " " + client.getValue().from() + " "
                + client.getValue().to();
    }

    private static String print(UpdateStruct struct) {
        return struct.id().client() + ":" + struct.id().clock() + "+" + struct.length() + "."
                + struct.kind().ordinal();
    }

    private static String print(DeleteSet deletes) {
        return new TreeMap<>(deletes.toMap())
                .entrySet().stream()
                        .map(client -> client.getKey() + " "
                                + client.getValue().stream()
                                        .map(range -> range.clock() + "," + (range.clock() + range.length()))
                                        .collect(Collectors.joining(",")))
                        .collect(Collectors.joining(";"));
    }
}
