package words

import (
	"fmt"
	"io/fs"
	"strings"
)

// sentence is an error that keeps the sentence it was made of: store.Said.
type sentence interface {
	error
	Sentence() (format string, args []any)
}

// Error says an error in the person's language: Chinese where the sentence is known here, else as it is.
func (w *Words) Error(err error) string {
	if err == nil || w.Lang == En {
		return fmt.Sprint(err)
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var all []string
		for _, one := range many.Unwrap() {
			all = append(all, w.Error(one))
		}
		return strings.Join(all, "\n")
	}
	if s, ok := err.(sentence); ok {
		return w.sentence(s)
	}
	return w.plain(err)
}

func (w *Words) sentence(s sentence) string {
	format, args := s.Sentence()
	zh, known := errorsZh[format]
	if !known {
		zh, known = accountErrorsZh[format]
	}
	if !known {
		return s.Error()
	}
	said := make([]any, len(args))
	for n, a := range args {
		said[n] = a
		if inner, ok := a.(error); ok {
			said[n] = w.Error(inner)
		}
	}
	return fmt.Sprintf(zh, said...)
}

// system is what operating systems say, in Chinese.
var system = strings.NewReplacer(
	"no space left on device", "磁盘已满", "There is not enough space on the disk.", "磁盘已满",
	"no such file or directory", "没有这个文件或目录", "file does not exist", "没有这个文件或目录",
	"The system cannot find the file specified.", "没有这个文件或目录", "The system cannot find the path specified.", "没有这个文件或目录",
	"permission denied", "没有权限", "Access is denied.", "没有权限", "read-only file system", "磁盘是只读的",
	"input/output error", "磁盘读写出错，请尽快备份", "is a directory", "是目录，不是文件", "not a directory", "不是目录",
)

// plain is an error of the operating system in words; what else it says stays as it is.
func (w *Words) plain(err error) string {
	if path, ok := err.(*fs.PathError); ok {
		return path.Path + "：" + system.Replace(path.Err.Error())
	}
	return system.Replace(err.Error())
}

