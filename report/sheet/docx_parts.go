package sheet

import (
	"fmt"
	"strings"
	"time"
)

const docxNamespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
	`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
	`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`

const (
	docxRels     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packageRels  = "http://schemas.openxmlformats.org/package/2006/relationships"
	docxMain     = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	attachedRels = "https://anquan.example/paicha/2026/attached" // ours: Office leaves what it does not know alone
)

func docxTypes(attached []Attached) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>` +
		`<Default Extension="png" ContentType="image/png"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`)
	for _, part := range [][2]string{{"document", "document.main"}, {"styles", "styles"}, {"fontTable", "fontTable"}, {"numbering", "numbering"},
		{"settings", "settings"}, {"footer1", "footer"}} {
		fmt.Fprintf(&b, `<Override PartName="/word/%s.xml" ContentType="%s%s+xml"/>`, part[0], docxMain, part[1])
	}
	b.WriteString(attachedTypes(attached) + "</Types>")
	return b.String()
}

func docxRootRels(attached []Attached) string {
	return xmlHead + `<Relationships xmlns="` + packageRels + `">` +
		`<Relationship Id="rDocument" Type="` + docxRels + `officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rCore" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		attachedRelations(attached) + `</Relationships>`
}

func (d *docxFile) relations() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="` + packageRels + `">`)
	for _, part := range []string{"styles", "fontTable", "numbering", "settings"} {
		fmt.Fprintf(&b, `<Relationship Id="r%s" Type="%s%s" Target="%s.xml"/>`, part, docxRels, part, part)
	}
	fmt.Fprintf(&b, `<Relationship Id="rFooter" Type="%sfooter" Target="footer1.xml"/>`, docxRels)
	for n, name := range d.images {
		fmt.Fprintf(&b, `<Relationship Id="rImage%d" Type="%simage" Target="media/%s"/>`, n+1, docxRels, name)
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

func docxProperties(s Sheet) string {
	dated := ""
	if !s.Dated.IsZero() {
		for _, what := range []string{"created", "modified"} {
			dated += fmt.Sprintf(`<dcterms:%s xsi:type="dcterms:W3CDTF">%s</dcterms:%s>`, what, s.Dated.UTC().Format(time.RFC3339), what)
		}
	}
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + esc(strings.ReplaceAll(s.Title, "\n", " ")) + `</dc:title><dc:creator>` + esc(s.Author) + `</dc:creator>` + dated + `</cp:coreProperties>`
}

// docxSettings breaks lines by the rules of Chinese (kinsoku is on by default) and squeezes punctuation, as Word does for it.
const docxSettings = xmlHead + `<w:settings ` + docxNamespaces + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>` +
	`<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

// docxFontTable names what to take where a typeface is not installed: 小标宋 and 仿宋_GB2312 are not on every machine.
const docxFontTable = xmlHead + `<w:fonts ` + docxNamespaces + `>` +
	`<w:font w:name="方正小标宋简体"><w:altName w:val="宋体"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>` +
	`<w:font w:name="仿宋"><w:altName w:val="FangSong"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>` +
	`<w:font w:name="宋体"><w:altName w:val="SimSun"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>` +
	`<w:font w:name="黑体"><w:altName w:val="SimHei"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>` +
	`<w:font w:name="Times New Roman"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>`

// docxStyle is a paragraph style. Sizes are half points, spaces twentieths.
type docxStyle struct {
	id, name, font string
	size           int
	paragraph      string // properties
	run            string
}

var docxParagraphs = []docxStyle{
	{"Title", "Title", "方正小标宋简体", 44, `<w:keepNext/><w:spacing w:before="0" w:after="200"/><w:jc w:val="center"/>`, ""},
	{"Number", "Number", "仿宋", 24, `<w:spacing w:after="120"/><w:jc w:val="right"/>`, ""},
	{"Heading1", "heading 1", "黑体", 28, `<w:keepNext/><w:spacing w:before="200" w:after="100"/><w:outlineLvl w:val="0"/>`, ""},
	{"Heading2", "heading 2", "黑体", 24, `<w:keepNext/><w:spacing w:before="160" w:after="80"/><w:outlineLvl w:val="1"/>`, ""},
	{"BodyText", "Body Text", "仿宋", 24, `<w:spacing w:after="60" w:line="360" w:lineRule="auto"/>`, ""},
	{"ListParagraph", "List Paragraph", "仿宋", 24, `<w:spacing w:after="40" w:line="320" w:lineRule="auto"/>`, ""},
	{"Small", "Small", "宋体", 18, `<w:spacing w:after="60"/>`, ""},
	{"TableHead", "Table Head", "黑体", 21, ``, ""},
	{"TableText", "Table Text", "宋体", 21, ``, ""},
	{"TableNumber", "Table Number", "宋体", 21, `<w:jc w:val="right"/>`, ""},
	{"Picture", "Picture", "宋体", 18, `<w:keepNext/><w:jc w:val="center"/>`, ""},
	{"Caption", "caption", "宋体", 17, `<w:spacing w:after="120"/><w:jc w:val="center"/>`, ""},
	{"Sign", "Sign", "仿宋", 24, `<w:keepNext/><w:spacing w:before="160"/>`, ""},
	{"SignDay", "Sign Day", "仿宋", 24, `<w:keepNext/><w:spacing w:before="160"/><w:jc w:val="right"/>`, ""},
	{"SignLine", "Sign Line", "仿宋", 24, `<w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr><w:spacing w:before="160"/>`, ""},
	{"Footer", "footer", "宋体", 18, ``, ""},
	{"Gap", "Gap", "宋体", 12, `<w:spacing w:line="160" w:lineRule="exact"/>`, ""},
}

func docxFonts(font string) string {
	return fmt.Sprintf(`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="%s" w:cs="Times New Roman"/>`, font)
}

func docxStyles(lang string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `%s<w:styles %s><w:docDefaults><w:rPrDefault><w:rPr>%s<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>`,
		xmlHead, docxNamespaces, docxFonts("仿宋"))
	b.WriteString(`<w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>`)
	for _, s := range docxParagraphs {
		run := docxFonts(s.font)
		if s.id == "Title" && lang == "en" {
			run += "<w:b/>"
		}
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s%s<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`,
			s.id, s.name, s.paragraph, run, s.run, s.size, s.size)
	}
	borders := ""
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		borders += fmt.Sprintf(`<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
	}
	b.WriteString(`<w:style w:type="table" w:default="1" w:styleId="Bare"><w:name w:val="Normal Table"/><w:tblPr>` + docxPads() + `</w:tblPr></w:style>`)
	b.WriteString(`<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:basedOn w:val="Bare"/><w:tblPr><w:tblBorders>` + borders + `</w:tblBorders></w:tblPr></w:style></w:styles>`)
	return b.String()
}

