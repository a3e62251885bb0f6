package web

import (
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/sync/wire"
)

// route is who may ask for what. What is not in the table is not there, and who is not named may not.
type route struct {
	method, pattern string
	roles           []account.Role
	public          bool  // nobody has to sign in
	body            int64 // the largest body, bytes; 0: smallBody
	handle          func(*call) error
}

const (
	smallBody = 1 << 20
	largeBody = 256 << 20 // photos of a form
)

// Who asks for what.
var (
	everyone  = []account.Role{account.Admin, account.Officer, account.Lead, account.Expert, account.Enterprise, account.Auditor}
	ours      = []account.Role{account.Admin, account.Officer, account.Lead, account.Expert, account.Auditor} // all but enterprises
	officers  = []account.Role{account.Admin, account.Officer}
	overseers = []account.Role{account.Admin, account.Auditor}
	readers   = []account.Role{account.Admin, account.Officer, account.Auditor} // who oversees the whole
	checkers  = []account.Role{account.Admin, account.Officer, account.Lead, account.Expert}
	enterers  = []account.Role{account.Admin, account.Officer, account.Enterprise} // who writes ledgers
	admins    = []account.Role{account.Admin}
	actors    = []account.Role{account.Admin, account.Officer, account.Lead, account.Expert, account.Enterprise} // all but who only reads
)

