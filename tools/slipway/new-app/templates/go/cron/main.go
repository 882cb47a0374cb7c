// Command NAME does one run. An exit code that is not 0 has it tried again.
package main

import (
	"log/slog"
	"os"
)

func run(log *slog.Logger) error {
	log.Info("done")
	return nil
}

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stdout, nil)).With("name", "NAME")
	if err := run(log); err != nil {
		log.Error("not done", "reason", err.Error())
		os.Exit(1)
	}
}
