#!/usr/bin/env bash
# Shows that the tests of what goes over the wire find mistakes: changes a line of a copy of examples/custom-transport, or of
# the queue below it, and runs the contract. What a transport without a wire can break is in BrokenTransport of collab-testkit.
# Needs what "mvn -ntp verify" has compiled.
#
#   integration-tests/planted-transport.sh [NAME]    all mistakes, or the one named
set -euo pipefail
cd "$(dirname "$0")/.."

work="$PWD/integration-tests/target/planted-transport"
example=examples/custom-transport/src
queue=collab-transport-spi/src/main/java/dev/collab4j/spi/transport
rm -rf "$work"
mkdir -p "$work"
mvn -q -ntp -pl collab-core dependency:build-classpath -Dmdep.outputFile="$work/classpath"
classpath="collab-testkit/target/classes:collab-core/target/classes:$(cat "$work/classpath")"
only="${1:-}"
missed=0

plant() { # NAME FILE CHANGE TESTS: the tests that have to fail, as a pattern
  [ -z "$only" ] || [ "$only" = "$1" ] || return 0
  local folder="$work/$1"
  mkdir -p "$folder/src" "$folder/classes"
  cp "$queue"/*.java "$(find $example -name 'Socket*.java' -path '*main*')" $(find $example -name 'Socket*.java' -path '*test*') \
    integration-tests/src/test/java/dev/collab4j/it/transport/Contract.java "$folder/src"
  cp "$folder/src/$2" "$folder/before"
  perl -0pi -e "$3" "$folder/src/$2"
  if cmp -s "$folder/src/$2" "$folder/before"; then
    echo "$1: the line to be changed isn't there"
    missed=1
    return 0
  fi
  javac -nowarn -proc:none -d "$folder/classes" -cp "$classpath" "$folder"/src/*.java
  local fails
  fails="$(timeout 120 java -cp "$folder/classes:$classpath" dev.collab4j.it.transport.Contract \
    dev.collab4j.example.transport.SocketTransportTest "$4" 2> /dev/null | grep '^fails:')" || true
  echo "$1 $fails"
  [[ "$fails" == fails:\ t* ]] || missed=1
}

plant late-accept SocketTransport.java \
  's/connection\.accept\(acceptor, handshake\);/threads.execute(() -> { try { Thread.sleep(200); } catch (InterruptedException e) { } connection.accept(acceptor, handshake); });/' \
  't1_what.*'
plant body-counted-once Outbox.java \
  's/pendingBytes \+= frame\.length\(\);/pendingBytes += Math.min(100_000, frame.length());/; s/pendingBytes -= written\.length\(\);/pendingBytes -= Math.min(100_000, written.length());/' \
  't5_shared.*'
plant lost-crossing Outbox.java \
  's/onDrained\.run\(\);/if (++lost % 3 != 0) onDrained.run();/; s/private boolean dropped;/private boolean dropped; private int lost;/' \
  't6_no.*'
plant no-pings SocketTransport.java 's/frame\(PING, ByteBuffer\.allocate\(0\)\);//' 't8_aPeer.*'
plant dead-for-ever QueuedConnection.java 's/if \(!lives\)/if (false)/' 't8_aPeer.*'
plant no-pongs SocketTransport.java 's/connection\.pinged\(bytes\)/connection.heard()/' 't10_pings.*'
plant does-not-wait SocketTransport.java 's/connection\.awaitRoom\(\);//' 't10_after.*'
plant any-length SocketTransport.java 's/length > \(kind == MESSAGE/-1 > (kind == MESSAGE/' 't12_aLength.*'
plant any-handshake SocketTransport.java 's/setSoTimeout\(1_000\)/setSoTimeout(0)/' 't12_aHandshake.*'
plant any-kind SocketTransport.java 's/ && kind >= MESSAGE && kind <= CLOSE//; s/default ->/case CLOSE ->/' 't13_aReserved.*'
plant thread-left SocketTransport.java 's/threads\.shutdown\(\);//' 't14_noThread.*'
plant listens-on SocketTransport.java 's/server\.close\(\);//; s/threads\.shutdown\(\);//' 't14_nobody.*'
exit "$missed"