// routes is every page. Roles say who gets in at all; whose inspection it is, and what may be done to it, is asked of package park.
var routes = []route{
	// entering
	{method: "GET", pattern: "/login", public: true, handle: login},
	{method: "POST", pattern: "/login", public: true, handle: enter},
	{method: "POST", pattern: "/logout", public: true, handle: leave},
	{method: "GET", pattern: "/link/{secret}", public: true, handle: linkPage},
	{method: "POST", pattern: "/link/{secret}", public: true, handle: linkSpend},
	{method: "GET", pattern: "/entry/{secret}", public: true, handle: entryPage},
	{method: "POST", pattern: "/entry/{secret}", public: true, handle: entryEnter},
	{method: "POST", pattern: "/language", public: true, handle: language},

	// what is found, for everybody who may see it
	{method: "GET", pattern: "/findings/{inspection}/{finding}", roles: everyone, handle: findingShow},
	{method: "POST", pattern: "/findings/{inspection}/{finding}/{act}", roles: actors, body: largeBody, handle: findingAct},
	{method: "GET", pattern: "/inspections/{inspection}", roles: everyone, handle: inspectionShow},
	{method: "GET", pattern: "/inspections/{inspection}/criterion", roles: ours, handle: criterionShow},
	{method: "POST", pattern: "/inspections/{inspection}/criterion/{act}", roles: actors, body: largeBody, handle: criterionAct},
	{method: "POST", pattern: "/inspections/{inspection}/entry", roles: checkers, handle: entryMake},
	{method: "POST", pattern: "/inspections/{inspection}/number", roles: officers, handle: numberGive},
	{method: "POST", pattern: "/inspections/{inspection}/{act}", roles: actors, body: largeBody, handle: inspectionAct},
	{method: "GET", pattern: "/inspections/{inspection}/{file}", roles: everyone, handle: paperGet},
	{method: "GET", pattern: "/photos/{inspection}/{sum}", roles: everyone, handle: photoShow},
	{method: "GET", pattern: "/photos/{inspection}/{sum}/original", roles: ours, handle: photoOriginal},

	// what is to be done, by list
	{method: "GET", pattern: "/{$}", roles: everyone, handle: home},
	{method: "GET", pattern: "/findings", roles: everyone, handle: findingList},
	{method: "GET", pattern: "/inspections", roles: everyone, handle: inspectionList},
	{method: "GET", pattern: "/tasks", roles: ours, handle: taskList},
	{method: "GET", pattern: "/visits", roles: readers, handle: visitList},
	{method: "GET", pattern: "/charts", roles: ours, handle: chartShow},
	{method: "GET", pattern: "/export", roles: readers, handle: exportShow},
	{method: "GET", pattern: "/export/{file}", roles: everyone, handle: exportGet},

	// the register
	{method: "GET", pattern: "/enterprises", roles: ours, handle: enterpriseList},
	{method: "GET", pattern: "/enterprises/new", roles: officers, handle: enterpriseNew},
	{method: "POST", pattern: "/enterprises/new", roles: officers, handle: enterpriseCreate},
	{method: "GET", pattern: "/enterprises/import", roles: officers, handle: importForm},
	{method: "POST", pattern: "/enterprises/import", roles: officers, body: sheetBody, handle: importSheet},
	{method: "GET", pattern: "/register/{file}", roles: officers, handle: importTemplate},
	{method: "GET", pattern: "/enterprises/{enterprise}", roles: ours, handle: enterpriseShow},
	{method: "GET", pattern: "/enterprises/{enterprise}/edit", roles: officers, handle: enterpriseEdit},
	{method: "POST", pattern: "/enterprises/{enterprise}/edit", roles: officers, handle: enterpriseSave},
	{method: "POST", pattern: "/enterprises/{enterprise}/codes", roles: checkers, handle: enterpriseCodes},
	{method: "GET", pattern: "/enterprises/{enterprise}/merge", roles: admins, handle: enterpriseMerge},
	{method: "POST", pattern: "/enterprises/{enterprise}/merge", roles: admins, handle: enterpriseMerged},

	// Safety Month and the ledgers
	{method: "GET", pattern: "/month", roles: everyone, handle: monthList},
	{method: "GET", pattern: "/month/{enterprise}/{year}", roles: everyone, handle: monthShow},
	{method: "POST", pattern: "/month/{enterprise}/{year}", roles: enterers, body: largeBody, handle: monthSave},
	{method: "POST", pattern: "/month/{enterprise}/{year}/review", roles: officers, handle: monthReview},
	{method: "GET", pattern: "/month/{enterprise}/{year}/{file}", roles: everyone, handle: monthPaper},
	{method: "GET", pattern: "/ledgers", roles: everyone, handle: ledgerList},
	{method: "GET", pattern: "/ledgers/{enterprise}/{kind}/new", roles: enterers, handle: ledgerNew},
	{method: "POST", pattern: "/ledgers/{enterprise}/{kind}/new", roles: enterers, body: largeBody, handle: ledgerSave},
	{method: "GET", pattern: "/ledgers/{enterprise}/{kind}/{id}", roles: everyone, handle: ledgerShow},
	{method: "POST", pattern: "/ledgers/{enterprise}/{kind}/{id}", roles: enterers, body: largeBody, handle: ledgerSave},
	{method: "POST", pattern: "/ledgers/{enterprise}/{kind}/{id}/strike", roles: enterers, handle: ledgerStrike},
	{method: "GET", pattern: "/pictures/{enterprise}/{sum}", roles: everyone, handle: pictureShow},

	// the yearly assessment
	{method: "GET", pattern: "/assessment", roles: assessed, handle: assessmentList},
	{method: "POST", pattern: "/assessment", roles: officers, handle: assessmentBegin},
	{method: "GET", pattern: "/assessment/{year}", roles: assessed, handle: assessmentShow},
	{method: "GET", pattern: "/assessment/{year}/files/{file}", roles: yearsSeen, handle: assessmentFile},
	{method: "GET", pattern: "/assessment/{year}/points", roles: yearsSeen, handle: pointsShow},
	{method: "POST", pattern: "/assessment/{year}/points", roles: officers, handle: pointsSave},
	{method: "POST", pattern: "/assessment/{year}/{step}", roles: assessors, handle: assessmentStep},
	{method: "GET", pattern: "/assessment/{year}/{enterprise}", roles: assessed, handle: assessedShow},
	{method: "GET", pattern: "/assessment/{year}/{enterprise}/{file}", roles: assessed, handle: assessedFile},
	{method: "GET", pattern: "/assessment/{year}/{enterprise}/evidence/{sum}", roles: assessed, handle: evidenceShow},
	{method: "POST", pattern: "/assessment/{year}/{enterprise}/{say}", roles: sayers, body: largeBody, handle: assessedSay},

	// everybody's own account
	{method: "GET", pattern: "/account", roles: everyone, handle: accountOwn},
	{method: "POST", pattern: "/account/password", roles: everyone, handle: accountPassword},
	{method: "POST", pattern: "/account/language", roles: everyone, handle: accountSpeak},
	{method: "POST", pattern: "/account/sessions", roles: everyone, handle: accountLeave},
	{method: "GET", pattern: "/oidc", public: true, handle: oidcTo},
	{method: "GET", pattern: "/oidc/back", public: true, handle: oidcBack},

	// who and what may come in. No login begins with "-".
	{method: "GET", pattern: "/accounts", roles: overseers, handle: accountList},
	{method: "GET", pattern: "/accounts/-new", roles: admins, handle: accountNew},
	{method: "POST", pattern: "/accounts", roles: admins, handle: accountAdd},
	{method: "GET", pattern: "/accounts/{login}", roles: admins, handle: accountShow},
	{method: "POST", pattern: "/accounts/{login}", roles: admins, handle: accountSave},
	{method: "POST", pattern: "/accounts/{login}/{act}", roles: admins, handle: accountAct},
	{method: "POST", pattern: "/invitations/{id}/withdraw", roles: admins, handle: invitationWithdraw},
	{method: "GET", pattern: "/tokens", roles: admins, handle: tokenList},
	{method: "POST", pattern: "/tokens", roles: admins, handle: tokenAdd},
	{method: "POST", pattern: "/tokens/{id}/revoke", roles: admins, handle: tokenRevoke},
	{method: "GET", pattern: "/audit", roles: overseers, handle: auditList},
	{method: "GET", pattern: "/devices", roles: overseers, handle: deviceList},
	{method: "POST", pattern: "/devices", roles: admins, handle: deviceInvite},
	{method: "GET", pattern: "/devices/{feed}", roles: admins, handle: deviceShow},
	{method: "POST", pattern: "/devices/{feed}", roles: admins, handle: deviceRename},
	{method: "POST", pattern: "/devices/{feed}/revoke", roles: admins, handle: deviceRevoke},
	{method: "GET", pattern: "/webhooks", roles: admins, handle: webhookList},
	{method: "POST", pattern: "/webhooks", roles: admins, handle: webhookAdd},
	{method: "GET", pattern: "/webhooks/{hook}", roles: admins, handle: webhookShow},
	{method: "POST", pattern: "/webhooks/{hook}/{act}", roles: admins, handle: webhookAct},
	{method: "POST", pattern: "/webhooks/{hook}/messages/{message}", roles: admins, handle: webhookReplay},

	// what tablets get
	{method: "GET", pattern: "/criteria", roles: overseers, handle: criteriaList},
	{method: "GET", pattern: "/criteria/{file}", roles: overseers, handle: criteriaGet},
	{method: "POST", pattern: "/criteria", roles: admins, body: wire.MaxHandout, handle: criteriaCheck},
	{method: "POST", pattern: "/criteria/handout", roles: admins, body: 2 * wire.MaxHandout, handle: criteriaHand},
	{method: "POST", pattern: "/criteria/register", roles: admins, handle: criteriaRegister},
	{method: "POST", pattern: "/criteria/back", roles: admins, handle: criteriaTake},
}
