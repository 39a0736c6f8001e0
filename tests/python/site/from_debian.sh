#!/bin/sh
# A browser to test the site in, a Chinese font to draw with and npm for its page of SQL, from Debian, where they are missing.
set -eu
if command -v chromium >/dev/null && fc-list :lang=zh | grep -q . && command -v npm >/dev/null; then exit 0; fi
if ! command -v apt-get >/dev/null; then
	echo "Install Chromium, a Chinese font and npm (on Debian: chromium fonts-noto-cjk fontconfig npm)." >&2
	exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
echo "installing chromium, fonts-noto-cjk and npm" >&2
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends \
	chromium fontconfig fonts-noto-cjk npm >/dev/null
