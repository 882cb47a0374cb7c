// Command argo-reader says what Argo CD's repo-server makes of a folder of plain manifests, by the server's own function.
//
// It reads one JSON array of folders from standard input, `[{"name": "<base64 of the file>"}]`, and writes one line of JSON for each, in order:
// `{"objects": [...]}`, or `{"error": "..."}` where the server refuses the folder.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/reposerver/apiclient"
	"github.com/argoproj/argo-cd/v3/reposerver/repository"
	"github.com/argoproj/argo-cd/v3/util/git"
	utilio "github.com/argoproj/argo-cd/v3/util/io"
	"github.com/sirupsen/logrus"
	"k8s.io/apimachinery/pkg/api/resource"
)

type answer struct {
	Objects []json.RawMessage `json:"objects,omitempty"`
	Error   string            `json:"error,omitempty"`
}

func read(root string, files map[string][]byte) answer {
	defer os.RemoveAll(root)
	if err := os.MkdirAll(root, 0o755); err != nil {
		return answer{Error: err.Error()}
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(root, filepath.Base(name)), content, 0o644); err != nil {
			return answer{Error: err.Error()}
		}
	}
	request := &apiclient.ManifestRequest{
		Repo:              &v1alpha1.Repository{Repo: "https://example.com/estate"},
		AppName:           "app",
		ApplicationSource: &v1alpha1.ApplicationSource{},
	}
	temp := utilio.NewRandomizedTempPaths(filepath.Dir(root))
	made, err := repository.GenerateManifests(context.Background(), root, root, "revision", request, true, git.NoopCredsStore{}, resource.Quantity{}, temp)
	if err != nil {
		return answer{Error: err.Error()}
	}
	out := answer{}
	for _, manifest := range made.Manifests {
		out.Objects = append(out.Objects, json.RawMessage(manifest))
	}
	return out
}

func judge(in io.Reader, out io.Writer) error {
	var folders []map[string][]byte
	if err := json.NewDecoder(in).Decode(&folders); err != nil {
		return fmt.Errorf("standard input: %w", err)
	}
	work, err := os.MkdirTemp("", "argo-reader-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	encoder := json.NewEncoder(out)
	for _, files := range folders {
		if err := encoder.Encode(read(filepath.Join(work, "app"), files)); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	logrus.SetOutput(io.Discard)
	if err := judge(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
