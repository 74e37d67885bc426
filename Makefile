# make            set up, build, draw the bundled corpus, print its timeline and the ancestors of Medusa
# make test       set up, check the formatting, run all tests, those in a browser if there is one
# make test-page  install a browser and what its tests need, and run the tests of pictures and the page in it
# make test-tools install other programs' readers from PyPI, and read what is exported by them
# make evaluate   measure inference on annotated sentences: mentions found, kinds right, each rule
# make bench      measure how fast names are found, and hold the engine against other libraries, if they are there
# make bench-openalex   time and memory of reading lines of OpenAlex, beside orjson, and of making a network of them
# make bench-pictures   time and memory of pictures of 100 to 10,000 papers, beside dot's
# make fuzz       feed made-up bytes to the readers and to inference, FUZZ_SECONDS each (default 600), one on each core
# make graphs     draw everything under Graphs/ anew
# make install    install under PREFIX (default /usr/local)
# make format     format the sources

PREFIX ?= /usr/local
# The processor to build for: this machine's, or for example CPU=x86-64-v2 for a program that others can run too.
CPU ?= native
DESTDIR ?=

SYSTEM := $(shell uname -s)
ifeq ($(SYSTEM),Linux)
# One file that needs no Swift installation where it runs.
RELEASE := -c release --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker --strip-all
else
RELEASE := -c release
endif
ifneq ($(filter x86_64 amd64,$(shell uname -m)),)
# Swift takes the processor from what it tells Clang; wide vectors make the engine's loops several times faster.
RELEASE += -Xcc -march=$(CPU)
endif
LINEAGE := .build/release/lineage
SOURCES := Package.swift Sources Tests Plugins Benchmarks/Package.swift Benchmarks/Sources \
  Benchmarks/Fuzzing/Package.swift Benchmarks/Fuzzing/Sources

.DELETE_ON_ERROR:
.PHONY: all setup setup-page setup-tools build main-job test test-page test-tools lint format evaluate bench \
  bench-openalex bench-pictures fuzz graphs \
  install uninstall clean

all: main-job

build: setup
	swift build $(RELEASE) --product lineage

main-job: build
	$(LINEAGE) render --output Graphs/llm-2023.svg
	@echo
	$(LINEAGE) timeline
	@echo
	$(LINEAGE) ancestors medusa
	@echo
	@echo "The picture is Graphs/llm-2023.svg."

test: setup lint
	swift build --build-tests
	swift test --skip-build

# Without a browser these tests are skipped; here they must run.
test-page: setup-page
	swift build --build-tests
	LINEAGE_REQUIRE_BROWSER=1 swift test --skip-build --filter '^PageTests\.'

# TOOLS_CORPORA names corpora to export; without it, the bundled one.
test-tools: setup-tools
	swift build --product lineage
	$(TOOLS)/bin/python Tests/ForeignTools/check.py .build/debug/lineage $(TOOLS_CORPORA)

lint: setup
	swift format lint --strict --parallel --recursive $(SOURCES)

format: setup
	swift format --in-place --parallel --recursive $(SOURCES)

evaluate: setup
	swift build --build-tests
	@SHOW_RULES=1 swift test --skip-build --filter EvaluationTests > .build/evaluation.txt 2>&1; status=$$?; \
	grep -E "^(looked at|held out|later|blind|  rule )|recorded an issue" .build/evaluation.txt; exit $$status

# The comparison needs the suite of other libraries in BENCH_SUITE (../shared/bench); without it, it says so and ends.
BENCH_GRAPHS ?= cit-HepPh,syn-1e6,syn-1e7
bench: setup
	swift build $(RELEASE) --package-path Benchmarks
	Benchmarks/.build/release/benchmark-names
	python3 Benchmarks/compare.py --graphs $(BENCH_GRAPHS)

# Makes files of so many megabytes in OPENALEX_FOLDER, plain and packed, and keeps them. Needs orjson of PyPI.
OPENALEX_FOLDER ?= .build/openalex
OPENALEX_MEGABYTES ?= 10 100 1000
PYTHON ?= python3
bench-openalex: setup
	@$(PYTHON) -c "import orjson" || { echo "The comparison needs orjson: $(PYTHON) -m pip install orjson" >&2; exit 1; }
	swift build $(RELEASE) --package-path Benchmarks --product benchmark-openalex
	$(PYTHON) Benchmarks/openalex_lines.py compare Benchmarks/.build/release/benchmark-openalex $(OPENALEX_FOLDER) \
	  $(OPENALEX_MEGABYTES)

# dot gets DOT_SECONDS for each graph; the larger ones take it minutes.
DOT_SECONDS ?= 300
bench-pictures: build
	python3 Benchmarks/pictures.py --lineage $(LINEAGE) --limit $(DOT_SECONDS)

