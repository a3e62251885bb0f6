// Package words holds every sentence a person reads, in Chinese and English: one struct of strings and formats
// per area, one file an area, both languages side by side. A test finds what is empty or has other verbs.
package words

import "strings"

// Lang is a language of the program.
type Lang string

// Languages.
const (
	Zh Lang = "zh"
	En Lang = "en"
)

// Words is everything in one language.
type Words struct {
	Lang Lang
	Common
	Paper   PaperWords
	History HistoryWords
	CLI     CLIWords
	Widget  WidgetWords
	App     AppWords
	Home    HomeWords
	Create  CreateWords
	Scoping ScopeWords
	Walk    WalkWords
	Editor  FindingWords
	List    ListWords
	Close   CloseWords
	Parkd   ParkdWords
	Life    LifeWords
	Differ  ConflictWords
	Park    ParkWords
	Bundle  BundleWords
	Demo    DemoWords
	Act     ActWords
	Web     WebWords
	Account AccountWords
	Admin   WebAdmin
	WebPark WebParkWords
	Review  WebReviewWords
	Sealed  SealedWords
	Export  ExportWords
	API     APIWords

	Papers   PapersWords
	Register RegisterWords
	Backup   BackupWords
	Proof    ProofWords
	Annual   AnnualWords
	Assess   AssessWords
	Ledger   LedgerWords
	Invited  InviteWords
	Menu     MenuWords
}

// In gives the words of a language; anything but En is Chinese.
func In(l Lang) *Words {
	if l == En {
		return &Words{
			Lang: En, Common: commonEn, Paper: paperEn, History: historyEn, CLI: cliEn,
			Widget:  widgetEn,
			App:     appEn,
			Home:    homeEn,
			Create:  createEn,
			Scoping: scopeEn,
			Walk:    walkEn,
			Editor:  findingEn,
			List:    listEn,
			Close:   closeEn,
			Parkd:   parkdEn,
			Life:    lifeEn,
			Differ:  conflictEn,
			Park:    parkEn,
			Bundle:  bundleEn,
			Demo:    demoEn,
			Act:     actEn,
			Web:     webEn,
			Account: accountEn,
			Admin:   webAdminEn,
			WebPark: webParkEn,
			Review:  webReviewEn,
			Sealed:  sealedEn,
			Export:  exportEn,
			API:     apiEn,

			Papers:   papersEn,
			Register: registerEn,
			Backup:   backupEn,
			Proof:    proofEn,
			Annual:   annualEn,
			Assess:   assessEn,
			Ledger:   ledgerEn,
			Invited:  inviteEn,
			Menu:     menuEn,
		}
	}
	return &Words{
		Lang: Zh, Common: commonZh, Paper: paperZh, History: historyZh, CLI: cliZh,
		Widget:  widgetZh,
		App:     appZh,
		Home:    homeZh,
		Create:  createZh,
		Scoping: scopeZh,
		Walk:    walkZh,
		Editor:  findingZh,
		List:    listZh,
		Close:   closeZh,
		Parkd:   parkdZh,
		Life:    lifeZh,
		Differ:  conflictZh,
		Park:    parkZh,
		Bundle:  bundleZh,
		Demo:    demoZh,
		Act:     actZh,
		Web:     webZh,
		Account: accountZh,
		Admin:   webAdminZh,
		WebPark: webParkZh,
		Review:  webReviewZh,
		Sealed:  sealedZh,
		Export:  exportZh,
		API:     apiZh,

		Papers:   papersZh,
		Register: registerZh,
		Backup:   backupZh,
		Proof:    proofZh,
		Annual:   annualZh,
		Assess:   assessZh,
		Ledger:   ledgerZh,
		Invited:  inviteZh,
		Menu:     menuZh,
	}
}

// Choose picks the language: the flag, then PAICHA_LANG, then the locale (LC_ALL, LC_MESSAGES, LANG), else Chinese.
func Choose(flag string, getenv func(string) string) Lang {
	for _, s := range []string{flag, getenv("PAICHA_LANG"), getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")} {
		switch s = strings.ToLower(s); {
		case strings.HasPrefix(s, "zh"):
			return Zh
		case strings.HasPrefix(s, "en"):
			return En
		}
	}
	return Zh
}
