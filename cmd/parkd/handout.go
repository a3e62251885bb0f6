package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

func (p *program) handOut() *cobra.Command {
	w := p.w.Parkd
	none := false
	c := &cobra.Command{
		Use: "handout criteria|register FILE", Short: w.HandOut, Long: w.HandOutLong, Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := args[0]
			if name != wire.Criteria && name != wire.Register {
				return fmt.Errorf(w.NotHandout, name)
			}
			var data []byte
			if !none {
				if len(args) != 2 {
					return errors.New(cmd.UseLine())
				}
				var err error
				if data, err = p.document(name, args[1]); err != nil {
					return err
				}
			}
			return p.with(cmd.Context(), func(park *server.Park) error {
				if err := park.HandOut(cmd.Context(), name, data); err != nil {
					return err
				}
				_, err := fmt.Fprintf(p.out, w.HandedOut+"\n", name, len(data))
				return err
			})
		},
	}
	c.Flags().BoolVar(&none, "none", false, w.FlagNone)
	return c
}

// document reads and checks what is to be handed out: nothing goes out that a tablet could not use.
func (p *program) document(name, file string) ([]byte, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if name == wire.Criteria {
		_, err := checklist.Parse(file, data)
		return data, err
	}
	all, err := p.register(file, data)
	if err != nil {
		return nil, err
	}
	return wire.Encode(wire.Enterprises{All: all}), nil
}

// columns are the register's, by what they may be called.
var columns = map[string]int{
	"name": 0, "名称": 0, "企业名称": 0, "code": 1, "统一社会信用代码": 1, "信用代码": 1, "address": 2, "地址": 2,
	"contact": 3, "联系人": 3, "phone": 4, "电话": 4,
}

// register reads a CSV file in UTF-8. Every bad line is named; none is passed over.
func (p *program) register(file string, data []byte) (all []inspection.Enterprise, err error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf(p.w.Parkd.BadHead, file)
	}
	at := [5]int{-1, -1, -1, -1, -1}
	for n, title := range head {
		if field, known := columns[strings.ToLower(strings.TrimSpace(title))]; known {
			at[field] = n
		}
	}
	if at[0] < 0 {
		return nil, fmt.Errorf(p.w.Parkd.BadHead, file)
	}
	var problems []error
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		line, _ := r.FieldPos(0)
		var cell [5]string
		for field, n := range at {
			if n >= 0 && n < len(row) {
				cell[field] = strings.TrimSpace(row[n])
			}
		}
		e := inspection.Enterprise{Name: cell[0], Code: strings.ToUpper(cell[1]), Address: cell[2], Contact: cell[3], Phone: cell[4]}
		if err == nil && e.Name == "" && e.Code == "" {
			continue
		}
		if err == nil && e.Code != "" {
			err = inspection.CheckCreditCode(e.Code)
		}
		if err == nil && e.Name == "" {
			err = errors.New(p.w.Enterprise)
		}
		if err != nil {
			problems = append(problems, fmt.Errorf(p.w.Parkd.BadRow, file, line, err))
			continue
		}
		// the same enterprise has the same id in every edition of the register
		e.ID = uuid.NewSHA1(registerSpace, []byte(e.Code+"\x00"+e.Name)).String()
		if e.Code != "" {
			e.ID = uuid.NewSHA1(registerSpace, []byte(e.Code)).String()
		}
		all = append(all, e)
	}
	return all, errors.Join(problems...)
}

// registerSpace is the name space of ids that are made of credit codes.
var registerSpace = uuid.NewSHA1(uuid.NameSpaceOID, []byte("GB 32100-2015"))

func (p *program) restored() *cobra.Command {
	return &cobra.Command{
		Use: "restored", Short: p.w.Parkd.Restored, Long: p.w.Parkd.RestoredLong, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd.Context(), func(park *server.Park) error {
				if err := park.Restored(cmd.Context()); err != nil {
					return err
				}
				_, err := fmt.Fprintln(p.out, p.w.Parkd.NewEpoch)
				return err
			})
		},
	}
}
