package words

// CLIWords are the command line's: help, tables, what to do next.
type CLIWords struct {
	About, Long, Examples                                                       string
	UsageHead, CommandsHead, FlagsHead, GlobalHead, ExamplesHead, MoreHelp      string
	Record, RecordLong, List, ListLong, Show, Findings, FindingsLong            string
	Report, ReportLong, Checklist, Lint, ListCriteria, ShowCriterion, Schema    string
	Completion, CompletionLong, Help                                            string
	FlagHome, FlagLang, FlagChecklists, FlagJSON, FlagOut, FlagPhotos           string
	FlagInspection, FlagEnterprise, FlagStatus, FlagLevel, FlagSector, FlagHelp string
	FlagVersion                                                                 string
	NoTerminal                                                                  string
	SeeHelp                                                                     string // command path
	ColID, ColEnterprise, ColDate, ColVisit, ColDone, ColFindings, ColState     string
	ColNumber, ColLevel, ColPlace, ColWhat, ColDeadline, ColStatus              string
	ColCriterion, ColClause, ColTitle, ColSector, ColStanding                   string
	StateOpen, StateSealed                                                      string
	StateLate, StateNewer                                                       string // n
	StatusRecorded, StatusFixed, StatusWithdrawn                                string
	NoInspections, NoFindings                                                   string
	Recorded                                                                    string // id, answers, findings
	Wrote                                                                       string // file, findings
	LintOK                                                                      string // file, sectors, criteria, revision
	ScopeOf, AskedPer, SeenAt, CheckHead, EvidenceHead, ExceptHead, PhraseHead  string
	ImmediateHead, RectifyHead, Binds, Authority, Threshold, ConditionHead      string
	Formerly, FailedToo, From                                                   string
	Backup, BackupLong, Restore, RestoreLong, Doctor, DoctorLong, Bundle        string
	BundleLong, DoctorWhole, DoctorBad, DoctorMended, DoctorAffects             string
	DoctorNotWhole, WroteFile                                                   string
	DoctorCounts                                                                string // home, format, MB free, records, operations, feeds, inspections, photos, libraries
	BackedUp                                                                    string // file, records, photos, reused
	NotReadable                                                                 string // name
	RestoredAll                                                                 string // new, known, photos
	Lock, LockLong, LockSet, LockSetLong, LockRemove, LockOn, LockOff           string
	LockRecovery                                                                string // code
	FlagReclaim                                                                 string
	LockVault, AskPIN, AskNewPIN, AskAgain, AskBackupPIN, NotTheSame            string
	SelfTest, SelfTestLong, FlagSeed, FlagSeeds, FlagFor, FlagVerbose           string
	SelfTestSums                                                                string // worlds, tablets, operations, photos, syncs, requests, time
	SelfTestWhole, SelfTestBroken                                               string
	SelfTestReplay                                                              string // broken, command
	NothingTo                                                                   string
}

