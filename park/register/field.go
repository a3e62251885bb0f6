package register

import "strings"

// Field is what a column holds.
type Field string

// Fields.
const (
	Name      Field = "name"
	Code      Field = "code"
	Address   Field = "address"
	Contact   Field = "contact"
	Phone     Field = "phone"
	Area      Field = "area"
	Sectors   Field = "sectors"
	Latitude  Field = "latitude"
	Longitude Field = "longitude"
	State     Field = "state"
	Since     Field = "since" // day it came into the park
	Until     Field = "until" // day it left or closed
	Note      Field = "note"
)

// Values of State.
const (
	Active = "active"
	Closed = "closed"
)

// column is a field in a spreadsheet: what it may be called, how many characters it has at most, and how its cells are read.
type column struct {
	Field
	titles string // by blanks, in lower case; the first is what an export calls it
	most   int
	read   func(c cell, s SectorNames) (value string, wrong *wrong)
	get    func(e *Enterprise) string
	set    func(e *Enterprise, value string)
}

// columns are all there are, in the order of an export.
var columns = []column{
	text(Name, "企业名称 名称 单位名称 公司名称 企业 单位 name enterprise company", 200, func(e *Enterprise) *string { return &e.Name }),
	text(Code, "统一社会信用代码 信用代码 社会信用代码 统一信用代码 code creditcode unifiedsocialcreditcode uscc", 60, func(e *Enterprise) *string { return &e.Code }).by(readCode),
	text(Address, "地址 企业地址 单位地址 经营地址 生产地址 注册地址 address", 300, func(e *Enterprise) *string { return &e.Address }),
	text(Contact, "联系人 负责人 安全负责人 企业联系人 contact contactperson", 60, func(e *Enterprise) *string { return &e.Contact }),
	text(Phone, "电话 联系电话 手机 手机号 手机号码 联系方式 phone telephone mobile", 60, func(e *Enterprise) *string { return &e.Phone }).by(readDigits),
	text(Area, "片区 区域 所属片区 所属区域 网格 area zone", 60, func(e *Enterprise) *string { return &e.Area }),
	{Sectors, "适用行业 行业 所属行业 行业类别 sectors sector", 300, readSectors,
		func(e *Enterprise) string { return strings.Join(e.Sectors, ",") }, func(e *Enterprise, v string) { e.Sectors = split(v) }},
	text(Latitude, "纬度 latitude lat", 30, func(e *Enterprise) *string { return &e.Latitude }).by(readDegrees(90)),
	text(Longitude, "经度 longitude lon lng", 30, func(e *Enterprise) *string { return &e.Longitude }).by(readDegrees(180)),
	{State, "状态 企业状态 经营状态 state status", 30, readState,
		func(e *Enterprise) string {
			if e.Active {
				return Active
			}
			return Closed
		}, func(e *Enterprise, v string) { e.Active = v == Active }},
	text(Since, "入园日期 入驻日期 since", 30, func(e *Enterprise) *string { return &e.Since }).by(readDay),
	text(Until, "退出日期 关闭日期 until", 30, func(e *Enterprise) *string { return &e.Until }).by(readDay),
	text(Note, "备注 说明 note notes remark remarks", 2000, func(e *Enterprise) *string { return &e.Note }),
}

func text(f Field, titles string, most int, at func(*Enterprise) *string) column {
	return column{f, titles, most, readText, func(e *Enterprise) string { return *at(e) }, func(e *Enterprise, v string) { *at(e) = v }}
}

func (c column) by(read func(cell, SectorNames) (string, *wrong)) column {
	c.read = read
	return c
}

// title is what the column is called in an export.
func (c column) title() string {
	first, _, _ := strings.Cut(c.titles, " ")
	return first
}

// columnOf finds the column that a heading names, whatever stands behind it in brackets or marks it as wanted.
func columnOf(heading string) (column, bool) {
	h := strings.ToLower(narrow(heading))
	if at := strings.IndexAny(h, "(（["); at > 0 {
		h = h[:at]
	}
	h = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n\u00a0\u3000*:_-", r) {
			return -1
		}
		return r
	}, h)
	for _, c := range columns {
		for _, t := range strings.Fields(c.titles) {
			if h == t {
				return c, true
			}
		}
	}
	return column{}, false
}
