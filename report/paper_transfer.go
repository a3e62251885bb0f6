package report

import (
	"fmt"
	"strconv"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/report/sheet"
)

// transfer hands findings to the competent department (移送单; 安全生产法 art. 69), with the evidence by hash, and the receipt that comes back.
func transfer(a *pad) []sheet.Block {
	w, t := &a.w.Papers, &a.w.Papers.Transfer
	to, document, receipt := "", "", ""
	for _, f := range a.findings {
		if x := last[*inspection.Transferred](f); x != nil {
			to, document, receipt = x.To, x.Document, x.Receipt
		}
	}
	table := sheet.Table{Empty: w.NoneOpen, Columns: []sheet.Column{{Name: w.Item, Width: 5, Right: true}, {Name: w.Place, Width: 16}, {Name: w.What, Width: 31}, {Name: w.Basis, Width: 20},
		{Name: w.Level, Width: 12}, {Name: w.State, Width: 16}}}
	var pictures sheet.Pictures
	evidence := []string{t.EvidenceList + " " + a.numberOf("list", "QD")}
	if a.doc.Seal != "" {
		evidence[0] += "（" + a.doc.sealLine() + "）"
	}
	for _, f := range a.findings {
		line := a.line(f)
		table.Rows = append(table.Rows, []string{strconv.Itoa(f.Number), line.where(), f.Description, a.basis(line), line.Says, a.w.Status(f.Status)})
		photos := a.pictures(func(int) string { return fmt.Sprintf(w.ItemOf, f.Number) + " " + line.where() }, line.Photos...)
		for _, p := range photos {
			evidence = append(evidence, p.Number+" SHA-256 "+p.SHA256)
		}
		pictures = append(pictures, photos...)
	}
	for _, s := range a.doc.Signed {
		evidence = append(evidence, fmt.Sprintf(w.SignedPaper, a.w.PaperTitle(s.Paper, string(a.doc.Visit)), a.taken(s.Time))+" SHA-256 "+s.Photo.SHA256)
	}
	blocks := []sheet.Block{
		sheet.Fields{wide(t.To, to, 1), {Label: t.Document, Value: document}, {Label: t.Receipt, Value: receipt}},
		sheet.Text{Text: t.Intro}, heading(t.Matter), table, heading(t.Evidence), sheet.List{Numbered: true, Items: evidence},
		sheet.Signatures{a.sign(w.Park, ""), a.sign(w.Seal, "")}, heading(t.Received), sheet.Signatures{a.sign(w.Receiver, ""), a.sign(w.Seal, "")},
	}
	if len(pictures) > 0 {
		blocks = append(blocks, heading(w.List.Pictures), pictures)
	}
	return blocks
}