FUZZ_SECONDS ?= 600
# How many fuzzers run at once; each takes its FUZZ_SECONDS and up to a gigabyte.
FUZZ_JOBS ?= $(shell getconf _NPROCESSORS_ONLN)
FUZZING := Benchmarks/Fuzzing
# One program has the targets of all readers of bibliographies, and is told by FUZZ_READER which one to be.
FUZZ_READERS := bibtex ris nbib web-of-science web-of-science-table csl openalex openalex-lines semantic-scholar crossref \
  arxiv pubmed-xml scopus opencitations table pajek graphml gexf gml dot jgf vosviewer ecosystem-graphs corpus-file \
  merging detection
FUZZERS ?= fuzz-reading-list fuzz-mentions fuzz-edge-list fuzz-graph-file $(addprefix fuzz-,$(FUZZ_READERS))

# All Swift code is instrumented, the library too. The compiler's own -sanitize=fuzzer would link a second main function
# into the tool that embeds the corpus, so only its front end is told, and libFuzzer is linked without a main.
fuzz: setup
	@runtime=$$(ls "$$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')"/clang/lib/linux/libclang_rt.fuzzer_no_main-$$(uname -m).a); \
	test -n "$$runtime" && swift build -c release --package-path $(FUZZING) \
	  -Xswiftc -Xfrontend -Xswiftc -sanitize=fuzzer -Xlinker "$$runtime" -Xlinker -lstdc++
	@cd $(FUZZING) && printf '%s\n' $(FUZZERS) | xargs -P $(FUZZ_JOBS) -I{} ./run.sh {} $(FUZZ_SECONDS); \
	status=$$?; for fuzzer in $(FUZZERS); do \
	  echo "$$fuzzer:"; grep -aE "^Done|^stat::(average|peak)|ERROR|Fatal error|Test unit written" .build/$$fuzzer.log; \
	done; exit $$status

# The gallery: every layout and theme of the bundled corpus. Graphs/README.md shows them.
graphs: build
	$(LINEAGE) render --output Graphs/llm-2023.svg
	$(LINEAGE) render --lang zh --output Graphs/llm-2023-zh.svg
	$(LINEAGE) render --date submitted --output Graphs/llm-2023-by-submission.svg
	$(LINEAGE) render --theme dark --output Graphs/llm-2023-dark.svg
	$(LINEAGE) render --theme paper --output Graphs/llm-2023.pdf
	$(LINEAGE) render --theme paper --scale 1 --output Graphs/llm-2023.png
	$(LINEAGE) render --externals column --kinds updates,extends,isDerivedFrom,usesMethodIn \
	  --output Graphs/llm-2023-with-external-works.svg
	$(LINEAGE) render --layout tree --output Graphs/llm-2023-tree.svg
	$(LINEAGE) render --layout radial --output Graphs/llm-2023-radial.svg
	$(LINEAGE) render --layout force --output Graphs/llm-2023-force.svg
	$(LINEAGE) render --layout force --theme dark --externals axis --output Graphs/llm-2023-force-dark.svg
	$(LINEAGE) render --focus llava-1-5 --output Graphs/llava-focus.svg
	$(LINEAGE) render --focus llama --lang zh --output Graphs/llama-focus-zh.svg
	$(LINEAGE) main-path --route key-route --key-routes 10 --output Graphs/llm-2023-main-path.svg
	$(LINEAGE) timeline --output Graphs/timeline-llm-2023.svg
	$(LINEAGE) timeline --lang zh --output Graphs/timeline-llm-2023-zh.svg
	$(LINEAGE) timeline --date submitted --bursts terms --gamma 0.5 --output Graphs/timeline-llm-2023-bursts.svg
	$(LINEAGE) timeline --output Graphs/timeline-llm-2023.html
	$(LINEAGE) ancestors "Code Llama" --output Graphs/code-llama-ancestors.svg
	$(LINEAGE) lineages --output Graphs/llm-2023-lineages.svg
	$(LINEAGE) render --top 10 --externals axis --output Graphs/llm-2023-top-10.svg
	$(LINEAGE) explore --externals axis --output Graphs/llm-2023.html

install: build
	swift build $(RELEASE) --product generate-manual
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/man/man1" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	install -m 755 $(LINEAGE) "$(DESTDIR)$(PREFIX)/bin/lineage"
	.build/release/generate-manual $(LINEAGE) --output-directory "$(DESTDIR)$(PREFIX)/share/man/man1"
	$(LINEAGE) --generate-completion-script bash > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/lineage"
	$(LINEAGE) --generate-completion-script zsh > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_lineage"
	$(LINEAGE) --generate-completion-script fish > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/lineage.fish"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/lineage" "$(DESTDIR)$(PREFIX)/share/man/man1/lineage.1" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/lineage" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_lineage" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/lineage.fish"

clean:
	rm -rf .build Benchmarks/.build Benchmarks/Fuzzing/.build

# What the build and the pictures need: Graphviz and zlib with their headers, pkg-config to find them, libxml2 for
# Foundation, a font for Latin and one for Chinese.
PACKAGES := libgraphviz-dev graphviz pkg-config zlib1g-dev libxml2-dev fontconfig fonts-inter

