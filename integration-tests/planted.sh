#!/usr/bin/env bash
# Shows that the lock-step test finds mistakes: applies each patch of src/test/resources/planted to a copy of the core,
# compiles it and plays histories until one differs from Yjs. Needs what "mvn -ntp verify" has set up.
#
#   integration-tests/planted.sh [NAME...]        all patches, or those named
#   HISTORIES=1500 SEED=20000                     how many histories to try, and from which seed
set -euo pipefail
cd "$(dirname "$0")/.."

histories="${HISTORIES:-1500}"
seed="${SEED:-20000}"
patches=integration-tests/src/test/resources/planted
work="$PWD/integration-tests/target/planted"
rm -rf "$work"
mkdir -p "$work"

mvn -q -ntp -pl collab-core dependency:build-classpath -Dmdep.outputFile="$work/classpath"
classpath="$(cat "$work/classpath")"
tests=integration-tests/src/test/java/dev/collab4j/it

play() { # NAME FOLDER: compiles the core in the folder and plays histories against it; fails if one differs
  javac -nowarn -d "$2/core" -cp "$classpath" \
    $(find "$2/collab-core/src/main/java" -name '*.java' ! -name module-info.java)
  javac -nowarn -d "$2/tests" -cp "$2/core:$classpath" \
    $(find "$tests/lockstep" "$tests/oracle" -name '*.java' ! -name '*IT.java')
  java -Dcollab.oracle=integration-tests/oracle -cp "$2/tests:$2/core:$classpath" \
    dev.collab4j.it.lockstep.LockStep "$seed" "$histories" 1 > "$2/report" 2>&1
}

copy() { # FOLDER
  mkdir -p "$1/collab-core/src/main"
  cp -R collab-core/src/main/java "$1/collab-core/src/main/java"
}

names=("$@")
if [ ${#names[@]} -eq 0 ]; then
  for file in "$patches"/*.patch; do names+=("$(basename "$file" .patch)"); done
fi

missed=0
for name in "${names[@]}"; do
  folder="$work/$name"
  copy "$folder"
  patch -s -p1 -d "$folder" < "$patches/$name.patch"
  if play "$name" "$folder"; then
    echo "$name: NOT FOUND in $histories histories"
    missed=1
  elif grep -q "differs from Yjs" "$folder/report"; then
    echo "$name: found, $(grep -m1 -o 'history [0-9]* differs from Yjs at step [0-9]*' "$folder/report")"
  else
    echo "$name: the run itself failed, see $folder/report"
    missed=1
  fi
done
exit "$missed"
