package words

// RegisterWords are the words of the register of enterprises, its import and its problems.
type RegisterWords struct {
	Cell                            string // cell, line, column
	Row                             string // line
	Colon, Comma                    string
	NoName                          string
	CodeLength                      string // characters
	CodeCharacter                   string // the character
	CodeCheck                       string // the character wanted
	Duplicate                       string // the other cell
	Digits                          string
	Degrees                         string // at most
	HalfPlace, Formula              string
	Control                         string // code point
	TooLong                         string // at most
	Sector                          string // name
	BadState, BadDay, BadLine       string
	ErrTooMany, ErrOld, ErrHeading  string
	ErrChanged, ErrNone             string
	ErrTaken                        string
	Fields                          map[string]string // register.Field → its name
	Active, Closed                  string
	Command, List, Import, Long     string
	FlagYes, FlagClosed, FlagSearch string
	Source                          string // file, sheet, encoding
	Ignored                         string // headings
	Counts                          string // new, changed, same, conflicts, problems
	IsNew                           string // line, name, code
	IsChanged                       string // line, name, changes
	From                            string // field, before, after
	Conflict                        string // line, name, why
	NameTaken                       string // code in the register
	NameTwice                       string // how many
	RowTwice                        string // line
	NotInFile                       string // n
	Applied                         string // new, changed
	Preview                         string
	None                            string
}

var registerZh = RegisterWords{
	Cell: "%s（第 %d 行，%s）", Row: "第 %d 行", Colon: "：", Comma: "、", NoName: "没有企业名称",
	CodeLength: "%d 位，信用代码应为 18 位", CodeCharacter: "信用代码里不会有字符 %s（没有 I、O、S、V、Z）", CodeCheck: "末位应为 %s：18 位里有一位输错了",
	Duplicate: "与 %s 重复，是同一家企业", Digits: "按数字保存，后几位已丢失：把这一列设为文本，重新填写", Degrees: "应为 -%[1]d 到 %[1]d 之间的十进制度数，如 29.5630",
	HalfPlace: "经度和纬度要么都填，要么都不填", Formula: "是公式：复制后选择性粘贴为数值", Control: "含看不见的字符 U+%s：请重新输入", TooLong: "太长，最多 %d 个字", Sector: "没有行业“%s”",
	BadState: "状态写“正常”或“关闭”", BadDay: "不是日期，或退出早于入园：写成 2026-03-01", BadLine: "引号不成对，这一行读不出来",
	ErrTooMany: "文件对名册来说太大：请分成几个", ErrOld: "这是老式 Excel 文件（.xls）：请另存为 .xlsx 或 .csv", ErrHeading: "前 10 行里没有列名：至少要有“企业名称”一列",
	ErrChanged: "预览之后名册或文件变了：请重新预览", ErrNone: "名册里没有这家企业", ErrTaken: "名册里另有一家企业用这个信用代码，或同名而没有代码：请改那一家，或合并",
	Fields: map[string]string{"name": "企业名称", "code": "统一社会信用代码", "address": "地址", "contact": "联系人", "phone": "电话", "area": "片区", "sectors": "适用行业",
		"latitude": "纬度", "longitude": "经度", "state": "状态", "since": "入园日期", "until": "退出日期", "note": "备注"},
	Active: "正常", Closed: "关闭", Command: "企业名册", List: "列出名册", Import: "导入名册：先预览，加 --yes 才写入",
	Long:    "从 xlsx 或 csv（UTF-8、UTF-16、GB18030 自动识别）导入企业名册。前 10 行里找列名：企业名称、统一社会信用代码、地址、联系人、电话、片区、适用行业、经度、纬度、状态、入园日期、退出日期、备注。\n有问题的行逐格列出、不导入，其余照常。空单元格不改动名册；文件里没有的企业只列出，不会关闭。",
	FlagYes: "预览之后写入", FlagClosed: "也列出已关闭的", FlagSearch: "名称里有，或代码以此开头",
	Source: "%s %s %s", Ignored: "没有用到的列：%s", Counts: "新增 %d，变更 %d，不变 %d，冲突 %d，问题 %d",
	IsNew: "＋ 第 %d 行 %s %s", IsChanged: "～ 第 %d 行 %s：%s", From: "%s “%s”→“%s”", Conflict: "！ 第 %d 行 %s：%s，没有导入",
	NameTaken: "名册里同名企业的代码是 %s", NameTwice: "名册里有 %d 家同名企业，要填代码才分得清", RowTwice: "与第 %d 行是名册里的同一家企业",
	NotInFile: "名册里有、文件里没有的企业 %d 家（不动它们）：", Applied: "已写入：新增 %d，变更 %d", Preview: "这是预览，还没有写入。加 --yes 写入。", None: "名册是空的。导入：parkd enterprise import FILE",
}

