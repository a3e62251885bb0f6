package pgtest

import (
	"testing"

	"github.com/jackc/pgx/v5"
)

func ask(t *testing.T, url, query string) (answer string) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(t.Context()) }()
	if err := c.QueryRow(t.Context(), query).Scan(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestEachURLIsAnEmptyDatabase(t *testing.T) {
	a, b := URL(t), URL(t)
	if err := do(a, "CREATE TABLE kitten (name TEXT)"); err != nil {
		t.Fatal(err)
	}
	const count = "SELECT count(*)::text FROM information_schema.tables WHERE table_schema = 'public'"
	if ask(t, a, count) != "1" || ask(t, b, count) != "0" {
		t.Error("databases are not apart")
	}
}

func TestAServerThatIsKilledComesBack(t *testing.T) {
	s := Server(t)
	url := s.URL()
	if err := do(url, "CREATE TABLE kitten (name TEXT)", "INSERT INTO kitten VALUES ('花花')"); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		s.Kill()
		if err := do(url, "SELECT 1"); err == nil {
			t.Error("it is killed and answers")
		}
		s.Start()
		if name := ask(t, url, "SELECT name FROM kitten"); name != "花花" {
			t.Errorf("after the kill there is %q", name)
		}
	}
	if fsync := ask(t, url, "SHOW fsync"); fsync != "on" {
		t.Errorf("fsync is %s", fsync)
	}
}
