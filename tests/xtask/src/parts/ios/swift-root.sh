#!/bin/sh
# swift-root.sh FOLDER : a tree of Debian 13 with Swift in FOLDER, to be used by in-root.sh: 1.7 GB, one to three minutes.
# It is made beside FOLDER and renamed when whole, so that a run that is cut short leaves no half tree there.
set -eu
ROOT=${1:?usage: swift-root.sh FOLDER}
HERE=/usr/libexec/swift
[ -x "$ROOT$HERE/bin/swift" ] && exit 0

# Nothing is installed where it would be of no use.
. /etc/os-release
[ "${ID:-}" = debian ] || { echo "only on Debian; elsewhere put a Swift on the PATH" >&2; exit 1; }

mirrors() { apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages'; }
[ -n "$(mirrors)" ] || apt-get update -qq
command -v mmdebstrap >/dev/null ||
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mmdebstrap >/dev/null
MIRROR=$(mirrors | grep '/debian/*$' | head -1)

mkdir -p "$(dirname "$ROOT")"
rm -rf "$ROOT.new"
# What only a debugger, an indexer or a reader needs is left out.
mmdebstrap --quiet --mode=root --variant=apt --components=main \
  --include=swiftlang,libc6-dev,libstdc++-14-dev,binutils,ca-certificates \
  --aptopt='APT::Install-Recommends "false"' \
  --dpkgopt="path-exclude=$HERE/lib/swift_static/*" --dpkgopt="path-exclude=$HERE/lib/liblldb*" \
  --dpkgopt="path-exclude=$HERE/bin/lldb*" --dpkgopt="path-exclude=$HERE/bin/clangd" --dpkgopt="path-exclude=$HERE/bin/docc" \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  trixie "$ROOT.new" "$MIRROR"
rm -rf "$ROOT"
mv "$ROOT.new" "$ROOT"
