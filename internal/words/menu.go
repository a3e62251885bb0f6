package words

// MenuWords are the words of the menu above every page.
type MenuWords struct {
	Groups map[string]string // by the group's name
	Mine   string            // the page of one's account, whose
}

var menuZh = MenuWords{
	Groups: map[string]string{"year": "年度工作", "people": "人员和平板", "data": "数据和标准"},
	Mine:   "我的账号：%s",
}

var menuEn = MenuWords{
	Groups: map[string]string{"year": "The year", "people": "People and tablets", "data": "Data and criteria"},
	Mine:   "My account: %s",
}