func docxPads() string {
	return fmt.Sprintf(`<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="%d" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="%d" w:type="dxa"/></w:tblCellMar>`, docxCellPad, docxCellPad)
}

// docxNumbering has the dotted list, and a counter for every numbered list of the sheet.
func docxNumbering(s Sheet) string {
	lists := 0
	for _, b := range s.Blocks {
		if l, is := b.(List); is && l.Numbered {
			lists++
		}
	}
	var b strings.Builder
	b.WriteString(xmlHead + `<w:numbering ` + docxNamespaces + `>`)
	for n, mark := range [][2]string{{"bullet", "•"}, {"decimal", "%1."}} {
		fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="480" w:hanging="480"/></w:pPr></w:lvl></w:abstractNum>`,
			n, mark[0], mark[1])
	}
	b.WriteString(`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	for n := range lists {
		fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`, n+2)
	}
	b.WriteString(`</w:numbering>`)
	return b.String()
}

// docxFooter is the footer's text, and at the right margin "page x of y", which Word and WPS count.
func docxFooter(s Sheet, inner int) string {
	before, between, behind := s.pageParts()
	count := func(what string) string {
		return `<w:fldSimple w:instr=" ` + what + ` "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
	}
	return fmt.Sprintf(`%s<w:ftr %s><w:p><w:pPr><w:pStyle w:val="Footer"/><w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs></w:pPr>%s<w:r><w:tab/></w:r>%s%s%s%s%s</w:p></w:ftr>`,
		xmlHead, docxNamespaces, inner, runs(s.Footer, ""), runs(before, ""), count("PAGE"), runs(between, ""), count("NUMPAGES"), runs(behind, ""))
}

// docxDrawing is a picture in a line: size, ids, what it shows, the relation, size.
const docxDrawing = `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="image %d" descr="%s"/>` +
	`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name=""/><pic:cNvPicPr/></pic:nvPicPr>` +
	`<pic:blipFill><a:blip r:embed="rImage%d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
	`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