var registerEn = RegisterWords{
	Cell: "%s (line %d, %s)", Row: "line %d", Colon: ": ", Comma: ", ", NoName: "the enterprise's name is missing",
	CodeLength: "%d characters, a credit code has 18", CodeCharacter: "%s is never part of a credit code (no I, O, S, V, Z)", CodeCheck: "the last should be %s: one of the 18 is mistyped",
	Duplicate: "the same enterprise as in %s", Digits: "kept as a number, its last digits are lost: format the column as text and enter it again", Degrees: "decimal degrees from -%[1]d to %[1]d are wanted, as 29.5630",
	HalfPlace: "longitude and latitude go together: both or neither", Formula: "a formula: copy it and paste its value", Control: "holds a character that is not seen, U+%s: type it anew", TooLong: "too long, at most %d characters", Sector: "there is no sector “%s”",
	BadState: "write \"active\" or \"closed\"", BadDay: "no day, or it left before it came: write 2026-03-01", BadLine: "quotes do not match, the line cannot be read",
	ErrTooMany: "the file is too large for a register: split it", ErrOld: "a file of an old Excel (.xls): save it as .xlsx or .csv", ErrHeading: "no row among the first 10 names the columns: a column for the enterprise's name is needed",
	ErrChanged: "the register or the file has changed since the preview: look at it again", ErrNone: "the register has no such enterprise", ErrTaken: "another entry of the register has this credit code, or this name without a code: change that one, or merge them",
	Fields: map[string]string{"name": "Name", "code": "Credit code", "address": "Address", "contact": "Contact", "phone": "Phone", "area": "Area", "sectors": "Sectors",
		"latitude": "Latitude", "longitude": "Longitude", "state": "State", "since": "In the park since", "until": "Left", "note": "Note"},
	Active: "active", Closed: "closed", Command: "the register of enterprises", List: "list the register", Import: "import the register: a preview first, written with --yes",
	Long:    "Import the register from xlsx or csv (UTF-8, UTF-16 and GB18030 are told apart). The columns are named in one of the first 10 rows: name, code, address, contact, phone, area, sectors, longitude, latitude, state, since, until, note.\nRows with problems are named cell by cell and left out, the others are taken. An empty cell changes nothing; enterprises that the file does not have are listed, never closed.",
	FlagYes: "write it after the preview", FlagClosed: "list those closed too", FlagSearch: "part of the name, or the code's beginning",
	Source: "%s %s %s", Ignored: "columns not used: %s", Counts: "%d new, %d changed, %d the same, %d conflicts, %d problems",
	IsNew: "+ line %d %s %s", IsChanged: "~ line %d %s: %s", From: "%s “%s” → “%s”", Conflict: "! line %d %s: %s; not imported",
	NameTaken: "in the register this name has the code %s", NameTwice: "%d entries of the register have this name: give the code", RowTwice: "the same entry of the register as line %d",
	NotInFile: "%d enterprises of the register are not in the file (they stay as they are):", Applied: "written: %d new, %d changed", Preview: "This is a preview, nothing was written. Write it with --yes.", None: "the register is empty. Import one: parkd enterprise import FILE",
}
