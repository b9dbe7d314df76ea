# Văn Khố. `make help` lists what there is to make.

CONTENT ?= content
SITE ?= site
OUT ?= .build/export
PACK = $(if $(filter %.zip,$(OUT)),$(OUT),.build/van-kho.zip)
# Read by the shell as it stands, whatever characters are in it.
export DEST ?=
PORT ?= 8000
PYTHON ?= python3
ARGS ?=
DOCUMENTS ?= 7000
# OFFLINE=1 installs from the folder that `make wheelhouse` filled on a machine with a network, and asks nobody.
OFFLINE ?=
WHEELHOUSE ?= wheelhouse
ADVISORIES ?=
# Tests of one file stay together, as they share what they build; the browser's, the longest, come first. Two fifths of
# their time is spent waiting for other programs: one process more than there are cores uses it.
WORKERS = $(shell expr $$(getconf _NPROCESSORS_ONLN || echo 1) + 1)
PARALLEL ?= --numprocesses $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder
export CHROMIUM ?=

# Paths are relative to this folder: a checkout whose own path has blanks works too.
PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes$(if $(OFFLINE), --no-index -f "$(WHEELHOUSE)")
# Puts the command `vankho` beside Python, made by the pinned hatchling: no network, no second environment.
COMMAND := $(PY) -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation
SHARED := ../shared
# What a build folder holds that the next build makes again; all else must outlive it.
REMADE := docs html html.stamp cache spare
TSC := .build/js/node_modules/.bin/tsc
PAGEFIND := .build/npm/node_modules/.bin/pagefind
BROWSERS := chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable

.DEFAULT_GOAL := site
.DELETE_ON_ERROR:
.PHONY: site serve publish pack check export test ways scripts test-office quick mutants wheel format bench bench-accuracy bench-build bench-parse bench-search scale shots campaign looks faults reproduce wheelhouse offline-check audit golden clean help browser pagefind tesseract faketime office publishing fuzz report remeasured distclean nginx marks

site: .venv/ready ## Dựng cổng tra cứu từ thư mục CONTENT vào thư mục SITE
	@$(PY) -m generator build --content "$(CONTENT)" --site "$(SITE)"

serve: .venv/ready ## Mở cổng tại máy này (cổng mạng PORT), dựng lại và hiện ngay mỗi khi CONTENT đổi (Ctrl+C để dừng)
	@$(PY) -m generator serve --content "$(CONTENT)" --site "$(SITE)" --port "$(PORT)"

publish: .venv/ready ## Đưa trang ở SITE tới DEST (thư mục, hoặc người-dùng@máy:đường-dẫn); ARGS="--list", "--rollback" …
	@$(PY) -m generator publish --site "$(SITE)" --to "$$DEST" $(ARGS)

pack: .venv/ready ## Gói trang ở SITE thành tệp ZIP OUT, giải nén là mở được từ ổ USB
	@$(PY) -m generator pack --site "$(SITE)" --out "$(PACK)"

check: .venv/ready ## Kiểm tra văn bản và danh bạ, liệt kê chỗ sai theo tệp:dòng
	@$(PY) -m generator check --content "$(CONTENT)" --build-dir "$$(dirname "$(SITE)")/.build/$$(basename "$(SITE)")"

export: .venv/ready ## Xuất dữ liệu mở (năm tệp JSON Lines) của CONTENT vào thư mục OUT
	@$(PY) -m generator export --content "$(CONTENT)" --out "$(OUT)" --build-dir "$$(dirname "$(SITE)")/.build/$$(basename "$(SITE)")"

test: .venv/ready-dev browser tesseract publishing nginx scripts ## Cài những gì cần để kiểm thử (cả trình duyệt), rồi chạy mọi kiểm thử
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m tests.house.format_data --check
	@$(PY) -m mypy
	@$(PY) -m pytest $(PARALLEL) --durations=10 $(ARGS)

ways: .venv/ready-dev browser ## Mười cách tìm của người đọc, thử trên kho mẫu và 600 văn bản dựng ra (PAPERS=n)
	@READER_DOCUMENTS=$(or $(PAPERS),600) $(PY) -m pytest tests/browser/test_reader.py $(ARGS)

