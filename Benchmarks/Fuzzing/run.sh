#!/bin/sh
# Runs one fuzzer: run.sh NAME SECONDS. What it says goes to .build/NAME.log, inputs that fail to .build/artifacts/NAME.
# FUZZ_EXAMPLES may name a folder of real files, in a folder for each fuzzer, to start from beside the seeds.
fuzzer=$1
program=.build/release/$fuzzer
[ -x "$program" ] || program=.build/release/fuzz-readers
examples=
[ -d "$FUZZ_EXAMPLES/$fuzzer" ] && examples=$FUZZ_EXAMPLES/$fuzzer
mkdir -p ".build/corpus/$fuzzer" ".build/artifacts/$fuzzer"
# Swift's own report of a crash would keep libFuzzer from writing the input down.
export SWIFT_BACKTRACE=enable=no FUZZ_READER="${fuzzer#fuzz-}"
"$program" -max_total_time="$2" -timeout=10 -rss_limit_mb=1024 -max_len=4096 -len_control=0 -print_final_stats=1 \
  -dict="Dictionaries/$fuzzer.dict" -artifact_prefix=".build/artifacts/$fuzzer/" \
  ".build/corpus/$fuzzer" "Seeds/$fuzzer" $examples > ".build/$fuzzer.log" 2>&1 || exit 1
