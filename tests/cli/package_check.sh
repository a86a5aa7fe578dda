#!/usr/bin/env bash
# package_check.sh BUILD: makes the Debian packages of a build, installs sonoset and sonoset-serve in a bare Debian 12, and uses
# them there as a user. Needs root and debootstrap; takes packages from where apt takes them.
set -euo pipefail

build=$(cd "$1" && pwd)
work=$(mktemp -d /tmp/sonoset-packages-XXXXXX)
root=$work/root

clean() {
  local code=$?
  mountpoint -q "$root/proc" && umount "$root/proc"
  [ $code -ne 0 ] && [ -n "${KEEP:-}" ] && { echo "kept $work"; exit $code; }
  rm -rf --one-file-system "$work"
  exit $code
}
trap clean EXIT

[ "$(id -u)" -eq 0 ] || { echo "package_check.sh must be run by root" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "install debootstrap" >&2; exit 2; }

echo "== packages"
(cd "$work" && cpack -G DEB --config "$build/CPackConfig.cmake" -B "$work/out" >"$work/cpack.log" 2>&1) || { cat "$work/cpack.log"; exit 1; }
ls -l "$work"/out/*.deb
for package in "$work"/out/*.deb; do
  dpkg-deb --field "$package"
  if dpkg-deb --fsys-tarfile "$package" | grep -aq "$build"; then echo "$package names the folder of the build" >&2; exit 1; fi
done
libraries_of() { dpkg-deb --field "$1" Depends | tr ',' '\n' | sed 's/^ *//; s/ .*//'; }
for package in "$work"/out/*.deb; do
  case $package in */sonoset-serve_*) continue ;; esac
  if libraries_of "$package" | grep -E 'libmicrohttpd|libsodium'; then echo "$package needs them" >&2; exit 1; fi
done
mkdir "$work/sonoset" && dpkg-deb -x "$work"/out/sonoset_*.deb "$work/sonoset"
for program in sonoset sonoset-worker; do
  if readelf -d "$work/sonoset/usr/bin/$program" | grep -E 'microhttpd|sodium'; then echo "$program needs them" >&2; exit 1; fi
done
serve=$(ls "$work"/out/sonoset-serve_*.deb 2>/dev/null || true)
if [ -n "$serve" ]; then
  dpkg-deb --fsys-tarfile "$serve" | tar -t >"$work/serve-files"
  for file in usr/bin/sonoset-serve usr/lib/systemd/system/sonoset-serve@.service usr/lib/sysusers.d/sonoset-serve.conf \
    usr/share/doc/sonoset-serve/examples/nginx.conf usr/share/doc/sonoset-serve/README.md; do
    grep -qx "./$file" "$work/serve-files" || { echo "$serve has no $file" >&2; exit 1; }
  done
  libraries_of "$serve" | grep -q libmicrohttpd && libraries_of "$serve" | grep -q libsodium
fi
if command -v lintian >/dev/null; then lintian --allow-root --fail-on error "$work"/out/*.deb; else echo "no lintian here"; fi

echo "== a bare Debian 12"
mirror=$(apt-get indextargets --format '$(CODENAME) $(SITE)' 'Created-By: Packages' | sed -n 's/^bookworm //p' | head -1)
debootstrap --variant=minbase --include=bash-completion,man-db bookworm "$root" "$mirror" >"$work/debootstrap.log" 2>&1 ||
  { tail -20 "$work/debootstrap.log"; exit 1; }
# As apt is set up here.
for place in sources.list.d apt.conf.d preferences.d trusted.gpg.d keyrings; do
  if [ -d "/etc/apt/$place" ]; then mkdir -p "$root/etc/apt/$place" && cp -a "/etc/apt/$place/." "$root/etc/apt/$place/"; fi
done
rm -f "$root/etc/apt/apt.conf.d/20packagekit" "$root/etc/apt/apt.conf.d/70debconf"
rm -f "$root/etc/apt/sources.list"
mount -t proc proc "$root/proc"
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
as_user() { chroot --userspec=somebody "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/home/somebody LANG=C.UTF-8 bash -c "cd ~ && $1"; }

echo "== apt install"
mkdir "$root/packages"
cp "$work"/out/sonoset_*.deb "$root/packages/"
inside apt-get update -qq
inside bash -c 'apt-get install -y -qq --no-install-recommends /packages/sonoset_*.deb' >"$work/install.log" 2>&1 || { tail -20 "$work/install.log"; exit 1; }
inside dpkg-query -W sonoset libcurl4 libarchive13

echo "== as a user"
inside useradd --create-home somebody
as_user 'sonoset --version --verbose'
as_user 'sonoset demo demo >demo.log 2>&1 || { cat demo.log; exit 1; }; test -s demo/training/frames.csv'
as_user 'man -w sonoset sonoset-import sonoset-worker && man sonoset-import | head -5'
as_user '. /usr/share/bash-completion/bash_completion; _completion_loader sonoset; complete -p sonoset
  COMP_WORDS=(sonoset im) COMP_CWORD=1; _sonoset; test "${COMPREPLY[*]}" = import && echo "sonoset im -> import"'
if [ -n "$serve" ]; then
  echo "== the web service"
  as_user 'if sonoset -C demo/lungs serve 2>no-serve.log; then exit 1; fi; cat no-serve.log'
  cp "$serve" "$root/packages/"
  inside bash -c 'apt-get install -y -qq --no-install-recommends /packages/sonoset-serve_*.deb' >"$work/install.log" 2>&1 || { tail -20 "$work/install.log"; exit 1; }
  as_user 'set -e
    dataset=$(dirname "$(find demo -name catalog.sqlite | head -1)")
    sonoset -C "$dataset" serve --listen 127.0.0.1:0 >address & server=$!
    for try in $(seq 100); do [ -s address ] && break; sleep 0.1; done
    port=$(sed -n "s/.*:\([0-9]*\).$/\1/p" address)
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf "GET /api/v1/health HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n" "$port" >&3
    grep ok <&3
    kill $server; wait $server'
  inside apt-get remove -y -qq --purge sonoset-serve >/dev/null 2>&1
fi
inside apt-get remove -y -qq --purge sonoset >/dev/null 2>&1
left=$(chroot "$root" find /usr /etc /var/lib -name '*sonoset*' -not -path '*/dpkg/*' -not -path '*/apt/*')
[ -z "$left" ] || { echo "left behind: $left" >&2; exit 1; }
echo "the package installs, works and goes"