quick: .venv/ready-dev ## Phần kiểm thử nhanh (không trình duyệt, không nhận dạng chữ), chạy trong lúc viết
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@$(PY) -m pytest -q $(PARALLEL) tests/text tests/vocab tests/curation tests/link tests/derive tests/disclosure tests/parse/test_parse.py

mutants: .venv/ready-dev ## Cài từng lỗi nhỏ vào chương trình xem phép thử có nhận ra không (lâu; COUNT=40 thử một số)
	@$(PY) -m tests.mutants $(if $(COUNT),--count $(COUNT)) $(ARGS)

scripts: .venv/ready-dev ## Kiểm tra các tập lệnh của cổng: kiểu (tsc), rồi phép thử của phần tìm kiếm (node)
	@if ! command -v npm >/dev/null && [ "$$CI" = true ]; then \
	  ( $(call install,command -v npm >/dev/null,nodejs npm,Thiếu node và npm: không kiểm tra được các tập lệnh trong site_templates/assets.) ) \
	  || exit 2; \
	fi; \
	if [ -n "$(OFFLINE)" ] && [ ! -f .build/js/ready ]; then \
	  echo "Bỏ qua kiểm tra tập lệnh (site_templates/assets): công cụ của npm chưa có, mà OFFLINE=1 không tải gì."; \
	elif command -v npm >/dev/null; then $(MAKE) --no-print-directory .build/js/checked; \
	else echo "Bỏ qua kiểm tra tập lệnh (site_templates/assets): máy này không có node và npm."; fi

test-office: .venv/ready-dev office ## Cài LibreOffice rồi chạy kiểm thử tệp Word cũ (DOC, RTF)
	@$(PY) -m pytest tests/ingest/test_office.py tests/ingest/test_real_files.py $(ARGS)

wheel: .venv/ready ## Đóng gói thành một tệp .whl trong .build/wheel, để cài ở nơi khác
	@$(PY) -m hatchling build -t wheel -d .build/wheel

format: .venv/ready-dev ## Trình bày lại mã nguồn và các bảng generator/data theo mẫu chung
	@$(PY) -m ruff format .
	@$(PY) -m tests.house.format_data

bench: .venv/ready ## Chấm độ chính xác trên văn bản thật có lời giải trong ../shared; thấp hơn sàn thì lỗi
	@if [ ! -f "$(SHARED)/eval/score.py" ]; then \
	  echo "Không có $(SHARED)/eval/score.py: không có gì để chấm."; \
	else \
	  rm -rf .build/bench && mkdir -p .build/bench/real/documents && \
	  for gold in "$(SHARED)"/gold-real/[0-9]*.yml; do \
	    cp "$(SHARED)"/corpus/real/"$$(basename "$$gold" .yml)"_* .build/bench/real/documents/ || exit 1; done && \
	  $(PY) -m generator export --content "$(SHARED)/corpus/seeds" --out .build/bench/data && \
	  $(PY) "$(SHARED)/eval/score.py" --gold "$(SHARED)/gold" --export .build/bench/data --min tests/bench/floor.json && \
	  $(PY) -m generator export --content .build/bench/real --out .build/bench/data-real && \
	  $(PY) "$(SHARED)/eval/score.py" --gold "$(SHARED)/gold-real" --export .build/bench/data-real --min tests/bench/floor_real.json; \
	fi

bench-accuracy: .venv/ready-dev ## Chấm độ chính xác trên văn bản mẫu của dự án (và ../shared nếu có); thấp hơn sàn thì lỗi
	@$(PY) -m tests.bench.accuracy
	@$(PY) -m tests.bench.claims

bench-build: .venv/ready-dev ## Đo thời gian, bộ nhớ khi dựng (lần đầu, không đổi, sửa, thêm) cạnh MkDocs, Zensical, Hugo trên cùng các trang (lâu; ARGS="--documents 500 --runs 3 --only ours,mkdocs"; ARGS="--growth 1000,10000")
	@$(PY) -m tests.bench.build $(ARGS)

