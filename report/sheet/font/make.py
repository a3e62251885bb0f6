"""Makes song.ttf and hei.ttf of two free fonts, as README.md says."""
import sys
from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

def coded(encoding):
    runes = set()
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            try:
                runes.add(ord(bytes([high, low]).decode(encoding)))
            except UnicodeDecodeError:
                pass
    return runes

SIGNS = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | set(range(0x2010, 0x2040)) | set(range(0x2150, 0x2200)) | \
    set(range(0x2200, 0x2270)) | set(range(0x2460, 0x2500)) | set(range(0x2500, 0x2600)) | set(range(0x2600, 0x2720)) | \
    set(range(0x3000, 0x3040)) | set(range(0x3200, 0x3400)) | set(range(0xFF00, 0xFFF0)) | set(range(0x391, 0x3CA))

def cut(file, number, runes):
    font = TTFont(file, fontNumber=number)
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "FFTM", "gasp"]
    s = subset.Subsetter(options)
    s.populate(unicodes=runes)
    s.subset(font)
    return font

def quadratic(font):
    """CFF outlines to TrueType's, within one unit of a thousand."""
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    drawn = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, drawn
    if hasattr(glyf, "_reverseGlyphOrder"):
        del glyf._reverseGlyphOrder
    del font["CFF "]
    glyf.compile(font)
    font["maxp"].tableVersion = 0x00010000
    for key, value in dict(maxZones=1, maxTwilightPoints=0, maxStorage=0, maxFunctionDefs=0, maxInstructionDefs=0, maxStackElements=0,
                           maxSizeOfInstructions=0, maxComponentElements=0).items():
        setattr(font["maxp"], key, value)
    for t in font["hmtx"].metrics:
        advance, _ = font["hmtx"].metrics[t]
        g = drawn[t]
        font["hmtx"].metrics[t] = (advance, getattr(g, "xMin", 0) or 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"

def named(font, name):
    for n in list(font["name"].names):
        if n.nameID in (1, 3, 4, 6):
            font["name"].setName(name if n.nameID != 6 else name.replace(" ", ""), n.nameID, n.platformID, n.platEncID, n.langID)
    font["post"].formatType = 3.0
    font["head"].modified = font["head"].created

serif, hei = sys.argv[1:]
f = cut(serif, 2, coded("gb2312") | SIGNS)
quadratic(f)
named(f, "Paicha Song")
f.recalcTimestamp = False
f.save("song.ttf")
f = cut(hei, 0, coded("gbk") | SIGNS)
named(f, "Paicha Hei")
f.recalcTimestamp = False
f.save("hei.ttf")
