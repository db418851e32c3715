#!/bin/sh
# scripts/fuzz.sh SECONDS [TARGET...]: runs each fuzz target (or those named) that long; needs clang++-14. New inputs go to
# build/fuzz/corpus/TARGET, inputs that break something to build/fuzz/findings.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:?usage: scripts/fuzz.sh SECONDS [TARGET...]}
shift
[ -f build/fuzz/build.ninja ] || cmake --preset fuzz >/dev/null
[ $# -gt 0 ] || set -- $(sed -n 's/^dragoman_fuzz(\([a-z_]*\) .*/\1/p' tests/fuzz/CMakeLists.txt)
mkdir -p build/fuzz/findings
failed=
for target in "$@"; do
  cmake --build --preset fuzz --target "${target}_fuzz" >/dev/null
  mkdir -p "build/fuzz/corpus/$target"
  echo "== $target, $seconds s"
  build/fuzz/tests/fuzz/"${target}_fuzz" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="build/fuzz/findings/$target-" "build/fuzz/corpus/$target" "tests/fuzz/corpus/$target" 2>&1 | tail -n 25 >"build/fuzz/$target.log" || true
  if ls "build/fuzz/findings/$target-"* >/dev/null 2>&1; then
    failed="$failed $target"
    cat "build/fuzz/$target.log"
  fi
  grep -h 'number_of_executed_units' "build/fuzz/$target.log" || true
done
[ -z "$failed" ] || { echo "findings in build/fuzz/findings:$failed" >&2; exit 1; }
