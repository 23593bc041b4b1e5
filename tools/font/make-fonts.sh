#!/bin/sh
# Makes the two label fonts from Debian's packages. Needs: apt-get install fonts-droid-fallback fonts-open-sans python3-fonttools
set -eu
cd "$(dirname "$0")"
out=../../platform-core/trust/src/main/resources/org/teshema/trust/label
characters=$(mktemp -d)
trap 'rm -rf "$characters"' EXIT

/usr/bin/python3 characters.py "$characters"

subset() { # font, characters, result
    SOURCE_DATE_EPOCH=0 /usr/bin/python3 -m fontTools.subset "$1" --text-file="$2" --output-file="$3" \
        --no-hinting --layout-features='' --name-IDs='0,1,2,4,5,6,7,13,14' --no-recalc-timestamp \
        --drop-tables+=GSUB,GPOS,GDEF,vmtx,vhea,kern,DSIG,FFTM
}

subset /usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf "$characters/hanzi.txt" "$out/hanzi.ttf"
subset /usr/share/fonts/truetype/open-sans/OpenSans-Semibold.ttf "$characters/latin.txt" "$out/latin.ttf"
ls -l "$out"/*.ttf
