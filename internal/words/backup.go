package words

// BackupWords are parkd's backup and restore, and where its database is.
type BackupWords struct {
	Backup, BackupLong, FlagNoPhotos, Restore, RestoreLong string
	Written                                                string // file, rows, operations, photos, bytes
	Missing                                                string // n, first
	Spoiled                                                string // n, first
	Checked                                                string // file, park, time
	Restored                                               string // rows, operations, photos
	NoPhotos                                               string
}

var backupZh = BackupWords{
	Backup: "备份园区到一个文件，不用停机", BackupLong: "把园区某一时刻的全部内容写进一个文件：检查记录、企业名册、账号、平板、下发文件、照片。服务器照常运行。文件里有园区的密钥，请妥善保管；自签证书（数据目录里的 tls.crt、tls.key）不在里面，请另存一份。",
	FlagNoPhotos: "不含照片（照片另外备份时）",
	Restore:      "从备份恢复到空的数据库", RestoreLong: "先完整核对备份，再恢复到空的数据库：要么全部，要么什么也不写。SQLite 和 PostgreSQL 之间搬迁也用它：parkd backup 之后，parkd --db postgres://… restore。恢复后园区进入新纪元，平板会把缺的内容重新送来；自签证书要放回数据目录。",
	Written: "已备份到 %s：%d 行，%d 条操作记录，%d 个照片和文件，%d 字节", Missing: "有 %d 张照片不在原处，没有备份（第一张 %x）：平板上还有的会重新送来", Spoiled: "有 %d 张照片已损坏，没有备份（第一张 %x）：从照片目录删掉，平板上还有的会重新送来",
	Checked: "%s 完好：%s，%s", Restored: "已恢复：%d 行，%d 条操作记录，%d 个照片和文件。运行 parkd serve，页面用的表会自动重建。", NoPhotos: "备份里没有照片：把照片目录（或存储桶）放回原处",
}

var backupEn = BackupWords{
	Backup: "back the park up into one file, while it works", BackupLong: "Write all of the park as it is at one moment into one file: operations, enterprises, accounts, tablets, handouts, photos. The server goes on working. The park's key is in it: keep it safe. The self-signed certificate (tls.crt and tls.key in the data folder) is not: keep a copy of it, too.",
	FlagNoPhotos: "without photos (they are backed up elsewhere)",
	Restore:      "restore a backup into an empty database", RestoreLong: "Check the whole backup, then restore it into an empty database: all of it, or nothing. This is also the way between SQLite and PostgreSQL: parkd backup, then parkd --db postgres://… restore. The park is then in a new epoch, and tablets offer again what it lacks; put the self-signed certificate back into the data folder.",
	Written: "backed up into %s: %d rows, %d operations, %d photos and documents, %d bytes", Missing: "%d photos were not at their place and are not in it (the first is %x): tablets that have them send them again", Spoiled: "%d photos are damaged and not in it (the first is %x): remove them from the folder of photos; tablets that have them send them again",
	Checked: "%s is whole: %s, %s", Restored: "restored: %d rows, %d operations, %d photos and documents. Run parkd serve: it makes the tables of its pages anew.", NoPhotos: "there are no photos in the backup: put their folder (or bucket) back to its place",
}
