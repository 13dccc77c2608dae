# Shared by the scripts in this folder; sourced, never run.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
JOBS=$(nproc 2>/dev/null || echo 2)

say() { printf '\n== %s\n' "$*"; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Nothing is preprocessed twice where the cache does not have it: a fifth of a build from nothing.
export CCACHE_DEPEND=${CCACHE_DEPEND:-1}

has() { command -v "$1" >/dev/null 2>&1; }

# configure <preset> [cmake options]: fresh or again, in build/<preset>.
configure() {
  local preset=$1
  shift
  local options=()
  has ninja || options+=(-G "Unix Makefiles")
  if has ccache; then
    options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  else
    options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=)
  fi
  (cd "$ROOT" && cmake --preset "$preset" "${options[@]}" "$@")
}

# build <preset> [targets]: everything if no target is named.
build() {
  local preset=$1
  shift
  local targets=()
  [ $# -eq 0 ] || targets=(--target "$@")
  cmake --build "$ROOT/build/$preset" --parallel "$JOBS" "${targets[@]}"
}

# run_tests <preset> [ctest options]: fails if a test fails, or if there is none.
run_tests() {
  local preset=$1
  shift
  ctest --test-dir "$ROOT/build/$preset" --parallel "$JOBS" --output-on-failure --no-tests=error "$@"
}
