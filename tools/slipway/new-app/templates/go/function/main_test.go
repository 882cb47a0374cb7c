package main

import (
	"strings"
	"testing"
)

func TestAnswers(t *testing.T) {
	said, err := handle([]byte(`{"rawPath":"/"}`))
	if err != nil || said.StatusCode != 200 || !strings.Contains(said.Body, "from NAME") {
		t.Fatalf("%v %v", said, err)
	}
}