bench-parse: .venv/ready-dev ## Đo tốc độ phân tích, từng bước (ARGS="--against THƯ-MỤC": so với bản mã nguồn ở đó)
	@$(PY) -m tests.bench.speed $(ARGS)

shots: site .venv/ready-dev browser ## Chụp mọi loại trang (360, 768, 1440, 1920 px; sáng, tối; bản in) vào .build/shots, đo lúc hiện và độ xê dịch
	@$(PY) -m tests.bench.shots "$(SITE)" .build/shots

bench-search: .venv/ready-dev browser pagefind ## Đo ô tìm kiếm bên cạnh ô của giao diện và Pagefind, trên cùng các trang (lâu: DOCUMENTS=7000)
	@PAGEFIND=$(PAGEFIND) $(PY) -m tests.bench.search --documents $(DOCUMENTS) $(ARGS)

scale: .venv/ready-dev ## Dựng kho thử 2.000 văn bản và kiểm tra dung lượng từng trang
	@SCALE_DOCUMENTS=2000 SCALE_MENTIONS=5000 $(PY) -m pytest -q tests/laws/test_scale.py

looks: .venv/ready-dev browser ## Xem trong trình duyệt mọi loại trang của cả hai kho, bằng mọi cách mở; make test chỉ xem mỗi thứ một lượt (lâu)
	@LOOKS=all $(PY) -m pytest -q $(PARALLEL) tests/browser $(ARGS)

campaign: .venv/ready-dev ## Thử sức lâu hơn: 2.000 văn bản bị làm hỏng, 100 KB chữ ác ý cho từng mẫu, 4.000 trang viết tay, 60 lần sửa kho, mọi tệp thật
	@MUTATIONS=2000 HOSTILE_SIZE=50000 PAGE_EXAMPLES=4000 EDITS=60 REAL_FILES=all $(PY) -m pytest -q \
	  tests/laws/test_robust.py tests/laws/test_attacks.py tests/laws/test_increments.py tests/ingest/test_real_files.py

marks: .venv/ready-dev browser tesseract office ## Thử cửa chặn dấu mật trên cả bảng: mọi dấu, mọi dạng tệp, mọi chỗ (lâu)
	@MARKS=all $(PY) -m pytest -q -s tests/laws/test_marks.py tests/ingest/pages/test_stamps.py

faults: .venv/ready-dev ## Gây hơn 300 sự cố khi dựng (ngắt, đầy ổ, mất quyền, tệp hỏng …), kể trang còn nguyên không (lâu; COUNT=30)
	@$(PY) -m tests.faults $(if $(COUNT),--count $(COUNT)) $(ARGS)
	@KILLS=$(if $(COUNT),$(COUNT),100) $(PY) -m pytest -q -s tests/publish/test_whole.py tests/releases/test_kills.py -k 'no_reader or kills'

fuzz: .venv/ready-dev ## Cho đọc hàng vạn tệp, văn bản, cấu hình bất thường: không lỗi nào thoát ra (lâu; COUNT=500)
	@$(PY) -m tests.fuzz $(if $(COUNT),--count $(COUNT)) $(ARGS)

report: .venv/ready-dev ## Đo lại mọi phép thử thách rồi viết một báo cáo (.build/report/report.md); chỉ gom số đã có: GATHER=1
	@$(if $(GATHER),,$(MAKE) --no-print-directory --keep-going remeasured || true)
	@$(PY) -m tests.report

# Figures of an earlier run are no figures of this one. Whatever fails is missing in the report, which says so.
remeasured: .venv/ready-dev
	@rm -rf .build/report
	-@$(MAKE) --no-print-directory faults
	-@$(MAKE) --no-print-directory fuzz
	-@$(PY) -m pytest -q $$(grep -rlE 'support(\.figures import tell| import figures)' tests --include='test_*.py' | \
	  grep -vE 'tests/(report|publish/test_whole)')

