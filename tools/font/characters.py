"""Writes the character lists of the two label fonts: hanzi.txt and latin.txt in the directory given."""

import pathlib
import sys


def gb2312(first_row, last_row):
    """All characters of the rows first..last (1-based, as in GB/T 2312) that are defined."""
    return "".join(
        bytes([0xA0 + row, 0xA0 + cell]).decode("gb2312", "ignore")
        for row in range(first_row, last_row + 1)
        for cell in range(1, 95)
    )


# Characters of names outside GB/T 2312 that are common in names of companies, streets and people.
NAMES = "堃喆昉珺淏犇燊瑢峣堉妍玥晞垚焜炘祎翀翊赟钰镕闫頔骉鑫淼焱垟塆湴畈"
PUNCTUATION = "·–—‘’“”•…−×÷±≤≥≈≠²³°µ§©®"

target = pathlib.Path(sys.argv[1])
# Rows 1-3 punctuation and full-width forms, 16-55 level 1, 56-87 level 2.
hanzi = gb2312(1, 3) + gb2312(16, 55) + gb2312(56, 87) + NAMES
latin = "".join(map(chr, range(0x20, 0x7F))) + PUNCTUATION
(target / "hanzi.txt").write_text("".join(c for c in hanzi if c not in latin), encoding="utf-8")
(target / "latin.txt").write_text(latin, encoding="utf-8")
