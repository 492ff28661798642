package dev.collab4j.it.hostile;

/** What a field of an update says, as far as version 2 writes it elsewhere, or otherwise, than version 1. */
enum Column {
    CLIENT,
    LEFT_CLOCK,
    RIGHT_CLOCK,
    INFO,
    STRING,
    PARENT_INFO,
    TYPE_REF,
    LENGTH,
    KEY,
    JSON,
    DELETE_CLIENT,
    DELETE_CLOCK,
    DELETE_LENGTH,
    REST
}
