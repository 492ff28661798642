package dev.collab4j.core;

/** Looks at the structs of an update. */
@FunctionalInterface
public interface StructVisitor {
    /**
     * Takes the next struct.
     *
     * @param struct not null
     */
    void visit(UpdateStruct struct);
}
