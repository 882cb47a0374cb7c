// Command pss judges pod templates by the Pod Security Standard "restricted" with the evaluator that kube-apiserver itself uses.
//
// It reads one JSON array from standard input, `[{"id": "...", "template": {"metadata": {...}, "spec": {...}}}]`, and writes one JSON array of
// what it refuses, `[{"id": "...", "check": "...", "detail": "..."}]`, sorted as the input is. It exits with 1 when a template
// cannot be read: a template that is not judged must not look like one that passed.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type pod struct {
	ID       string          `json:"id"`
	Template json.RawMessage `json:"template"`
}

type finding struct {
	ID     string `json:"id"`
	Check  string `json:"check"`
	Detail string `json:"detail"`
}

// named makes each check give its own id as the reason, which the evaluator does not pass on, and say its reason before the detail.
func named(checks []policy.Check) []policy.Check {
	for _, check := range checks {
		for i, version := range check.Versions {
			judge := version.CheckPod
			check.Versions[i].CheckPod = func(meta *metav1.ObjectMeta, spec *corev1.PodSpec) policy.CheckResult {
				result := judge(meta, spec)
				result.ForbiddenDetail = result.ForbiddenReason + ": " + result.ForbiddenDetail
				result.ForbiddenReason = string(check.ID)
				return result
			}
		}
	}
	return checks
}

func judge(in io.Reader, out io.Writer) error {
	evaluator, err := policy.NewEvaluator(named(policy.DefaultChecks()), nil)
	if err != nil {
		return err
	}
	var pods []pod
	if err := json.NewDecoder(in).Decode(&pods); err != nil {
		return fmt.Errorf("standard input: %w", err)
	}
	restricted := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	findings := []finding{}
	for _, p := range pods {
		var template corev1.PodTemplateSpec
		decoder := json.NewDecoder(bytes.NewReader(p.Template))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&template); err != nil {
			return fmt.Errorf("%s: %w", p.ID, err)
		}
		for _, result := range evaluator.EvaluatePod(restricted, &template.ObjectMeta, &template.Spec) {
			if !result.Allowed {
				findings = append(findings, finding{p.ID, result.ForbiddenReason, result.ForbiddenDetail})
			}
		}
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(findings)
}

func main() {
	if err := judge(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
