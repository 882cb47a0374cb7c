module slipway/rehearsal/crds

go 1.26.10

// No program of these is built, so `go mod tidy` would empty this file; see ../README.md for how a version moves.
require (
	github.com/argoproj/argo-cd/v3 v3.5.7
	github.com/argoproj/argo-rollouts v1.9.0
	github.com/aws/karpenter-provider-aws v1.14.1
	github.com/cert-manager/cert-manager v1.21.1
	github.com/external-secrets/external-secrets v1.3.2
	github.com/kedacore/keda/v2 v2.20.2
	github.com/prometheus-operator/prometheus-operator v0.93.1
	istio.io/api v1.31.1
	k8s.io/autoscaler/vertical-pod-autoscaler v1.7.3
)
