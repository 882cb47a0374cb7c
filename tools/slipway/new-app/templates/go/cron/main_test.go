package main

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

func TestSaysThatItIsDone(t *testing.T) {
	var said bytes.Buffer
	if err := run(slog.New(slog.NewJSONHandler(&said, nil))); err != nil || !strings.Contains(said.String(), "done") {
		t.Fatalf("%v %s", err, said.String())
	}
}
