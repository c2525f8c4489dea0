#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The desks in a real browser.
#   run.sh PLATEN FOLDER [FILE…]     the program to try; a folder for pictures and what npm fetches
# Ends with 77 where Chromium, Node.js or the two npm packages cannot be had.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
PLATEN_PROGRAM=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
shift 2
export PLATEN_PROGRAM PLATEN_PICTURES=$folder/pictures PLATEN_HOME="$here/../.."
PLATEN_HOME=$(realpath "$PLATEN_HOME")
export PLATEN_FACE=${PLATEN_FACE:-$folder/../faces/sitter.jpg} # a real face, where the tests of the checks left one
export LSAN_OPTIONS=suppressions=$PLATEN_HOME/tests/support/lsan.supp:print_suppressions=0 # where it is sanitized

skip() { echo "browser: SKIPPED: $*"; exit 77; }
for tool in node npm chromium; do
  command -v "$tool" >/dev/null || skip "no $tool; ./platen test installs it"
done
# Beside the sources nothing is written: the tests run from a copy.
mkdir -p "$folder/run"
cp -r "$here/." "$folder/run/"
cd "$folder/run"
if ! cmp -s package-lock.json node_modules/.installed-for; then
  npm ci --no-audit --no-fund >npm.log 2>&1 || { tail -n 3 npm.log; skip "the npm packages cannot be fetched"; }
  cp package-lock.json node_modules/.installed-for
fi
node --test --test-concurrency=1 "${@:-.}"
