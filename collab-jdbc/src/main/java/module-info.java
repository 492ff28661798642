/** Document store on a relational database. */
@org.jspecify.annotations.NullMarked
module dev.collab4j.jdbc {
    requires transitive dev.collab4j.spi;
    requires transitive java.sql;
    requires static org.jspecify;
    requires org.slf4j;

    exports dev.collab4j.jdbc;
}
