#!/usr/bin/env bash
# Shows that the simulation finds mistakes by itself, without Yjs: applies each patch of src/test/resources/planted-simulation
# to a copy of the core, compiles it and plays histories until one fails, which is then shrunk. Needs what "mvn -ntp verify" has
# set up.
#
#   integration-tests/planted-simulation.sh [NAME...]   all patches, or those named; "none" for the core as it is
#   SECONDS_EACH=60 STEPS=10                            how long to look, and how many steps may be left
set -euo pipefail
cd "$(dirname "$0")/.."

seconds="${SECONDS_EACH:-60}"
steps="${STEPS:-10}"
patches=integration-tests/src/test/resources/planted-simulation
work="$PWD/integration-tests/target/planted-simulation"
rm -rf "$work"
mkdir -p "$work/testkit"

mvn -q -ntp -pl collab-core dependency:build-classpath -Dmdep.outputFile="$work/classpath"
classpath="$(cat "$work/classpath")"
testkit=collab-testkit/src/main/java/dev/collab4j/testkit

# The testkit is compiled once, against the core as it is.
javac -nowarn -d "$work/core" -cp "$classpath" \
  $(find collab-core/src/main/java -name '*.java' ! -name module-info.java)
javac -nowarn -d "$work/testkit" -cp "$work/core:$classpath" \
  $(find "$testkit/simulation" "$testkit/algorithm" -name '*.java') \
  integration-tests/src/test/java/dev/collab4j/it/simulation/Search.java

names=("$@")
if [ ${#names[@]} -eq 0 ]; then
  for file in "$patches"/*.patch; do names+=("$(basename "$file" .patch)"); done
fi

missed=0
for name in "${names[@]}"; do
  folder="$work/$name"
  mkdir -p "$folder/collab-core/src/main"
  cp -R collab-core/src/main/java "$folder/collab-core/src/main/java"
  if [ "$name" != none ]; then
    patch -s -p1 -d "$folder" < "$patches/$name.patch"
  fi
  javac -nowarn -d "$folder/classes" -cp "$classpath" \
    $(find "$folder/collab-core/src/main/java" -name '*.java' ! -name module-info.java)
  status=0
  timeout "$((seconds + 30))" java -Xmx1g -cp "$work/testkit:$folder/classes:$classpath" \
    dev.collab4j.it.simulation.Search "$seconds" > "$folder/report" 2>&1 || status=$?
  echo "$name: $(head -1 "$folder/report")"
  left="$(sed -n '1s/.*shrunk to \([0-9]*\) steps/\1/p' "$folder/report")"
  if [ "$status" -ne 1 ] || [ -z "$left" ] || [ "$left" -gt "$steps" ]; then
    missed=1
  fi
done
exit "$missed"
