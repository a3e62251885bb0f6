package main

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"golang.org/x/image/draw"
	"golang.org/x/sync/errgroup"

	"anquan.example/paicha/internal/jpg"
	"anquan.example/paicha/report/sheet"
)

// papersVar tells a child what to write, papersDir of which photos. Each is a process of its own, for its peak of memory.
const (
	papersVar = "PAICHA_BENCH_PAPERS"
	papersDir = "PAICHA_BENCH_PHOTOS"
)

const paperPhotos, paperEdge = 200, 1000

// papers writes a findings list of 200 findings with 200 photos of 12 megapixels. The reference is those photos alone, decoded, scaled and encoded
// on all cores with the standard library; and with internal/jpg.
func papers(dir string) error {
	if err := paperShots(dir); err != nil {
		return err
	}
	took := map[string]float64{}
	for _, what := range []string{"bare", "jpg", "docx", "pdf"} {
		self, err := os.Executable()
		if err != nil {
			return err
		}
		child := exec.Command(self)
		child.Env = append(os.Environ(), papersVar+"="+what, papersDir+"="+dir)
		child.Stderr = os.Stderr
		out, err := child.Output()
		if err != nil {
			return fmt.Errorf("papers %s: %w", what, err)
		}
		var seconds float64
		var peak, size int64
		if _, err := fmt.Sscan(string(out), &seconds, &peak, &size); err != nil {
			return fmt.Errorf("papers %s said %q: %w", what, out, err)
		}
		took[what] = seconds
		cpu := child.ProcessState.UserTime() + child.ProcessState.SystemTime()
		fmt.Printf("  %-14s %6.2f s  %6.2f s of processor  %5.0f MB peak  %5.1f MB written\n", what, seconds, cpu.Seconds(), float64(peak)/(1<<20), float64(size)/(1<<20))
		if what == "docx" || what == "pdf" {
			// By the wall's clock: on a machine with nothing else to do.
			goal(what+", 200 findings with 200 photos", seconds, "s", "<= 5", seconds <= 5)
			goal(what+" ÷ the same photos by the standard library", seconds/took["bare"], "x", "<= 0.5", seconds/took["bare"] <= 0.5)
			goal(what+" ÷ the same photos by internal/jpg alone", seconds/took["jpg"], "x", "<= 1.5", seconds/took["jpg"] <= 1.5)
			mb := float64(peak) / (1 << 20)
			goal(what+", peak resident size", mb, "MB", "<= 300", mb <= 300)
		}
	}
	return nil
}

// papersChild writes what the variable says and ends; in any other process it does nothing.
func papersChild() {
	what := os.Getenv(papersVar)
	if what == "" {
		return
	}
	var counted counter
	took, err := timed(func() error { return paper(what, os.Getenv(papersDir), &counted) })
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	_, peak := memory(os.Getpid())
	fmt.Println(took.Seconds(), peak, int64(counted))
	os.Exit(0)
}

// counter counts what is written and keeps nothing.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func paper(what, dir string, w io.Writer) error {
	photo := func(n int) ([]byte, error) { return os.ReadFile(filepath.Join(dir, fmt.Sprintf("%d.jpg", n))) }
	switch what {
	case "bare", "jpg":
		var g errgroup.Group
		g.SetLimit(runtime.GOMAXPROCS(0))
		for n := range paperPhotos {
			g.Go(func() error {
				data, err := photo(n)
				if err != nil {
					return err
				}
				if what == "bare" {
					return bareCopy(data)
				}
				_, _, _, err = jpg.Copy(bytes.NewReader(data), paperEdge, 80)
				return err
			})
		}
		return g.Wait()
	}
	f, err := sheet.ByName("x." + what)
	if err != nil {
		return err
	}
	list := sheet.Table{Columns: []sheet.Column{{Name: "序号", Width: 8}, {Name: "部位", Width: 20}, {Name: "问题描述", Width: 50}, {Name: "时限", Width: 22}}}
	var pictures sheet.Pictures
	for n := range paperPhotos {
		list.Rows = append(list.Rows, []string{fmt.Sprint(n + 1), "打磨车间东侧", "除尘系统的干式除尘器未设置锁气卸灰装置，清灰后粉尘直接落入敞口铁桶，现场积尘厚度大于 3 mm。", "2026-12-31"})
		pictures = append(pictures, sheet.Picture{Number: fmt.Sprintf("照片 %d", n+1), Caption: "打磨车间 2026-11-23 09:00", Read: func() ([]byte, error) { return photo(n) }})
	}
	return f.Write(w, sheet.Sheet{Lang: "zh", Title: "隐患清单", Page: "第 %d 页 共 %d 页", Dated: time.Unix(0, 0),
		Blocks: []sheet.Block{list, sheet.Heading{Level: 1, Text: "照片"}, pictures}})
}

// bareCopy is what a copy takes with the standard library.
func bareCopy(data []byte) error {
	src, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	dst := image.NewRGBA(image.Rect(0, 0, paperEdge, paperEdge*3/4))
	draw.ApproxBiLinear.Scale(dst, dst.Bounds(), src, src.Bounds(), draw.Src, nil)
	return jpeg.Encode(io.Discard, dst, &jpeg.Options{Quality: 80})
}

// paperShots makes the photos: shapes and noise of 4000 × 3000 pixels, some 3 MB each, no two the same.
func paperShots(dir string) error {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for n := range paperPhotos {
		g.Go(func() error {
			r := rand.New(rand.NewPCG(uint64(n), 1))
			m := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
			for y := range 3000 {
				line := m.Y[y*m.YStride:][:4000]
				for x := 0; x < len(line); x += 8 {
					noise := r.Uint64()
					for k := range 8 {
						line[x+k] = byte(60+(x/211+y/173+n)%6*20) + byte(noise>>(8*k))&15
					}
				}
			}
			for k := range m.Cb {
				m.Cb[k], m.Cr[k] = byte(110+k/m.CStride/50), byte(120+k%m.CStride/100)
			}
			var b bytes.Buffer
			if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 88}); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.jpg", n)), b.Bytes(), 0o600)
		})
	}
	return g.Wait()
}
