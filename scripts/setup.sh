# Sourced by ./run and ./test: installs the Debian packages that are missing. Quick and offline when none is.

missing_packages() {
  # The pattern leaves out comments and blank lines.
  sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$1" | while read -r package; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || printf '%s ' "$package"
  done
}

install_packages() {
  missing=$(missing_packages "$1")
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
