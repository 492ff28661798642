import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Gets what a folder's package-lock.json names, and may run a script of its package.json. Maven calls it, since no Maven
 * plugin brings Node along from Maven Central:
 *
 * <pre>java build/Npm.java FOLDER [SCRIPT [ARGUMENT...]]</pre>
 *
 * It checks that Node.js 20 or newer is on the PATH, runs {@code npm ci} in FOLDER when node_modules is missing, incomplete or
 * older than the lock file, and then {@code npm run SCRIPT -- ARGUMENT...} if a script is named. Two Maven processes in one folder
 * are not supported. Exit code: 0, 1 with one line on the error output when Node.js is missing, or that of npm.
 *
 * <p>In a pom, with exec-maven-plugin (its version is managed by the parent), goal {@code exec}, phase {@code generate-resources}:
 *
 * <pre>{@code
 * <executable>${java.home}/bin/java</executable>
 * <arguments>
 *   <argument>${maven.multiModuleProjectDirectory}/build/Npm.java</argument>
 *   <argument>${project.basedir}/page</argument>
 *   <argument>build</argument>
 * </arguments>
 * }</pre>
 */
class Npm {
    private static final int NODE_MAJOR = 20;
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    public static void main(String[] args) throws Exception {
        String found = nodeVersion();
        if (major(found) < NODE_MAJOR) {
            System.err.println("Node.js " + NODE_MAJOR + " or newer is needed for the demo page and the real Yjs (found: "
                    + found + "); libraries alone: mvn -ntp -Dlibraries verify");
            System.exit(1);
        }
        Path folder = Path.of(args[0]).toAbsolutePath();
        if (!isInstalled(folder)) {
            install(folder);
        }
        if (args.length > 1) {
            runScript(folder, List.of(args).subList(1, args.length));
        }
    }

    private static String nodeVersion() throws InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            String version = new String(node.getInputStream().readAllBytes()).strip();
            return node.waitFor() == 0 && !version.isEmpty() ? version : "none";
        } catch (IOException notOnThePath) {
            return "none";
        }
    }

    private static int major(String version) {
        String digits = version.replaceFirst("^v(\\d+)\\..*$", "$1");
        return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 0;
    }

    /** The stamp is written after a successful npm ci only, so an interrupted one is repeated. */
    private static boolean isInstalled(Path folder) throws IOException {
        Path stamp = stamp(folder);
        return Files.exists(stamp) && !modified(stamp).toInstant().isBefore(
                modified(folder.resolve("package-lock.json")).toInstant());
    }

    private static void install(Path folder) throws IOException, InterruptedException {
        run(folder, List.of("ci", "--no-fund", "--no-audit", "--loglevel=error"));
        Files.writeString(stamp(folder), "npm ci\n");
    }

    private static void runScript(Path folder, List<String> script) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("run", "--silent", script.get(0), "--"));
        command.addAll(script.subList(1, script.size()));
        run(folder, command);
    }

    private static void run(Path folder, List<String> npmArguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(WINDOWS ? "npm.cmd" : "npm"));
        command.addAll(npmArguments);
        Process npm = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
        if (!npm.waitFor(30, TimeUnit.MINUTES)) {
            npm.destroyForcibly();
            System.err.println("npm did not end within 30 minutes in " + folder);
            System.exit(1);
        }
        if (npm.exitValue() != 0) {
            System.err.println("npm " + String.join(" ", npmArguments) + " failed in " + folder);
            System.exit(npm.exitValue());
        }
    }

    private static Path stamp(Path folder) {
        return folder.resolve("node_modules").resolve(".collab-installed");
    }

    private static FileTime modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }
}
