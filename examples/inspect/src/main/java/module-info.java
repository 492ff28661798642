/** An example: a command that looks into files of updates. */
@org.jspecify.annotations.NullMarked
module dev.collab4j.example.inspect {
    requires dev.collab4j.core;
    requires info.picocli;
    requires static org.jspecify;

    opens dev.collab4j.example.inspect to
            info.picocli;
}
