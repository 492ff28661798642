package dev.collab4j.it.research;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Maven project of somebody else, with a local repository of its own: what this build made is installed there, and
 * all else comes from the repository of this build, which has it already, or from where Maven gets things.
 */
final class NewProject {
    private static final String VERSION = "0.1.0-SNAPSHOT";
    private static final String SETTINGS = """
            <settings>
              <localRepository>%s</localRepository>
              <profiles>
                <profile>
                  <id>near</id>
                  <repositories><repository>%s</repository></repositories>
                  <pluginRepositories><pluginRepository>%<s</pluginRepository></pluginRepositories>
                </profile>
              </profiles>
              <activeProfiles><activeProfile>near</activeProfile></activeProfiles>
            </settings>
            """;
    private static final String NEAR = "<id>near</id><url>%s</url><snapshots><enabled>false</enabled></snapshots>"
            + "<releases><checksumPolicy>ignore</checksumPolicy></releases>";
    private static final long MINUTES = 4;

    private final Path root;
    private final Path folder;

    /** A project in {@code folder}, which may have been used before; {@code root} is that of this build. */
    NewProject(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** Puts a module of this build into the repository of the project; the parent has no jar. */
    void install(String artifact) throws IOException {
        boolean isParent = artifact.equals("collab-parent");
        Path source = isParent ? root : root.resolve(artifact);
        Path target = Files.createDirectories(
                folder.resolve("repository/dev/collab4j").resolve(artifact).resolve(VERSION));
        String name = artifact + "-" + VERSION;
        copy(source.resolve("pom.xml"), target.resolve(name + ".pom"));
        if (!isParent) {
            copy(source.resolve("target").resolve(name + ".jar"), target.resolve(name + ".jar"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Runs Maven and returns what it prints, with its exit code in the last line. */
    String maven(String goal) throws IOException, InterruptedException {
        Path near = Path.of(System.getProperty("collab.maven.repository"));
        write("settings.xml", SETTINGS.formatted(folder.resolve("repository"), NEAR.formatted(near.toUri())));
        Path log = folder.resolve("maven.log");
        Path maven = Path.of(System.getProperty("collab.maven.home"), "bin", "mvn");
        ProcessBuilder builder = new ProcessBuilder(List.of(maven.toString(), "-B", "-s", "settings.xml", goal))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeAll(List.of("MAVEN_PROJECTBASEDIR", "MAVEN_CMD_LINE_ARGS"));
        Process process = builder.start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return Files.readString(log) + "\nexit code " + process.waitFor();
    }
}