reproduce: .venv/ready-dev tesseract faketime ## Dựng kho mẫu trên nhiều «máy» khác nhau (đường dẫn, múi giờ, bảng mã, đồng hồ …) và so từng byte
	@REPRODUCE=1 $(PY) -m pytest -q -s tests/reproduce/test_reproducible.py

wheelhouse: .venv/ready ## Tải mọi thư viện đã ghim vào thư mục WHEELHOUSE, để cài ở máy không có mạng (DEV=1: cả công cụ kiểm thử)
	@mkdir -p "$(WHEELHOUSE)"
	@$(PY) -m pip download --quiet --disable-pip-version-check --require-hashes --only-binary :all: -d "$(WHEELHOUSE)" \
	  $(ARGS) -r requirements.txt $(if $(DEV),-r requirements-dev.txt)
	@cd "$(WHEELHOUSE)" && sha256sum -- *.whl > SHA256SUMS
	@echo "Xong: chép $(WHEELHOUSE) cùng thư mục này sang máy không có mạng rồi chạy make OFFLINE=1."

offline-check: .venv/ready-dev ## Cài và dựng từ đầu trong một không gian mạng không có đường ra, so từng byte với bản dựng có mạng
	@OFFLINE_CHECK=1 $(PY) -m pytest -q -s tests/reproduce/test_offline.py

audit: .venv/ready$(if $(DEV),-dev) ## Kiểm giấy phép và lỗ hổng đã công bố của thư viện, ghi SBOM vào .build/audit (ADVISORIES=tệp OSV)
	@$(PY) -m tests.audit $(if $(ADVISORIES),--advisories "$(ADVISORIES)") $(if $(OFFLINE),--offline) \
	  $(if $(DEV),--requirements requirements-dev.txt) $(ARGS)

golden: .venv/ready-dev ## Viết lại các trang mẫu trong tests/golden_site (đọc kỹ phần khác trước khi lưu)
	@GOLDEN_UPDATE=1 $(PY) -m pytest -q tests/pages/test_golden.py || true
	@git --no-pager diff --stat -- tests/golden_site

