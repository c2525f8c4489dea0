#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The checks of a photo on real faces, which are fetched and never kept in the tree.
#   run.sh PROGRAM FOLDER [ARGUMENT…]     the program of the tests; where the faces are put
# Ends with 77 where Node.js or the npm packages cannot be had.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
program=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
shift 2

skip() { echo "faces: SKIPPED: $*"; exit 77; }
command -v npm >/dev/null || skip "no npm; ./platen test installs it"
cp "$here"/package*.json "$here/.npmrc" "$folder/"
cd "$folder"
if ! cmp -s package-lock.json node_modules/.installed-for; then
  npm ci --no-audit --no-fund --ignore-scripts >npm.log 2>&1 || { tail -n 3 npm.log; skip "the npm packages cannot be fetched"; }
  cp package-lock.json node_modules/.installed-for
fi
PLATEN_FACES="$folder/node_modules" exec "$program" "$@"