var cliZh = CLIWords{
	About: "离线查找重大事故隐患：在终端里走查、记录、出具隐患清单",
	Long: `排查 paicha 带专家逐条走查企业：按行业判定标准提问，每答一条立即落盘，
最后给出各行业判定和企业看得懂的隐患清单。不需要网络和任何配置。

直接运行 paicha 打开走查界面；其余命令不需要界面，供转录、查询和出件。`,
	Examples: `  paicha                                  打开走查界面
  paicha record examples/gongmao.yaml     录入一份纸质检查（答案文件）
  paicha list                             所有检查
  paicha show 4f2a                        一次检查：判定、隐患、未查明项（编号可只写末几位）
  paicha findings --level suspected-major 所有疑似重大隐患
  paicha report 4f2a -o 清单.html         出具隐患清单（docx pdf xlsx html csv md txt json）
  paicha paper opinion 4f2a -o 意见.docx  出其他文书；paicha paper 列出有哪些
  paicha checklist show mem10:13.1        看一条判定标准
  paicha checklist lint my.yaml           检查自己改的标准库`,
	UsageHead: "用法", CommandsHead: "命令", FlagsHead: "选项", GlobalHead: "通用选项", ExamplesHead: "例子", MoreHelp: "每个命令的说明：%s <命令> --help",
	Record: "从答案文件录入一次检查", RecordLong: "从答案文件（YAML）录入一次检查：纸质检查转录，或由其他程序写入。\n先全部核对，有一处不对就什么都不录，并指出文件、行号和原因。格式见 README。",
	List: "列出检查", ListLong: "列出本机的检查，最近的在前。--json 给程序用。",
	Show: "看一次检查", Findings: "列出隐患", FindingsLong: "列出隐患，可按检查、企业、状态、级别筛选。--json 给程序用。",
	Report: "出具隐患清单", ReportLong: "把一次检查的隐患清单写成文件，格式由文件名后缀决定：docx、pdf、xlsx、html（都含照片，可打印）、md、txt（58 毫米小票）、csv、json（给程序用）。其他文书用 paicha paper。",
	Checklist: "判定标准库：检查、列出、查看、结构", Lint: "检查标准库文件", ListCriteria: "列出判定条款", ShowCriterion: "看一条判定标准", Schema: "输出标准库的 JSON Schema（给编辑器用）",
	Completion: "输出命令补全脚本", CompletionLong: "输出 bash、zsh、fish、powershell 的命令补全脚本。例：paicha completion bash > /etc/bash_completion.d/paicha", Help: "看命令的说明",
	FlagHome: "数据目录（默认 $PAICHA_HOME，否则按 XDG）", FlagLang: "语言 zh 或 en（默认 $PAICHA_LANG，否则按系统）", FlagChecklists: "使用另一个标准库文件", FlagJSON: "输出 JSON", FlagOut: "写到这个文件（必填）",
	FlagPhotos: "照片目录：新照片从这里选（默认 $PAICHA_PHOTOS）", FlagInspection: "只看这次检查", FlagEnterprise: "只看这家企业（名称或代码的一部分）", FlagStatus: "只看这个状态：recorded、notified、rectified、closed 等", FlagLevel: "只看级别 general、suspected-major 或 major", FlagSector: "只看这个行业", FlagHelp: "看说明",
	FlagVersion: "看版本",
	NoTerminal:  "paicha 的走查界面需要一个终端。\n这里没有终端，可以运行：\n  paicha record FILE.yaml   录入一次检查\n  paicha list               列出检查\n  paicha report ID -o F     出具隐患清单\n  paicha --help             全部说明",
	SeeHelp:     "看用法：%s --help",
	ColID:       "编号", ColEnterprise: "企业", ColDate: "日期", ColVisit: "类型", ColDone: "已答", ColFindings: "隐患", ColState: "状态",
	ColNumber: "序号", ColLevel: "级别", ColPlace: "部位", ColWhat: "问题描述", ColDeadline: "期限", ColStatus: "状态",
	ColCriterion: "条款号", ColClause: "条", ColTitle: "名称", ColSector: "行业", ColStanding: "核实",
	StateOpen: "进行中", StateSealed: "已封存", StateLate: "封存后 %d 条", StateNewer: "新版本记录 %d 条",
	StatusRecorded: "已记录", StatusFixed: "已当场整改", StatusWithdrawn: "已撤销",
	NoInspections: "还没有检查。运行 paicha 开始，或用 paicha record 录入。", NoFindings: "没有符合的隐患。",
	Recorded: "已录入 %s：%d 条答案，%d 项隐患", Wrote: "已写入 %s：%d 项隐患", LintOK: "%s：没有问题。%d 个行业，%d 条，版本 %s",
	ScopeOf: "适用于", AskedPer: "逐个检查", SeenAt: "在哪里看", CheckHead: "怎么查", EvidenceHead: "取证", ExceptHead: "例外与误判", PhraseHead: "常见问题",
	ImmediateHead: "立即措施", RectifyHead: "整改", Binds: "约束对象", Authority: "主管部门", Threshold: "阈值", ConditionHead: "构成条件",
	Formerly: "旧标准", FailedToo: "已装但失效同样构成", From: "出处", NothingTo: "没有可列的内容",
	Lock: "给数据目录加锁、换 PIN、解锁", LockLong: "不带参数：说明数据目录是否加锁。加锁后日志、索引和照片都是密文，丢了平板也读不出来。\n导出的隐患清单和 --photos 目录里的原照片不在锁内。",
	LockSet: "加锁或更换 PIN（至少 6 位，也可用口令）", LockSetLong: "加锁或更换 PIN、口令。会显示一次恢复码：抄在纸上，和平板分开放。忘了 PIN 只能靠它；两样都没有，就只剩备份和已同步到园区的内容。\n程序调用时用环境变量 PAICHA_PIN（现在的）和 PAICHA_NEW_PIN（新的）。",
	LockRemove: "去掉锁，数据恢复为明文", LockOn: "已加锁。", LockOff: "没有加锁。",
	LockRecovery: "已加锁。恢复码（只显示这一次，请抄在纸上，和平板分开放）：\n\n    %s\n", FlagReclaim: "原照片目录：缺失或损坏的照片按校验值从这里找回", LockVault: "密钥的一部分在本机密钥库里：数据目录拷到别的机器上，只能用恢复码打开。",
	AskPIN: "PIN：", AskNewPIN: "新的 PIN：", AskAgain: "再输一次：", AskBackupPIN: "备份的 PIN 或恢复码：", NotTheSame: "两次输入不一样，没有改动",
	Backup: "备份全部数据到一个文件", BackupLong: "把数据目录备份到一个文件，走查程序开着也可以。写完会重读核对；中断后再次运行会从中断处继续。\n备份里有全部记录、照片和判定标准库，没有设备密钥。",
	Restore: "从备份或另一个数据目录恢复", RestoreLong: "把备份文件（或从别的设备拷来的数据目录）里的内容收入本机：缺的补上，已有的不动，可以重复运行。\n本机在自己的记录链里接续备份里的记录，原设备之后写的不会冲突。",
	Doctor: "检查全部数据", DoctorLong: "逐条核对日志、签名、照片、判定标准库和索引，用话说明哪里有问题、影响哪次检查；索引有错会由日志重建，日志缺的若索引里还有会放回。\n--json 给程序用。有未修复的问题时返回 1。",
	Bundle: "做一个不含姓名和内容的支持文件", BundleLong: "把检查结果、每条记录的框架（不含内容）和文件大小写成一个 zip，发给维护人员。里面没有企业、人名、文字和照片。",
	DoctorWhole: "全部完好。", DoctorBad: "问题：", DoctorMended: "已修复：", DoctorAffects: "涉及", DoctorNotWhole: "有内容不完好，见上", WroteFile: "已写入 %s",
	SelfTest: "自检同步：用种子推演许多平板和一个园区服务器", SelfTestLong: "在内存里推演平板、转交和园区服务器：断网、重复、崩溃、磁盘满、时钟错乱、恢复备份、克隆平板、恶意数据，\n最后核对：已确认的记录一条不少、不重复，各处状态一致，回执属实。不碰本机数据。同一个种子推演完全相同。",
	FlagSeed: "第一个种子；不写 --seeds 时只推演这一个", FlagSeeds: "推演多少个种子", FlagFor: "推演多长时间，如 2h", FlagVerbose: "列出每一步",
	SelfTestSums: "推演 %d 次：平板 %d 台，记录 %d 条，照片 %d 张，同步 %d 次，请求 %d 个，用时 %s", SelfTestWhole: "全部守住。", SelfTestBroken: "有承诺没有守住，见上",
	SelfTestReplay: "%d 次推演没有守住承诺；重演：%s",
	DoctorCounts:   "%s（格式 %d，剩余 %d MB）\n日志 %d 条，记录 %d 条，记录链 %d 条，检查 %d 次，照片 %d 张，判定标准库 %d 个",
	BackedUp:       "已备份到 %s：日志 %d 条，照片 %d 张，沿用上次 %d 项", NotReadable: "%s 无法读取，没有备份", RestoredAll: "已收入 %d 条记录（%d 条本来就有），照片 %d 张",
}

