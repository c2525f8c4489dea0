#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A client and an emulated printer in a virtual machine with Debian's own kernel: its usbfs, usblp and vhci_hcd.
#   run.sh PLATEN FOLDER     the program to try; a folder for the kernel (kept) and what is made for one run
# Needs no rights. Ends with 77 where QEMU or the kernel package cannot be had.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
platen=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
export PLATEN_HOME="$here/../../.."
PLATEN_HOME=$(realpath "$PLATEN_HOME")
PATH=$PATH:/usr/sbin:/sbin
export LSAN_OPTIONS=suppressions=$PLATEN_HOME/tests/support/lsan.supp:print_suppressions=0 # where it is sanitized

skip() { echo "kernel: SKIPPED: $*"; exit 77; }
fail() { echo "kernel: FAILED: $*"; exit 1; }

# The kernel of linux-image-amd64, downloaded once and never installed. The cloud kernel would have no USB.
fetch_kernel() {
  [[ -e $folder/kernel/ready ]] && return
  rm -rf "$folder/kernel"
  mkdir -p "$folder/kernel"
  cd "$folder/kernel"
  local package
  package=$(apt-cache depends linux-image-amd64 2>/dev/null | sed -n 's/.*Depends: \(linux-image-[0-9].*-amd64\)$/\1/p' | head -n 1)
  [[ -n $package ]] || skip "apt knows no linux-image-amd64 (apt-get update?)"
  apt-get download "$package" >fetch.log 2>&1 || { tail -n 3 fetch.log; skip "$package cannot be downloaded"; }
  # Of 400 MB what this needs.
  dpkg-deb --fsys-tarfile "$package"_*.deb | tar -x --wildcards './boot/vmlinuz-*' './lib/modules/*/modules.*' \
    './lib/modules/*/kernel/drivers/usb' './lib/modules/*/kernel/drivers/virtio' './lib/modules/*/kernel/net/9p' \
    './lib/modules/*/kernel/fs/9p' './lib/modules/*/kernel/fs/netfs' './lib/modules/*/kernel/fs/fscache'
  rm "$package"_*.deb
  depmod -b . "$(basename lib/modules/*)"
  touch ready
}

make_initramfs() {
  local root=$1/initramfs version file
  version=$(basename "$folder"/kernel/lib/modules/*)
  mkdir -p "$root"/{bin,dev,proc,sys,host,modules}
  cp "$(command -v busybox)" "$root/bin/busybox"
  cp "$here/guest.sh" "$root/init"
  chmod +x "$root/init"
  for applet in sh mount insmod ip chroot poweroff sync; do ln -s busybox "$root/bin/$applet"; done
  for module in virtio_pci 9pnet_virtio 9p; do
    modprobe -d "$folder/kernel" -S "$version" --show-depends "$module"
  done | sed -n 's/^insmod \([^ ]*\).*/\1/p' | awk '!seen[$0]++' | while read -r file; do
    cp "$file" "$root/modules/"
    basename "$file" >>"$root/modules/order"
  done
  (cd "$root" && find . | cpio --quiet -o -H newc | gzip -1) >"$1/initramfs.gz"
}

# Two classes with photos, ready to be printed, in a store that the guest gets a copy of.
make_school() {
  local school=$1/school store=$1/scratch/store
  local calm=3 all=8 number photo i=0
  "$platen" demo --folder "$school/demo" >"$1/demo.log" 2>&1 || { tail "$1/demo.log"; fail "platen demo"; }
  mkdir -p "$school/photos"
  echo '学号,姓名,学院,班级' >"$school/roster.csv"
  while ((i < all)) && read -r photo; do
    i=$((i + 1))
    number=20220100$(printf %02d $i)
    echo "$number,张建国,财经学院,会计220$((i <= calm ? 1 : 2))" >>"$school/roster.csv"
    cp "$photo" "$school/photos/$number.jpg"
  done < <(find "$school/demo/photos" -name '*.jpg' -size +8k | sort)
  ((i == all)) || fail "the demonstration has too few photos"
  {
    "$platen" campaign create --school 11832 --name 某大学 --year 2026 --profile S0 --store "$store"
    "$platen" roster import "$school/roster.csv" --store "$store"
    "$platen" photo import "$school/photos" --store "$store"
  } >"$1/school.log" 2>&1 || { cat "$1/school.log"; fail "the school is not taken in"; }
  printf '%s=%q\n' PLATEN "$platen" MODULES "$folder/kernel" CALM $calm ALL $all >"$1/scratch/settings"
  printf 'CALM_CLASS=会计2201\nexport PLATEN_HOME=%q LSAN_OPTIONS=%q\n' "$PLATEN_HOME" "$LSAN_OPTIONS" \
    >>"$1/scratch/settings"
}

command -v qemu-system-x86_64 >/dev/null || skip "no QEMU (package qemu-system-x86)"
for tool in busybox usbip modprobe depmod cpio /lib/systemd/systemd-udevd; do
  command -v "$tool" >/dev/null || fail "$tool is missing; ./platen test installs it"
done
fetch_kernel
run=$(mktemp -d "$folder/run.XXXXXX")
trap 'rm -rf "$run"' EXIT
mkdir "$run/scratch"
cp "$here/guest.sh" "$run/scratch/"
make_school "$run"
make_initramfs "$run"
timeout 400 qemu-system-x86_64 -accel tcg -smp 1 -m 1024 -nodefaults -no-reboot -display none -serial stdio \
  -kernel "$folder"/kernel/boot/vmlinuz-* -initrd "$run/initramfs.gz" \
  -append 'console=ttyS0 quiet panic=-1' \
  -virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap \
  -virtfs local,path="$run/scratch",mount_tag=scratch,security_model=none \
  </dev/null 2>&1 | tee "$folder/console.log" || fail "QEMU ends with an error, or after 400 s"
grep -q '^kernel: .* PASSED' "$folder/console.log" || fail "see above"
