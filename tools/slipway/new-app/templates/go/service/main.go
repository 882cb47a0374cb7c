// Command NAME is an HTTP service with health, metrics and a drain, on the standard library alone.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

type service struct {
	draining atomic.Bool
	requests atomic.Int64
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	// Who answered: a rehearsal counts what each version got.
	w.Header().Set("X-App-Version", os.Getenv("APP_VERSION"))
	w.Header().Set("X-Pod", os.Getenv("POD_NAME"))
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func (s *service) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		write(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if s.draining.Load() {
			write(w, http.StatusServiceUnavailable, map[string]string{"status": "draining"})
			return
		}
		write(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	// Prometheus' text format, https://prometheus.io/docs/instrumenting/exposition_formats/
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		fmt.Fprintf(w, "# TYPE http_requests_total counter\nhttp_requests_total %d\n", s.requests.Load())
	})
	hello := func(w http.ResponseWriter, _ *http.Request) {
		s.requests.Add(1)
		write(w, http.StatusOK, map[string]string{"hello": "from NAME"})
	}
	mux.HandleFunc("GET /{$}", hello)
	mux.HandleFunc("GET /hello", hello)
	return mux
}

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stdout, nil)).With("name", "NAME")
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	s := &service{}
	// Idle connections outlast the load balancer's 60 seconds, or a request now and then meets one that is just being closed.
	server := &http.Server{Addr: ":" + port, Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 65 * time.Second}
	stopped, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	done := make(chan error, 1)
	go func() {
		<-stopped.Done()
		s.draining.Store(true)
		log.Info("draining")
		// Shutdown waits for the requests in flight; the pod's grace period ends it if they do not end.
		done <- server.Shutdown(context.Background())
	}()
	log.Info("listening", "port", port)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Error("cannot listen", "reason", err.Error())
		os.Exit(1)
	}
	if err := <-done; err != nil {
		log.Error("not drained", "reason", err.Error())
		os.Exit(1)
	}
	log.Info("drained")
}