var cliEn = CLIWords{
	About: "find major hazards offline: walk, record, hand over the findings list",
	Long: `paicha guides an expert through an enterprise: it asks by each sector's criteria, keeps every answer on
disk the moment it is given, and ends with a verdict per sector and a findings list that the
enterprise can read. It needs no network and no configuration.

Run paicha alone to open the walk; the other commands need no screen.`,
	Examples: `  paicha                                  open the walk
  paicha record examples/gongmao.yaml     record an inspection made on paper (answers file)
  paicha list                             all inspections
  paicha show 4f2a                        one: verdicts, findings, what is open (the end of an id will do)
  paicha findings --level suspected-major all suspected major hazards
  paicha report 4f2a -o list.html         the findings list (docx pdf xlsx html csv md txt json)
  paicha paper opinion 4f2a -o op.docx    other papers; paicha paper lists them
  paicha checklist show mem10:13.1        one criterion
  paicha checklist lint my.yaml           check a library of your own`,
	UsageHead: "Usage", CommandsHead: "Commands", FlagsHead: "Flags", GlobalHead: "Global flags", ExamplesHead: "Examples", MoreHelp: "More on a command: %s <command> --help",
	Record: "record an inspection from an answers file", RecordLong: "Record an inspection from an answers file (YAML): paper transcribed, or written by another program.\nEverything is checked first; if anything is wrong nothing is recorded, and file, line and reason are named. The format is in the README.",
	List: "list inspections", ListLong: "List the inspections on this machine, newest first. --json for programs.",
	Show: "show one inspection", Findings: "list findings", FindingsLong: "List findings, by inspection, enterprise, status or level. --json for programs.",
	Report: "write the findings list", ReportLong: "Write an inspection's findings list to a file; its ending chooses the format: docx, pdf, xlsx, html (with photos, they print), md, txt (a 58 mm receipt), csv, json (for programs). Other papers: paicha paper.",
	Checklist: "the library of criteria: lint, list, show, schema", Lint: "check a library file", ListCriteria: "list criteria", ShowCriterion: "show one criterion", Schema: "print the library's JSON Schema (for editors)",
	Completion: "print a completion script", CompletionLong: "Print a completion script for bash, zsh, fish or powershell. E.g. paicha completion bash > /etc/bash_completion.d/paicha", Help: "help on a command",
	FlagHome: "data folder (default $PAICHA_HOME, else by XDG)", FlagLang: "language, zh or en (default $PAICHA_LANG, else the locale)", FlagChecklists: "use another library file", FlagJSON: "print JSON", FlagOut: "write to this file (required)",
	FlagPhotos: "folder where new photos appear (default $PAICHA_PHOTOS)", FlagInspection: "only of this inspection", FlagEnterprise: "only of this enterprise (part of its name or code)", FlagStatus: "only of this status: recorded, notified, rectified, closed …", FlagLevel: "only of level general, suspected-major or major", FlagSector: "only of this sector", FlagHelp: "help",
	FlagVersion: "version",
	NoTerminal:  "paicha's walk needs a terminal, and there is none here. Run instead:\n  paicha record FILE.yaml   record an inspection\n  paicha list               list inspections\n  paicha report ID -o F     write the findings list\n  paicha --help             all of it",
	SeeHelp:     "See %s --help",
	ColID:       "ID", ColEnterprise: "Enterprise", ColDate: "Date", ColVisit: "Visit", ColDone: "Answered", ColFindings: "Findings", ColState: "State",
	ColNumber: "No.", ColLevel: "Level", ColPlace: "Place", ColWhat: "Description", ColDeadline: "Deadline", ColStatus: "Status",
	ColCriterion: "Criterion", ColClause: "Clause", ColTitle: "Title", ColSector: "Sector", ColStanding: "Standing",
	StateOpen: "open", StateSealed: "sealed", StateLate: "%d after the seal", StateNewer: "%d from a newer version",
	StatusRecorded: "recorded", StatusFixed: "fixed on the spot", StatusWithdrawn: "withdrawn",
	NoInspections: "No inspections yet. Run paicha to start, or paicha record.", NoFindings: "No such findings.",
	Recorded: "recorded %s: %d answers, %d findings", Wrote: "wrote %s: %d findings", LintOK: "%s: no problems. %d sectors, %d criteria, revision %s",
	ScopeOf: "Applies to", AskedPer: "Asked per", SeenAt: "Seen at", CheckHead: "How to check", EvidenceHead: "Evidence", ExceptHead: "Exceptions and false calls", PhraseHead: "Usual defects",
	ImmediateHead: "Measure at once", RectifyHead: "Rectification", Binds: "Binds", Authority: "Competent authority", Threshold: "Threshold", ConditionHead: "What makes it a hazard",
	Formerly: "Formerly", FailedToo: "installed but failed counts as well", From: "Source", NothingTo: "nothing to list",
	Lock: "lock the data folder, change its PIN, unlock it", LockLong: "Without a command: say whether the data folder is locked. Locked, journal, index and photos are sealed: who finds the tablet reads none of it.\nExported lists and the originals in the --photos folder are outside the lock.",
	LockSet: "lock, or change the PIN (6 digits or more, or a passphrase)", LockSetLong: "Lock, or change PIN or passphrase. A recovery code is shown once: write it on paper and keep it away from the tablet. A forgotten PIN has no other way in; without both, backups and what was synced to the park remain.\nFor programs: PAICHA_PIN (the present one) and PAICHA_NEW_PIN (the new one).",
	LockRemove: "take the lock away, everything lies in the clear again", LockOn: "locked.", LockOff: "not locked.",
	LockRecovery: "Locked. Recovery code (shown this once; write it on paper and keep it away from the tablet):\n\n    %s\n", FlagReclaim: "folder of the originals: photos that are missing or changed come back from it, by their hash", LockVault: "A part of the key is in this machine's key store: a copy of the data folder on another machine opens with the recovery code alone.",
	AskPIN: "PIN: ", AskNewPIN: "new PIN: ", AskAgain: "again: ", AskBackupPIN: "the backup's PIN or recovery code: ", NotTheSame: "the two are not the same, nothing was changed",
	Backup: "back all data up into one file", BackupLong: "Back the data folder up into one file, also while the walk is open. The file is read again and compared; cut short, the next run goes on where it ended.\nIt holds every operation, photo and library, and not the device's key.",
	Restore: "restore from a backup or another data folder", RestoreLong: "Take in what a backup file (or a data folder copied from another device) holds: what is missing is added, what is here stays, and it can be done again.\nThis device goes on in a feed of its own that continues the backup's, so what the old device writes later does not collide.",
	Doctor: "check all data", DoctorLong: "Check journal, signatures, photos, criteria and index, and say in words what is wrong and which inspection it concerns. A broken index is made anew from the journal; what the journal lost and the index still holds is put back.\n--json for programs. Exit code 1 when something is wrong that was not mended.",
	Bundle: "make a support file without names", BundleLong: "Write what the check found, every operation's frame without its content, and file sizes into a zip for whoever helps. No enterprise, person, text or photo is in it.",
	DoctorWhole: "everything is whole.", DoctorBad: "problem:", DoctorMended: "mended:", DoctorAffects: "concerns", DoctorNotWhole: "not everything is whole, see above", WroteFile: "wrote %s",
	SelfTest: "test sync with many tablets and a park, by seeds", SelfTestLong: "Play tablets, relays and a park in memory: lost and repeated requests, crashes, full disks, wrong clocks, restored backups, cloned tablets, hostile bytes.\nAt the end every acknowledged operation has to be there once, all have to show the same, and receipts have to be true. Your data is not touched. A seed always plays the same.",
	FlagSeed: "first seed; without --seeds this one alone", FlagSeeds: "how many seeds", FlagFor: "for how long, such as 2h", FlagVerbose: "list every step",
	SelfTestSums: "%d worlds: %d tablets, %d operations, %d photos, %d syncs, %d requests, in %s", SelfTestWhole: "every promise was kept.", SelfTestBroken: "a promise was broken, see above",
	SelfTestReplay: "%d worlds broke a promise; replay: %s",
	DoctorCounts:   "%s (format %d, %d MB free)\njournal records %d, operations %d, feeds %d, inspections %d, photos %d, libraries %d",
	BackedUp:       "backed up to %s: %d journal records, %d photos, %d entries of an earlier try", NotReadable: "%s cannot be read and is not in the backup", RestoredAll: "took in %d operations (%d were here), %d photos",
}
