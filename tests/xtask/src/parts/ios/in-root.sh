#!/bin/sh
# in-root.sh ROOT FOLDER FOLDER CMD... : runs CMD in the tree ROOT, with both folders at their own places in it, in private mounts.
# Environment: CITIZEN_* is passed on, nothing else.
set -eu
export ROOT="$1" ONE="$2" TWO="$3"
shift 3
exec unshare --mount --propagation private sh -c '
  set -eu
  mkdir -p "$ROOT$ONE" "$ROOT$TWO"
  mount -t proc proc "$ROOT/proc"
  mount --bind /dev "$ROOT/dev"
  mount --bind "$ONE" "$ROOT$ONE"
  [ "$ONE" = "$TWO" ] || mount --bind "$TWO" "$ROOT$TWO"
  exec chroot "$ROOT" env -i HOME=/tmp PATH=/usr/bin:/bin LANG=C.UTF-8 CITIZEN_LIBRARY="${CITIZEN_LIBRARY-}" \
    CITIZEN_WORLD="${CITIZEN_WORLD-}" CITIZEN_STORY="${CITIZEN_STORY-}" "$@"' sh "$@"
