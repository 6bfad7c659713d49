#!/bin/sh
# toolchain.sh FOLDER : Debian's own rustc that knows other targets, and the sources of the standard library that belong to it, unpacked in
# FOLDER and never installed (some 700 MB unpacked). Made beside FOLDER and renamed when whole.
set -eu
TREE=${1:?usage: toolchain.sh FOLDER}
[ -x "$TREE/usr/bin/rustc" ] && exit 0
. /etc/os-release
[ "${ID:-}" = debian ] || { echo "only on Debian; elsewhere: rustup target add TARGET, and the NDK or Xcode" >&2; exit 1; }

needs() { apt-cache depends "$1" 2>/dev/null | sed -n "s/.*Depends: \($2\)\$/\1/p" | head -1; }
[ -n "$(needs rustc-web '.*')" ] || apt-get update -qq
STD=$(needs rustc-web 'libstd-rust-web-[0-9.]*')
[ -n "$STD" ] || STD=$(needs libstd-rust-web-dev 'libstd-rust-web-[0-9.]*')
LLVM=$(needs "$STD" 'libllvm[0-9]*')

mkdir -p "$(dirname "$TREE")"
rm -rf "$TREE.new"
mkdir -p "$TREE.new/fetched"
# apt fetches as a user of its own where it can.
chmod 777 "$TREE.new/fetched"
(cd "$TREE.new/fetched" && apt-get -qq download rustc-web libstd-rust-web-dev rust-web-src "$STD" "$LLVM")
for PACKAGE in "$TREE.new"/fetched/*.deb; do dpkg -x "$PACKAGE" "$TREE.new"; done
rm -rf "$TREE.new/fetched" "$TREE"
mv "$TREE.new" "$TREE"
