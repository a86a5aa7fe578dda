# Sourced by the scripts beside it. install_packages GROUP... installs missing packages of tools/packages.txt;
# install_node_modules those of tests/web/package-lock.json.

install_packages() {
  local groups=" $* " missing=() name group here
  here=$(dirname "${BASH_SOURCE[0]}")
  while read -r name group; do
    case "$name" in ''|\#*) continue ;; esac
    [[ $groups == *" $group "* ]] || continue
    if ! command -v dpkg-query >/dev/null || ! dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed'; then
      missing+=("$name")
    fi
  done <"$here/packages.txt"
  [ ${#missing[@]} -eq 0 ] && return 0
  if ! command -v apt-get >/dev/null || ! grep -q '^VERSION_ID="12"' /etc/os-release; then
    # Package names differ on other systems; cmake reports what is really missing.
    echo "This is not Debian 12. Please install your system's equivalents of these Debian packages:" >&2
    printf '  %s\n' "${missing[@]}" >&2
    return 0
  fi
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "Please install as root: apt-get install ${missing[*]}" >&2
      return 1
    fi
    root=(sudo)
  fi
  echo "Installing: ${missing[*]}"
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Node and npm from elsewhere will do: Debian's are installed only if there are none.
install_node_modules() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then install_packages node; fi
  local folder
  folder=$(dirname "${BASH_SOURCE[0]}")/../tests/web
  # npm writes this file last, so it is newer exactly if the modules are complete and up to date.
  [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] && return 0
  echo "Installing: the Node modules of tests/web"
  npm --prefix "$folder" ci --ignore-scripts --no-audit --no-fund --silent
}