setup:
	@command -v swift > /dev/null || { \
	  echo "lineage needs Swift 6.2 or newer; see https://www.swift.org/install" >&2; exit 1; }
ifeq ($(SYSTEM),Linux)
	@missing=""; \
	for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2> /dev/null | grep -q "ok installed" || missing="$$missing $$package"; \
	done; \
	if command -v fc-list > /dev/null && [ -n "$$(fc-list :lang=zh-cn 2> /dev/null | head -n 1)" ]; then :; \
	else missing="$$missing fonts-noto-cjk"; fi; \
	if [ -n "$$missing" ]; then \
	  if ! command -v apt-get > /dev/null; then \
	    if pkg-config --exists libgvc 2> /dev/null; then exit 0; fi; \
	    echo "lineage needs the development files of Graphviz and pkg-config. Install them with the package manager" >&2; \
	    echo "of this system (on Debian they are:$$missing), then run make again." >&2; exit 1; \
	  fi; \
	  if [ "$$(id -u)" = 0 ]; then as_root=""; \
	  elif command -v sudo > /dev/null; then as_root="sudo"; \
	  else echo "Installing$$missing needs root: run as root, or install sudo." >&2; exit 1; fi; \
	  echo "Installing$$missing"; \
	  $$as_root apt-get update -q && \
	  DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -q -y --no-install-recommends $$missing; \
	fi
else ifeq ($(SYSTEM),Darwin)
	@command -v brew > /dev/null || { \
	  echo "lineage needs Graphviz; install Homebrew from https://brew.sh, or Graphviz by other means." >&2; exit 1; }
	@for package in graphviz pkg-config; do \
	  brew list --formula $$package > /dev/null 2>&1 || brew install $$package || exit 1; \
	done
else
	@echo "lineage is built on Linux and macOS; for $(SYSTEM), install Swift, Graphviz with its headers and" >&2
	@echo "pkg-config, then run: swift build $(RELEASE)" >&2
	@exit 1
endif

# What the tests in a browser need on top: the browser, fonts other than the one that pictures are measured with, and pip
# to fetch axe-core, which checks accessibility and comes in a package of PyPI.
PAGE_PACKAGES := fonts-dejavu-core fonts-liberation2 python3-pip
AXE := .build/axe/axe.min.js

# A browser must be there in the end. Without axe-core the rest is tested all the same, and it is said.
setup-page: setup
ifeq ($(SYSTEM),Linux)
	@missing=""; \
	for package in $(PAGE_PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2> /dev/null | grep -q "ok installed" || missing="$$missing $$package"; \
	done; \
	browser=""; \
	for name in "$$CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do \
	  [ -n "$$name" ] && command -v "$$name" > /dev/null && browser="$$name" && break; \
	done; \
	[ -n "$$browser" ] || missing="$$missing chromium"; \
	if [ -n "$$missing" ] && command -v apt-get > /dev/null; then \
	  if [ "$$(id -u)" = 0 ]; then as_root=""; else as_root="sudo"; fi; \
	  echo "Installing$$missing"; \
	  { $$as_root apt-get update -q && \
	    DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -q -y --no-install-recommends $$missing; } || \
	    echo "Could not install$$missing." >&2; \
	fi; \
	[ -n "$$browser" ] || command -v chromium > /dev/null || { \
	  echo "The tests of the page need Chromium: install it, or name a browser in CHROMIUM." >&2; exit 1; }
else ifeq ($(SYSTEM),Darwin)
	@[ -n "$$CHROMIUM" ] || [ -d "/Applications/Google Chrome.app" ] || [ -d /Applications/Chromium.app ] || \
	  brew install --cask chromium
endif
	@[ -s $(AXE) ] || $(MAKE) --no-print-directory $(AXE) || \
	  echo "WARNING: axe-core could not be fetched from PyPI: accessibility is NOT checked." >&2

# The version is pinned by its hash; nothing of it becomes part of this project.
$(AXE): Tests/PageTests/axe.txt
	@rm -rf .build/axe && mkdir -p .build/axe
	python3 -m pip download --quiet --no-deps --only-binary :all: --require-hashes -r $< -d .build/axe
	python3 -m zipfile -e .build/axe/*.whl .build/axe
	mv .build/axe/*/axe.min.js $@

# Readers of other programs, in an environment of their own; nothing of them becomes part of this project.
TOOLS := .build/tools
setup-tools: setup
	@[ -f $(TOOLS)/ready ] && cmp -s $(TOOLS)/ready Tests/ForeignTools/requirements.txt || { \
	  rm -rf $(TOOLS) && python3 -m venv $(TOOLS) && \
	  $(TOOLS)/bin/python -m pip install --quiet -r Tests/ForeignTools/requirements.txt && \
	  cp Tests/ForeignTools/requirements.txt $(TOOLS)/ready; }