clean: ## Xóa những gì dựng lại được (giữ lại .venv và những gì phải còn mãi: địa chỉ trang, danh sách đã đăng)
	@for each in .build/* .build/.[!.]*; do \
	  if [ -f "$$each/.vankho-lock" ]; then (cd "$$each" && rm -rf $(REMADE)); else rm -rf "$$each"; fi; \
	done
	@rm -rf site .mypy_cache .ruff_cache .pytest_cache .hypothesis

distclean: clean ## Xóa tất cả, cả những gì phải còn mãi và .venv: địa chỉ một số trang có thể thay đổi
	@rm -rf .build .venv

help: ## In danh sách này
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

# The stamps are newer than what they were made from: with nothing changed, nothing is installed.
.venv/ready: requirements.txt pyproject.toml
	@[ -z "$(OFFLINE)" ] || ls "$(WHEELHOUSE)"/*.whl >/dev/null 2>&1 || { \
	  echo "OFFLINE=1 cần các gói .whl trong thư mục $(WHEELHOUSE), mà ở đó không có gói nào."; \
	  echo "Ở máy có mạng: make wheelhouse; rồi chép thư mục ấy về đây (hoặc chỉ rõ: WHEELHOUSE=/đường/dẫn)."; exit 2; } >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Cần Python 3.11 trở lên; '$(PYTHON)' không có hoặc cũ hơn ($$($(PYTHON) --version 2>&1))."; \
	  echo "Cài Python mới hơn, hoặc chỉ rõ: make PYTHON=/đường/dẫn/python3.12"; exit 2; } >&2
	@$(PY) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  $(PYTHON) -m venv --clear .venv || { \
	  echo "Không tạo được môi trường .venv. Trên Debian, Ubuntu: cài gói python3-venv rồi chạy lại."; exit 2; } >&2
	@echo "Cài thư viện và lệnh vankho vào .venv (chỉ lần đầu và khi $^ đổi) …"
	@$(PIP) -r $<
	@$(COMMAND) -e .
	@touch $@

.venv/ready-dev: requirements-dev.txt .venv/ready
	@echo "Cài công cụ kiểm thử vào .venv (chỉ lần đầu và khi $< đổi) …"
	@$(PIP) -r $<
	@$(PY) -m compileall -q generator tests  # else each of a thousand commands compiles anew where no bytecode may be written
	@touch $@

.build/js/ready: tests/js/package.json tests/js/package-lock.json
	@mkdir -p $(@D) && cp $^ $(@D)
	@npm ci --silent --ignore-scripts --no-fund --no-audit --prefix $(@D) || { \
	  echo "Không cài được công cụ kiểm tra tập lệnh (npm ci, theo tests/js/package-lock.json)." >&2; exit 2; }
	@touch $@

# Ranking is tried on an index of a few pages, made anew each time.
.PHONY: .build/js/checked
.build/js/checked: .build/js/ready
	@$(TSC) -p tests/js && $(TSC) -p tests/js/tsconfig.tests.json
	@rm -rf .build/js/index && $(PY) -m tests.support.ranked .build/js/index
	@INDEX=.build/js/index node --test --test-reporter=dot tests/js/*.test.mjs

# Programs of the system that tests need. $(call install,how to tell that it is there,packages,what to say)
define install
	$(1) && exit 0; \
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then as_root=""; \
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then as_root="sudo -n"; \
	else as_root="none"; fi; \
	if [ "$$as_root" != none ]; then \
	  echo "Cài $(2) bằng apt-get …"; \
	  $$as_root apt-get update -qq; \
	  $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(2) \
	    && $(1) && exit 0; \
	fi; \
	{ echo "$(3)"; echo "Cài $(2) bằng trình quản lý gói của hệ thống."; exit 2; } >&2
endef

# Tests drive the browser of the system; CHROMIUM=/path names one that is not on the PATH. The shell is the same engine
# without windows of its own, for which the whole browser works as long as for the pages: it comes where nobody minds.
browser:
	@[ -z "$(CHROMIUM)" ] || exit 0; \
	[ "$$CI" != true ] || \
	( $(call install,command -v chromium-headless-shell >/dev/null,chromium-headless-shell,Không có chromium-headless-shell: kiểm thử dùng cả trình duyệt Chromium và lâu hơn.) ) || true; \
	for name in $(BROWSERS); do command -v $$name >/dev/null && exit 0; done; \
	$(call install,command -v chromium >/dev/null,chromium,Kiểm thử cần trình duyệt Chromium hoặc Chrome (hoặc chỉ rõ: make test CHROMIUM=/đường/dẫn/chromium).)

# Pagefind comes as an npm package that brings its program; without npm it is left out of the comparison.
pagefind:
	@[ -x $(PAGEFIND) ] || ! command -v npm >/dev/null || \
	  npm install --silent --no-fund --no-audit --prefix .build/npm pagefind@1.6.0

tesseract:
	@$(call install,tesseract --list-langs 2>/dev/null | grep -qx vie,tesseract-ocr tesseract-ocr-vie,Kiểm thử cần chương trình nhận dạng chữ tesseract với tiếng Việt.)

# Publishing over ssh is tried with an sshd of the test's own. The package starts one of the system's: only where nobody minds.
publishing:
	@[ "$$CI" != true ] || \
	( $(call install,command -v rsync >/dev/null && [ -x /usr/sbin/sshd ],rsync openssh-client openssh-server,Thiếu rsync hoặc sshd: không thử được việc phát hành qua ssh.) )

# Without it the tests skip what another day of the clock would change.
faketime:
	@( $(call install,command -v faketime >/dev/null,faketime,Chưa có faketime: không thử được đồng hồ của ngày khác.) ) || true

# Where it cannot be installed, its tests are skipped and say so.
nginx:
	@( $(call install,command -v nginx >/dev/null || [ -x /usr/sbin/nginx ],nginx-light,Không có nginx: bỏ qua phép thử cấu hình máy chủ trong deploy/.) ) || true

office:
	@$(call install,command -v soffice >/dev/null,libreoffice-writer-nogui,Kiểm thử tệp Word cũ cần LibreOffice.)
