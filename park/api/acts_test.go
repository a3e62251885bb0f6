package api_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"anquan.example/paicha/park/api"
)

// noJSON sends bodies that are none.
func (c *contract) noJSON(t *testing.T, method, path string) {
	t.Helper()
	c.noJSONas(t, method, path, "write")
}

func (c *contract) noJSONas(t *testing.T, method, path, token string) {
	t.Helper()
	r := request{method: method, path: path, token: token, raw: []byte("{"), header: map[string]string{"Content-Type": "application/json"}}
	c.want(t, r, 400, "bad-request")
	r.header["Content-Type"] = "application/x-www-form-urlencoded"
	c.want(t, r, 415, "media-type")
}

// act is an act on a finding.
func act(at, name, token string, body api.ActBody) request {
	return request{method: http.MethodPost, path: at + "/acts/" + name, token: token, body: body}
}

func (c *contract) acts(t *testing.T) {
	var p api.Photo
	c.want(t, request{method: http.MethodPost, path: "/photos", token: "write of one", raw: picture(2)}, 201, "").into(t, &p)
	var before api.Finding
	c.want(t, get(mine(), "read of one"), 200, "").into(t, &before)
	by := api.ActBody{By: "企业李某某", Values: map[string]string{"done": "已更换", "day": "2026-11-24"}, Photos: []string{p.SHA256}, Mark: before.Mark}
	var done api.ActDone
	c.want(t, act(mine(), "rectify", "write of one", by), 200, "").into(t, &done)
	if done.Status != "rectified" || done.Mark == before.Mark {
		t.Errorf("%+v", done)
	}
	var f api.Finding
	c.want(t, get(mine(), "read"), 200, "").into(t, &f)
	last := f.Steps[len(f.Steps)-1]
	if last.By != "企业李某某" || len(f.Proof) != 1 || f.Proof[0].Mime != "image/jpeg" {
		t.Errorf("%+v %+v", last, f.Proof)
	}
	c.want(t, act(mine(), "rectify", "write of one", by), 409, "meanwhile")
	c.video(t)
	c.want(t, act(mine(), "close", "write", api.ActBody{By: "园区王某某"}), 409, "no-effect")
	c.want(t, act(mine(), "recheck", "write", api.ActBody{By: "园区王某某"}), 422, "missing")
	c.want(t, act(mine(), "recheck", "write", api.ActBody{By: "园区王某某", Photos: []string{strings.Repeat("0", 64)}}), 422, "missing")
	c.want(t, act(mine(), "recheck", "write", api.ActBody{By: "园区\x1b[31m"}), 422, "invalid")
	c.want(t, act(mine(), "recheck", "write", api.ActBody{By: "园区王某某", Photos: []string{"x"}}), 422, "invalid")
	c.want(t, act(mine(), "withdraw", "write", api.ActBody{By: "园区王某某"}), 403, "forbidden")
	c.want(t, act(mine(), "dance", "write", api.ActBody{By: "园区王某某"}), 404, "not-there")
	c.want(t, act(mine(), "send-back-criterion", "write", api.ActBody{By: "园区王某某"}), 404, "not-there")
	c.want(t, act(foreign(), "dispute", "write of one", api.ActBody{By: "企业李某某", Values: map[string]string{"evidence": "不是我们的"}}), 404, "not-there")
	c.noJSON(t, http.MethodPost, mine()+"/acts/recheck")
	c.criteria(t)
}

// video: what cannot be shown is kept, and given as it came.
func (c *contract) video(t *testing.T) {
	film := append([]byte("\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42"), make([]byte, 1000)...)
	var p api.Photo
	c.want(t, request{method: http.MethodPost, path: "/photos", token: "write of one", raw: film}, 201, "").into(t, &p)
	if p.Mime != "video/mp4" {
		t.Errorf("%+v", p)
	}
	var others api.Photo
	c.want(t, request{method: http.MethodPost, path: "/photos", token: "write", raw: picture(9)}, 201, "").into(t, &others)
	// a hash is no way to somebody else's picture
	c.want(t, act(mine(), "dispute", "write of one", api.ActBody{By: "企业李某某", Values: map[string]string{"evidence": "见视频"}, Photos: []string{others.SHA256}}), 422, "missing")
	c.want(t, act(mine(), "dispute", "write of one", api.ActBody{By: "企业李某某", Values: map[string]string{"evidence": "见视频"}, Photos: []string{p.SHA256}}), 200, "")
	c.want(t, get("/photos/"+made.mine.Inspection+"/"+p.SHA256, "read"), 415, "no-display")
	if w := c.want(t, get("/photos/"+made.mine.Inspection+"/"+p.SHA256+"?original=1", "read"), 200, ""); !bytes.Equal(w.Body.Bytes(), film) {
		t.Errorf("%d bytes", w.Body.Len())
	}
}

