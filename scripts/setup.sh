# Sourced by ./run and ./test: installs the Debian packages that are missing, configures, builds. Quick and offline when
# nothing is missing.

missing_packages() {
  # The pattern leaves out comments and blank lines.
  cat "$@" | sed -e 's/#.*//' -e '/^[[:space:]]*$/d' | while read -r package; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || printf '%s ' "$package"
  done
}

# install_packages LIST...
install_packages() {
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  if ! command -v apt-get >/dev/null; then
    echo "These packages are missing, and there is no apt-get to install them: $missing" >&2
    return 1
  fi
  as_root=
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null; then
      as_root=sudo
    else
      echo "These packages are missing: $missing" >&2
      echo "Install them as root (apt-get install $missing), or install sudo, and start again." >&2
      return 1
    fi
  fi
  echo "Installing Debian packages: $missing"
  $as_root apt-get update -qq
  # shellcheck disable=SC2086  # the list is meant to be split
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# What the tests of the desk's page in web/ need: node, npm, a Chromium, the packages of web/package-lock.json. They are no
# condition of the rest: where one cannot be had, those tests skip and say so.
install_web_tools() {
  wanted=
  command -v npm >/dev/null || wanted="nodejs npm"
  command -v chromium >/dev/null || wanted="$wanted chromium"
  if [ -n "$wanted" ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "Installing for the tests of the page: $wanted"
    # shellcheck disable=SC2086  # the list is meant to be split
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null; } ||
      echo "Not installed: $wanted. The tests of the page will skip." >&2
  fi
  if command -v npm >/dev/null && [ ! -d web/node_modules ]; then
    (cd web && timeout 300 npm ci --no-audit --no-fund --loglevel=error >/dev/null) ||
      { rm -rf web/node_modules; echo "npm ci failed in web/. The tests of the page will skip." >&2; }
  fi
}

# configure PRESET DEVELOPER: only when it has not been done; the build does it again by itself where a file of it changed.
configure() {
  if [ -f "build/$1/build.ninja" ] && { [ "$2" = OFF ] || grep -q '^DRAGOMAN_DEVELOPER:BOOL=ON$' "build/$1/CMakeCache.txt"; }; then
    return 0
  fi
  cmake --preset "$1" "-DDRAGOMAN_DEVELOPER=$2" >/dev/null
}

# build PRESET [ARGUMENT...]: one compilation per core, fewer where memory is short (the largest file takes about 1 GB).
build() {
  preset=$1
  shift
  jobs=$(nproc)
  memory=$(awk '/^MemAvailable:/ { print int($2 / 1000000) }' /proc/meminfo 2>/dev/null || echo "$jobs")
  [ "$memory" -ge 1 ] || memory=1
  [ "$jobs" -le "$memory" ] || jobs=$memory
  cmake --build --preset "$preset" --parallel "$jobs" "$@"
}
