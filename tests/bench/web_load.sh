#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The desks under load: 50 clients on mixed pages while a class prints, then one client among 200 that dawdle.
#   web_load.sh PLATEN [SECONDS]      a release program; 30 seconds if not said. Needs wrk and curl.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
platen=$(realpath "$1")
seconds=${2:-30}
export PLATEN_HOME="$here/../.."
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
password='a load of many clients'

"$platen" demo --folder "$work/demo" --quiet >/dev/null 2>&1
"$platen" emulator run --model DS-RX1HS --speed 12 --tray "$work/tray" -- \
  "$platen" serve --store "$work/demo/store" --listen 127.0.0.1:0 --json >"$work/out" 2>"$work/err" &
until [[ -s $work/out ]]; do sleep 0.1; kill -0 $! || { cat "$work/err"; exit 1; }; done
address=$(sed -n 's/.*"address":"\(.*\)\/","setup".*/\1/p' "$work/out")
token=$(sed -n 's/.*token=\(.*\)".*/\1/p' "$work/out")
server=$(pgrep -f "serve --store $work/demo/store" | tail -n 1)
jar=$work/jar
ask() { curl -s -b "$jar" -c "$jar" "$@"; }
ask -o /dev/null --data-urlencode "token=$token" --data-urlencode first=on --data-urlencode name=last \
  --data-urlencode shown=Last --data-urlencode "password=$password" --data-urlencode "again=$password" "$address/setup"
session=$(awk '$6 == "platen_session" {print $7}' "$jar")

# A class of 120 to print meanwhile.
{
  echo '学号,姓名,学院,班级'
  for i in $(seq 1000 1119); do echo "2099$i,张建国,负载学院,负载2201"; done
} >"$work/roster.csv"
mkdir "$work/photos"
photo=$(find "$work/demo/photos" -name '*.jpg' -size +8k | sort | head -n 1)
for i in $(seq 1000 1119); do cp "$photo" "$work/photos/2099$i.jpg"; done
export PLATEN_STORE="$work/demo/store"
"$platen" roster import "$work/roster.csv" --quiet >/dev/null
"$platen" photo import "$work/photos" --quiet >/dev/null
serial=$("$platen" archive find 朱 --json | sed -n 's/.*"serial": *"\([^"]*\)".*/\1/p' | head -n 1)
started=$(curl -s -H "Authorization: Bearer $session" -H 'Content-Type: application/json' \
  -d '{"unit":"负载学院","class":"负载2201"}' "$address/api/v1/print/runs")
echo "run: $started"

cat >"$work/mix.lua" <<LUA
local paths = { "/print", "/print/classes", "/print/runs", "/print/printers", "/print/doubts", "/find?q=%E6%9C%B1", "/sheets/$serial",
  "/sheets/$serial/preview.jpg", "/print/class?unit=%E8%B4%9F%E8%BD%BD%E5%AD%A6%E9%99%A2&class=%E8%B4%9F%E8%BD%BD2201", "/people/20991000", "/intake", "/archive", "/api/v1/print/runs" }
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", paths[n % #paths + 1], { Cookie = "platen_session=$session" })
end
done = function(summary, latency)
  io.write(string.format("requests %d  errors %d  p50 %.1f ms  p99 %.1f ms  max %.1f ms\n", summary.requests,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
LUA
memory() { awk '/VmRSS/ {printf "%d MB", $2 / 1024}' "/proc/$server/status"; }
wrk -t2 -c50 -d5s -s "$work/mix.lua" "$address" | tail -n 1
echo "memory after the first 5 s: $(memory)"
wrk -t2 -c50 -d"${seconds}s" -s "$work/mix.lua" "$address" | tail -n 1
echo "memory after $seconds s more: $(memory)"
echo "sheets printed meanwhile: $(find "$work/tray" -name '*.png' | wc -l)"

port=${address##*:}
for i in $(seq 200); do
  exec {fd}<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET / HTTP/1.1\r\nHo' >&"$fd"
done
for i in 1 2 3; do
  curl -s -o /dev/null -b "platen_session=$session" -w 'one among 200 that dawdle: %{time_total} s, status %{http_code}\n' "$address/print"
done
