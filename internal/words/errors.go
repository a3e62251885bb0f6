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
	"close the index: %w":                                          "关闭索引时出错：%v",
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
	"the store is closed":      "数据已关闭",
	"write the device key: %w": "写入设备密钥时出错：%v",
	"write the journal: %w":    "写入日志时出错：%v",
}

// Knows says whether a sentence of an error is known in Chinese.
func Knows(format string) bool { return errorsZh[format] != "" }