func (c *contract) criteria(t *testing.T) {
	var answers api.Answers
	c.want(t, get("/inspections/"+made.mine.Inspection+"/answers", "read"), 200, "").into(t, &answers)
	a := answers.Answers[0]
	at := func(name, token string, body any) request {
		return request{method: http.MethodPost, path: "/inspections/" + made.mine.Inspection + "/criteria/acts/" + name, token: token, body: body}
	}
	back := api.CriterionBody{ActBody: api.ActBody{By: "园区王某某", Values: map[string]string{"words": "请补拍台账"}}, Criterion: a.Criterion, Unit: a.Unit}
	var done api.ActDone
	c.want(t, at("send-back-criterion", "write", back), 200, "").into(t, &done)
	if done.Criterion != a.Criterion || done.Mark == "" {
		t.Errorf("%+v", done)
	}
	var tasks api.Tasks
	c.want(t, get("/tasks?limit=1000", "read"), 200, "").into(t, &tasks)
	if !strings.Contains(fmt.Sprint(tasks), "请补拍台账") {
		t.Error("the task is not in the list")
	}
	c.want(t, at("send-back-criterion", "write of one", back), 403, "forbidden")
	c.want(t, at("recheck", "write", back), 404, "not-there")
	back.Mark = "other"
	c.want(t, at("send-back-criterion", "write", back), 409, "meanwhile")
	back.Mark, back.Values = "", nil
	c.want(t, at("send-back-criterion", "write", back), 422, "missing")
	c.noJSON(t, http.MethodPost, at("send-back-criterion", "", nil).path)
}

// A request that has a name is done once, and gets one answer.
func (c *contract) once(t *testing.T) {
	steps := func() int {
		var f api.Finding
		c.want(t, get(foreign(), "read"), 200, "").into(t, &f)
		return len(f.Steps)
	}
	told := act(foreign(), "notify", "write", api.ActBody{By: "园区王某某", Values: map[string]string{"name": "企业周某某", "refused": "no"}})
	told.header = map[string]string{"Idempotency-Key": "a-1"}
	was := steps()
	first := c.want(t, told, 200, "")
	if n := steps(); n != was+1 {
		t.Fatalf("%d steps, there were %d", n, was)
	}
	if again := c.want(t, told, 200, ""); again.Body.String() != first.Body.String() {
		t.Errorf("%s, and then %s", first.Body, again.Body)
	}
	other := told
	other.body = api.ActBody{By: "园区孙某某", Values: map[string]string{"name": "企业周某某", "refused": "no"}}
	c.want(t, other, 422, "key-reused")
	if n := steps(); n != was+1 {
		t.Errorf("%d steps, there were %d", n, was)
	}
	other.header = map[string]string{"Idempotency-Key": "a-2"}
	c.want(t, other, 200, "")
	if n := steps(); n != was+2 {
		t.Errorf("%d steps, there were %d", n, was)
	}
}

// The photo of a signed paper belongs to the inspection.
func (c *contract) signedPapers(t *testing.T) {
	at := "/inspections/" + made.mine.Inspection
	var p api.Photo
	c.want(t, request{method: http.MethodPost, path: "/photos", token: "write of one", raw: picture(77)}, 201, "").into(t, &p)
	body := api.ActBody{By: "企业李某某", Values: map[string]string{"paper": "opinion"}, Photos: []string{p.SHA256}}
	var done api.ActDone
	c.want(t, act(at, "signed", "write of one", body), 200, "").into(t, &done)
	if done.Inspection != made.mine.Inspection || done.Mark == "" {
		t.Errorf("%+v", done)
	}
	if w := c.want(t, get(at, "read"), 200, ""); !strings.Contains(w.Body.String(), "signed_papers") || !strings.Contains(w.Body.String(), p.SHA256) {
		t.Errorf("the document does not name the photo: %.300s", w.Body)
	}
	stale := body
	stale.Mark = "0000000000000000"
	c.want(t, act(at, "signed", "write", stale), 409, "meanwhile")
	c.want(t, act(at, "signed", "write", api.ActBody{By: "企业李某某", Values: map[string]string{"paper": "poem"}, Photos: []string{p.SHA256}}), 422, "missing")
	c.want(t, act(at, "dispute", "write", body), 404, "not-there")
	c.noJSON(t, http.MethodPost, at+"/acts/signed")
}
