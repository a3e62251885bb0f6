package main

import (
	"fmt"
	"os"

	"anquan.example/paicha/checklist"
)

func main() {
	data, _ := os.ReadFile(os.Args[1])
	l, err := checklist.Parse(os.Args[1], data)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for _, s := range l.Sectors {
		for _, e := range s.Editions {
			fmt.Println(s.ID, e.Source, len(e.Criteria))
		}
	}
}
