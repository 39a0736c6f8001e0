#!/bin/sh
# A browser to test the site in, a Chinese font to draw with and npm for its page of SQL, from Debian, where they are missing.
set -eu
missing=""
if ! command -v chromium-headless-shell >/dev/null; then missing="chromium-headless-shell"; fi
if ! fc-list :lang=zh 2>/dev/null | grep -q .; then missing="$missing fontconfig fonts-noto-cjk"; fi
# Debian's npm conflicts with a Node.js from elsewhere, which brings its own.
if ! command -v npm >/dev/null; then missing="$missing npm"; fi
if [ -z "$missing" ]; then exit 0; fi
if ! command -v apt-get >/dev/null; then
	echo "Install what is missing; its packages on Debian: $missing" >&2
	exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
echo "installing $missing" >&2
$as_root apt-get update -qq
# shellcheck disable=SC2086 # one word a package
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
