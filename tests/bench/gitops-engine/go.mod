module example.invalid/gitops-engine

go 1.26.1

require (
	github.com/argoproj/argo-cd/gitops-engine v0.0.0-20260914071520-c9c369efcc5b
	k8s.io/apimachinery v0.36.1
)
