#!/bin/sh
# A browser to test the site in and a Chinese font to draw with, from Debian, where they are missing.
set -eu
if command -v chromium >/dev/null && fc-list :lang=zh | grep -q .; then exit 0; fi
if ! command -v apt-get >/dev/null; then
	echo "Install Chromium and a Chinese font (on Debian: chromium fonts-noto-cjk fontconfig)." >&2
	exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
echo "installing chromium and fonts-noto-cjk" >&2
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends \
	chromium fontconfig fonts-noto-cjk >/dev/null
