#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs in the virtual machine of run.sh, twice: as the first process, from the initramfs (busybox), and then inside the
# host's own files, where it is the test. Its last line says how it went.
set -u

as_init() {
  mount -t devtmpfs dev /dev
  mount -t proc proc /proc
  mount -t sysfs sys /sys
  while read -r module; do
    insmod "/modules/$module" || echo "kernel: $module does not load"
  done </modules/order
  local options=trans=virtio,version=9p2000.L,msize=512000
  mount -t 9p -o "ro,cache=loose,$options" host /host || finish
  mount -t 9p -o "$options" scratch /host/mnt || finish
  local folder
  for folder in tmp run; do mount -t tmpfs tmpfs "/host/$folder"; done
  for folder in dev proc sys; do mount --move "/$folder" "/host/$folder"; done
  ip link set lo up
  chroot /host /bin/sh /mnt/guest.sh test
  finish
}

finish() {
  sync
  poweroff -f # the busybox one: nothing else is running that would have to be asked
}

now() { cut -d' ' -f1 /proc/uptime; }
say() { echo "kernel: $(now) s  $*"; }

fail() {
  say "FAILED: $*"
  tail -n 20 /tmp/*.out /tmp/*.err 2>/dev/null
  dmesg | grep -iE 'usb|vhci' | tail -n 30
  exit 1
}

# A number that stands under a key in JSON.
number() { sed -n "s/.*\"$2\": *\([0-9][0-9]*\).*/\1/p" "$1" | head -n 1; }

sheets_out() { find /tmp/tray -name '*.png' | wc -l; }

usblp_has_it() { ls /sys/bus/usb/drivers/usblp 2>/dev/null | grep -q '^[0-9].*:'; }

# wait_for <seconds> <command…>
wait_for() {
  local tenths=$(($1 * 10))
  shift
  until "$@"; do
    tenths=$((tenths - 1))
    [ "$tenths" -gt 0 ] || return 1
    sleep 0.1
  done
}

attach() {
  usbip attach -r 127.0.0.1 -b 1-1 || fail "usbip does not attach"
  wait_for 20 usblp_has_it || fail "usblp did not take the printer"
}

test_printing() {
  export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp PLATEN_STORE=/tmp/store
  . /mnt/settings # PLATEN, PLATEN_HOME, MODULES, CALM, CALM_CLASS, ALL
  say "up: Linux $(uname -r)"
  cp -r /mnt/store /tmp/store || fail "no store"
  local module
  for module in usblp vhci-hcd; do modprobe -d "$MODULES" "$module" || fail "no module $module"; done
  /lib/systemd/systemd-udevd --daemon || fail "no udevd"

  "$PLATEN" emulator serve --model DS-RX1HS --tray /tmp/tray --speed 20 >/tmp/serve.out 2>/tmp/serve.err &
  server=$!
  wait_for 30 grep -q attach /tmp/serve.out || fail "the emulator does not serve"
  attach
  say "attached; usblp has it"

  "$PLATEN" printer list >/tmp/list.out 2>/tmp/list.err || fail "printer list"
  grep -q 'usb://DNP/DS-RX1HS?serial=EM' /tmp/list.out || fail "printer list does not find it"

  "$PLATEN" sheet print --class "$CALM_CLASS" --printer usb: --json >/tmp/calm.out 2>/tmp/calm.err ||
    fail "printing one class: status $?"
  [ "$(number /tmp/calm.out printed)" = "$CALM" ] || fail "the class is not printed"
  [ "$(sheets_out)" = "$CALM" ] || fail "$(sheets_out) sheets in the tray, not $CALM"
  say "$CALM sheets printed"

  "$PLATEN" sheet print --all --printer usb: --json >/tmp/all.out 2>/tmp/all.err &
  printing=$!
  more_out() { [ "$(sheets_out)" -gt "$CALM" ]; }
  wait_for 60 more_out || fail "the second run prints nothing"
  usblp_has_it && fail "usblp still has the printer while it prints"
  usbip detach -p 00 >/dev/null 2>&1 || fail "usbip does not detach"
  local before; before=$(sheets_out)
  [ "$before" -lt "$ALL" ] || fail "unplugged too late: all sheets were out"
  kill -0 "$printing" || fail "the run was over before the unplugging"
  say "unplugged, $before sheets out of $ALL"
  sleep 2
  kill -0 "$printing" || fail "the run gave up when the printer went"
  attach_again() { usbip attach -r 127.0.0.1 -b 1-1 2>/tmp/attach.err; }
  wait_for 20 attach_again || fail "usbip does not attach again"
  say "plugged in again"
  local status=0
  wait "$printing" || status=$?
  [ "$status" = 0 ] || fail "the second run: status $status"
  [ "$(number /tmp/all.out printed)" = $((ALL - CALM)) ] || fail "not all are printed"
  [ "$(number /tmp/all.out uncertain)" = 0 ] || fail "some are uncertain"
  [ "$(number /tmp/all.out already)" = "$CALM" ] || fail "the first ones were not known as printed"
  [ "$(sheets_out)" = "$ALL" ] || fail "$(sheets_out) sheets in the tray for $ALL people"
  [ "$(grep -c '"printed"' /tmp/tray/events.jsonl)" = "$ALL" ] || fail "the printer's own account differs"
  [ "$(wc -l </tmp/tray/events.jsonl)" = "$ALL" ] || fail "a sheet was spoiled or dropped"
  say "$ALL sheets for $ALL people"

  "$PLATEN" printer status usb: --json >/tmp/status.out 2>/tmp/status.err || fail "printer status"
  [ "$(number /tmp/status.out life)" = "$ALL" ] || fail "the printer has counted something else"
  "$PLATEN" ledger verify >/tmp/verify.out 2>/tmp/verify.err || fail "the ledger does not hold"
  usbip detach -p 00 >/dev/null 2>&1
  kill "$server"
  wait "$server"
  grep -h 'Sanitizer\|runtime error' /tmp/*.err && fail "a sanitizer speaks"
  say "PASSED"
}

if [ "${1:-}" = test ]; then
  test_printing
else
  as_init
fi