// errorsZh is every sentence of the store, by its English format; the order of what goes in is the same. A test of
// cmd/paicha finds what is missing.
var errorsZh = map[string]string{
	"%q could be any of %s: give more of the id":                                                                                    "%q 可能是其中任何一个：%s。请多写几位编号",
	"%q is too short for an inspection: give at least the last 4 characters of its id":                                              "%q 太短：检查编号至少写末 4 位",
	"%s %w: close it there first, or name another folder with --home":                                                               "%s %v：先关掉那一个，或用 --home 指定另一个目录",
	"%s does not hold a format number: this is not a data folder of paicha":                                                         "%s 里没有格式号：这不是 paicha 的数据目录",
	"%s does not hold a key: restore it from a backup of the data folder":                                                           "%s 里没有密钥：请从数据目录的备份恢复它",
	"%s is missing although operations were recorded: restore it from a backup of the data folder; a new key would break the chain": "%s 不见了，但已有记录：请从备份恢复它；换新密钥会使记录链断开",
	"%s is not a folder: name another with --home":                                                                                  "%s 不是目录：用 --home 指定另一个",
	"%s was written by a newer paicha (format %d, this program reads %d): update paicha":                                            "%s 是更新版本的 paicha 写的（格式 %d，本程序能读 %d）：请升级 paicha",
	"%s: record %d: %w":                                            "%s 第 %d 条记录：%v",
	"a record without operations":                                  "记录里没有内容",
	"clear the end of the journal: %w":                             "清理日志末尾时出错：%v",
	"clear what was left half-made: %w":                            "清理没写完的文件时出错：%v",
	"criteria of revision %s: %w":                                  "版本 %s 的判定标准库：%v",
	"criteria revision %q is not a SHA-256":                        "标准库版本 %q 不是 SHA-256",
	"flush folder %s: %w":                                          "目录 %s 落盘时出错：%v",
	"inspection %q: %w; paicha list shows all":                     "检查 %q：%v。paicha list 列出全部",
	"inspection %s: %w":                                            "检查 %s：%v",
	"is open in another paicha":                                    "正被另一个 paicha 使用",
	"it has more than %d MB":                                       "超过 %d MB",
	"it is empty":                                                  "是空文件",
	"journal: %s is not a segment's name: move it away":            "日志目录里的 %s 不是日志文件：请移走它",
	"journal: a record of %d bytes":                                "日志：一条记录有 %d 字节，不能写入",
	"keep the criteria: %w":                                        "保存判定标准库时出错：%v",
	"list the journal: %w":                                         "列出日志时出错：%v",
	"lock %s: %w":                                                  "锁定 %s 时出错：%v",
	"make a device key: %w":                                        "生成设备密钥时出错：%v",
	"make a new index: %w":                                         "新建索引时出错：%v",
	"make room in the journal: %w":                                 "日志扩展空间时出错：%v",
	"make the data folder: %w":                                     "建立数据目录时出错：%v",
	"move the broken index aside: %w":                              "移开损坏的索引时出错：%v",
	"no data folder is known: name one with --home or PAICHA_HOME": "不知道数据目录在哪里：用 --home 或 PAICHA_HOME 指定",
	"not found":                                                    "找不到",
	"only %d MB are free below %s, nothing can be recorded (%d MB are needed): free some room; nothing was lost":           "只剩 %d MB 空间（%s），不能再记录（需要 %d MB）：请腾出空间；已有记录没有丢",
	"only %d MB are free below %s, photos are refused, answers go on (%d MB are needed): free some room; nothing was lost": "只剩 %d MB 空间（%s），暂不收照片，答案照常记录（照片需要 %d MB）：请腾出空间；已有记录没有丢",
	"only %d MB are free below %s, the lock is left as it is (%d MB are needed): free some room; nothing was lost":         "只剩 %d MB 空间（%s），锁保持原样（需要 %d MB）：请腾出空间；已有记录没有丢",
	"open the index: %v":   "打开索引时出错：%v",
	"open the journal: %w": "打开日志时出错：%v",
	"operation %s does not follow %s: the journal is not of one piece": "记录 %s 接不上 %s：日志不完整",
	"photo %q is not a SHA-256":                                        "照片 %q 不是 SHA-256",
	"photo %s is empty: the camera may still be writing it":            "照片 %s 是空的：相机可能还在写，稍后再选",
	"photo %s is not a file":                                           "照片 %s 不是文件",
	"photo %s was changed on the disk":                                 "照片 %s 在磁盘上被改动过",
	"photo %s: %w":                                                     "照片 %s：%v",
	"photo: %w":                                                        "照片：%v",
	"read inspection %s: %w":                                           "读取检查 %s 时出错：%v",
	"read the data folder's format: %w":                                "读取数据目录格式时出错：%v",
	"read the device key: %w":                                          "读取设备密钥时出错：%v",
	"read the journal: %s: %w":                                         "读取日志 %s 时出错：%v",
	"see how much room is left in %s: %w":                              "查看 %s 剩余空间时出错：%v",
	"the journal is damaged: %s at byte %d, record %d: a bit has changed on the disk; nothing was overwritten. Copy the whole data folder before anything else": "日志损坏：%s 第 %d 字节，第 %d 条记录：磁盘上的数据变了；没有覆盖任何内容。请先把整个数据目录复制一份",
	"the journal was closed after a failed write; start the program again":                                                                                      "写入失败后日志已关闭：请重新启动程序，已存的不会丢",
	"the kept criteria %s were changed on the disk: put the original file back":                                                                                 "保存的判定标准库 %s 被改动过：请放回原文件",
	"the operations are safe in the journal, but the index cannot take them: %w":                                                                                "记录已安全写入日志，但索引写不进去：%v",
	"the store is closed":                               "数据已关闭",
	"write the device key: %w":                          "写入设备密钥时出错：%v",
	"write the journal: %w":                             "写入日志时出错：%v",
	"%q in the backup is not known and was passed over": "备份里的 %q 不认识，已跳过",
	"%s has %d bytes, at most %d are possible":          "%s 有 %d 字节，最多只能 %d",
	"%s in the backup is not as it was written: what can be read of it was taken in": "备份里的 %s 与写入时不同：能读的部分已收入",
	"%s is damaged":                                                                    "%s 已损坏",
	"%s is not a data folder of paicha: %w":                                            "%s 不是 paicha 的数据目录：%v",
	"%s is not a folder: move it away":                                                 "%s 不是目录：请移走它",
	"%s is not a regular file: move it away":                                           "%s 不是普通文件：请移走它",
	"%s is the home itself: name a backup, or another folder":                          "%s 就是当前数据目录：请指定备份文件或另一个目录",
	"%s is there already: name another file":                                           "%s 已存在：请换一个文件名",
	"%s was damaged and was mended":                                                    "%s 曾损坏，已修复",
	"%s was written and reads differently: %w; use another disk, and delete that file": "%s 写入后读出不一致：%v；请换一个磁盘，并删除该文件",
	"%w (inspection %s); paicha doctor tells more":                                     "%v（检查 %s）；运行 paicha doctor 看详情",
	"%w: %w":                           "%v：%v",
	"%w: after %d wrong ones, wait %s": "%v：已错 %d 次，请等待 %s",
	"%w; paicha doctor tells more":     "%v；运行 paicha doctor 看详情",
	"a PIN needs at least 6 digits, a passphrase at least 6 characters":                                   "PIN 至少 6 位数字，口令至少 6 个字符",
	"behind the last record of %s stand %d bytes of a write that was cut short, or of a changed bit":      "%s 最后一条记录之后有 %d 字节：是中断的写入，或有位翻转",
	"both %s and its copy are damaged: the data cannot be opened; restore a backup, or what the park has": "%s 和它的副本都已损坏：数据无法打开；请从备份恢复，或取回园区已有的数据",
	"clear the index: %w": "清除索引时出错：%v",
	"close the index: %v": "关闭索引时出错：%v",
	"convert %s: %w":      "转换 %s 时出错：%v",
	"feed %x was written by two devices: %d operations of the other branch are kept beside": "记录链 %x 被两台设备写过：另一支的 %d 条记录一并保留",
	"it is no picture but an encrypted file":                                                "它不是图片，而是加密文件",
	"it is not a backup of paicha":                                                          "不是 paicha 的备份",
	"it is not what its manifest says":                                                      "内容与清单不符",
	"it was changed":                                                                        "内容被改动过",
	"mend the lock: %w":                                                                     "修复锁文件时出错：%v",
	"operation %s: %w":                                                                      "记录 %s：%v",
	"operations %d to %d of feed %x are lost: they stood in a damaged part of the journal; a backup or another device may have them (paicha restore)": "第 %d 到 %d 条记录（记录链 %x）丢失：它们在日志损坏的部分里；备份或其他设备可能还有（paicha restore）",
	"photo %s was changed on the disk: %w":                           "照片 %s 在磁盘上被改动：%v",
	"record %d of the journal cannot be read and is passed over: %w": "日志第 %d 条无法读取，已跳过：%v",
	"record %d of the journal cannot be read: %w":                    "日志第 %d 条无法读取：%v",
	"restore %s: %w":                           "恢复 %s：%v",
	"restore: %w":                              "恢复：%v",
	"take the lock away: %w":                   "取消锁时出错：%v",
	"the backup cannot be read to its end: %w": "备份读不到末尾：%v",
	"the backup was made by a newer paicha: update paicha":                           "备份是更新版本的 paicha 做的：请升级 paicha",
	"the backup was not finished, or its end is missing: what it holds was taken in": "备份没有写完，或缺了末尾：其中已有的内容已收入",
	"the data could not be checked: %w":                                              "数据没能检查：%v",
	"the data is locked: a PIN is needed":                                            "数据已加锁：需要 PIN",
	"the data key cannot be read: %w":                                                "数据密钥无法读取：%v",
	"the device key is damaged":                                                      "设备密钥已损坏",
	"the device key is missing: this device goes on with a new one, in a new feed that continues the old; nothing is lost":                                     "设备密钥不见了：本机换用新密钥，在新的记录链里接续原来的；没有丢失",
	"the device key was damaged: this device goes on with a new one, in a new feed that continues the old; nothing is lost":                                    "设备密钥已损坏：本机换用新密钥，在新的记录链里接续原来的；没有丢失",
	"the device's clock jumped: it should say %s and says %s; set it right. The order of the records does not depend on it, and the jump stands in the record": "设备时钟跳变：应为 %s，变为 %s；请校准。记录的先后不依赖时钟，跳变已记入记录",
	"the disk is nearly full: what was recorded shows and can be exported, and answers go on as long as the journal has room; free some room soon":             "磁盘快满了：已有记录可以查看和导出，日志还有空间时可继续作答；请尽快腾出空间",
	"the exported document %s is not as it was exported: export it again":                                                                                      "导出的文件 %s 与导出时不同：请重新导出",
	"the index is broken": "索引已损坏",
	"the index was broken and was made anew from the journal: nothing is lost":                        "索引曾损坏，已由日志重建：没有丢失",
	"the journal had lost operations to a damage of the disk; what the index still held was put back": "日志因磁盘损坏丢了一些记录；索引里还有的已放回",
	"the journal is closed": "日志已关闭",
	"the journal is damaged: %s at byte %d, records %d to %d: a bit has changed on the disk":                                                                                   "日志已损坏：%s 第 %d 字节，第 %d 到 %d 条：磁盘上有位翻转",
	"the journal is damaged: records %d to %d are missing with their file":                                                                                                     "日志已损坏：第 %d 到 %d 条连同文件一起不见了",
	"the key of its feed is not known, it cannot be verified":                                                                                                                  "它所在记录链的密钥未知，无法验证",
	"%w; the key store of this machine does not hold its part of the key (%w): enter the recovery code":                                                                        "%v；本机密钥库里没有密钥的那一部分（%v）：请输入恢复码",
	"the last write before the program ended was cut short (%d bytes behind record %s, byte %d; a copy is in %q): it was not shown as saved, unless a bit changed on the disk": "程序结束前最后一次写入中断（%d 字节，在 %s 第 %d 字节之后；副本在 %q）：它没有显示为已保存，除非磁盘上有位翻转",
	"the lock of the source is damaged: it cannot be opened":                                                                                                                   "来源的锁文件已损坏：无法打开",
	"the lock was set by a newer paicha (format %d): update paicha":                                                                                                            "锁是更新版本的 paicha 设的（格式 %d）：请升级 paicha",
	"the program ended badly %d times in a row: the index is made anew from the journal":                                                                                       "程序连续 %d 次异常结束：索引由日志重建",
	"the sealed bytes were changed, or are of another lock":                                                                                                                    "加密内容被改动过，或属于另一把锁",
	"the unfinished backup is of another home or lock: delete it and begin again":                                                                                              "没写完的备份属于另一个数据目录或另一把锁：请删除它重新开始",
	"this PIN is the first that anybody tries: choose another":                                                                                                                 "这个 PIN 最容易被猜到：请换一个",
	"this data folder was copied or moved here: this device goes on in a feed of its own that continues the old one; nothing is lost":                                          "数据目录是复制或移动到这里的：本机在自己的新记录链里接续原来的；没有丢失",
	"write %s: %w": "写入 %s 时出错：%v",
	"write %s: %w; the next try goes on where this one ended": "写入 %s 时出错：%v；下次会从中断处继续",
	"write the backup: %w":               "写备份时出错：%v",
	"write the data folder's format: %w": "写数据目录的格式号时出错：%v",
	"write the lock: %w":                 "写锁文件时出错：%v",
	"write the support file: %s: %w":     "写支持文件时出错：%s：%v",
	"the index was broken and was made anew from the journal; what the journal has lost is told beside": "索引坏了，已由日志重建；日志里缺的另有说明",
	"wrong PIN":         "PIN 不对",
	"read the lock: %w": "读取锁文件时出错：%v",
	"the list of this device's own feeds is damaged": "本机自己的记录链名单已损坏",
	"read the list of own feeds: %w":                 "读取本机记录链名单时出错：%v",
	"write the list of own feeds: %w":                "写本机记录链名单时出错：%v",
	"another device writes this one's records too (a copied data folder, or a disk put back): this device goes on in a feed of its own that continues the old one; nothing is lost": "另一台设备也在写本机的记录链（数据目录被复制，或磁盘被还原）：本机在自己的新记录链里接续原来的；没有丢失",
	"read what is kept of the park: %w": "读取园区资料时出错：%v",
	"%s was damaged: the park is asked anew; if it does not know this tablet any more, enrol again": "%s 已损坏：会重新向园区询问；若园区不再认识本平板，请重新登记",
	"%q is no name of a peer":     "%q 不能用作对方的名称",
	"keep what the park said: %w": "保存园区答复时出错：%v",
}

// Knows says whether a sentence of an error is known in Chinese.
func Knows(format string) bool { return errorsZh[format] != "" }
