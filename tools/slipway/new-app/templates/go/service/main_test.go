package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func get(s *service, path string) (int, string) {
	w := httptest.NewRecorder()
	s.handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

func TestAnswers(t *testing.T) {
	s := &service{}
	for _, path := range []string{"/", "/hello"} {
		if code, body := get(s, path); code != 200 || !strings.Contains(body, "from NAME") {
			t.Fatalf("GET %s: %d %s", path, code, body)
		}
	}
	if code, _ := get(s, "/nothing"); code != 404 {
		t.Fatalf("GET /nothing: %d", code)
	}
	if _, body := get(s, "/metrics"); !strings.Contains(body, "http_requests_total 2") {
		t.Fatalf("GET /metrics: %s", body)
	}
}

func TestIsNotReadyWhileItDrains(t *testing.T) {
	s := &service{}
	if code, _ := get(s, "/readyz"); code != 200 {
		t.Fatalf("GET /readyz: %d", code)
	}
	s.draining.Store(true)
	if code, _ := get(s, "/readyz"); code != 503 {
		t.Fatalf("GET /readyz while draining: %d", code)
	}
	if code, _ := get(s, "/healthz"); code != 200 {
		t.Fatalf("GET /healthz while draining: %d", code)
	}
}
